import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStore } from "../../ui/store.ts";
import type { Other } from "./others.ts";
import { RecentHolders } from "./recent-holders.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function other(name: string, rest: Partial<Other> = {}): Other {
  const nobody = { verified: false, color: "#000000", points: false, selection: [], caret: null };
  return { id: name, name, ...nobody, ...rest };
}

function watching() {
  const others = createStore<readonly Other[]>([]);
  return { others, holders: new RecentHolders(others) };
}

test("R176: a person who selects what I type in, and lets go of it, may have deleted it", () => {
  const { others, holders } = watching();
  others.set([other("Mina", { selection: ["note"] }), other("Jonas", { selection: ["box"] })]);
  expect(holders.holderOf("note")?.name).toBe("Mina");
  others.set([other("Jonas", { selection: ["box"] })]);
  expect(holders.holderOf("note")?.name).toBe("Mina");
  vi.advanceTimersByTime(6_000);
  expect(holders.holderOf("note")).toBeNull();
});

test("R176: nobody is named where two may have deleted it", () => {
  const { others, holders } = watching();
  others.set([other("Mina", { selection: ["note"] }), other("Jonas", { selection: ["note"] })]);
  expect(holders.holderOf("note")).toBeNull();
});

test("R176: a person who types in it, too, has not deleted it", () => {
  const { others, holders } = watching();
  const caret = { shape: "note", index: 0, position: null };
  others.set([other("Mina", { selection: ["note"], caret })]);
  expect(holders.holderOf("note")).toBeNull();
});

test("R176: a person who lets go of a shape is named, also while others come, go and point", () => {
  const { others, holders } = watching();
  others.set([other("Mina", { selection: ["note", "box"] })]);
  others.set([other("Mina", { selection: ["box"] })]);
  vi.advanceTimersByTime(2_000);
  for (const points of [true, false, true]) {
    others.set([other("Mina", { selection: ["box"] }), other("Jonas", { points })]);
  }
  expect(holders.holderOf("note")?.name).toBe("Mina");
  expect(holders.holderOf("box")?.name).toBe("Mina");
  others.set([other("Jonas")]);
  vi.advanceTimersByTime(4_000);
  expect(holders.holderOf("note")).toBeNull();
  expect(holders.holderOf("box")?.name).toBe("Mina");
});
