import { expect, test } from "vitest";
import { Crowd } from "./crowd.ts";

/** So many people, and who of them is shown. */
function crowdOf(count: number) {
  const crowd = new Crowd();
  const shown = new Set<number>();
  const move = (id: number, now: number) => {
    if (crowd.move(id, now, (other) => shown.delete(other))) shown.add(id);
  };
  const all = Array.from({ length: count }, (_, id) => id);
  for (const id of all) move(id, id);
  return { crowd, shown, all, move };
}

test("of a crowd sixty pointers are shown", () => {
  expect(crowdOf(60).shown.size).toBe(60);
  expect(crowdOf(200).shown.size).toBe(60);
});

test("where a hundred move all the time, nobody's pointer comes and goes", () => {
  const { shown, all, move } = crowdOf(100);
  const before = [...shown];
  for (let now = 200; now < 20_000; now += 200) {
    for (const id of all) move(id, now + id);
    expect([...shown]).toEqual(before);
  }
});

test("a person who moves takes the place of the one who has rested longest", () => {
  const { shown, move } = crowdOf(61);
  for (let id = 0; id < 60; id++) if (id !== 7) move(id, 5_000 + id);
  move(60, 5_100);
  expect(shown.has(60)).toBe(true);
  expect(shown.has(7)).toBe(false);
  expect(shown.size).toBe(60);
});

test("a person who leaves makes room at once", () => {
  const { crowd, shown, move } = crowdOf(61);
  expect(shown.has(60)).toBe(false);
  crowd.leave(7);
  shown.delete(7);
  move(60, 100);
  expect(shown.has(60)).toBe(true);
});
