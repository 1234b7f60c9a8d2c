import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import { Others } from "./others.ts";
import { Publisher } from "./publish.ts";
import { TestHand } from "./test-hand.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function people() {
  const hand = new TestHand().box("a", [0, 0]);
  const presence = new Awareness(hand.doc);
  const publisher = new Publisher(hand.editor, presence);
  let told = 0;
  presence.on("update", () => told++);
  return { hand, presence, publisher, told: () => told };
}

test("a moving pointer is told about thirty times a second, its last place for sure", () => {
  const { presence, publisher, told } = people();
  for (let at = 0; at < 100; at++) {
    publisher.point([at, 0]);
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(50);
  expect(told()).toBeGreaterThan(20);
  expect(told()).toBeLessThan(36);
  expect(presence.getLocalState()).toMatchObject({ pointer: { x: 99, y: 0 } });
});

test("a pointer that leaves the board is told to have left", () => {
  const { presence, publisher } = people();
  publisher.point([5, 5]);
  publisher.point(null);
  vi.advanceTimersByTime(50);
  expect(presence.getLocalState()).toMatchObject({ pointer: null });
});

test("the selection is told, as much of it as presence takes", () => {
  const { hand, presence } = people();
  for (let index = 0; index < 100; index++) hand.box(`s${index}`, [index, 0]);
  hand.key("ctrl+a");
  expect(presence.getLocalState()?.["selection"]).toHaveLength(64);
});

test("others are those who have something selected or type, and hostile states are nobody", () => {
  const { presence } = people();
  const user = { name: "Jonas", color: "#2f68d8" };
  presence.states.set(5, { user, selection: ["a"], pointer: { x: 1, y: 1 } });
  presence.states.set(6, { user, selection: "everything", caret: { shape: 7 } });
  presence.states.set(7, { selection: ["a"] });
  const others = new Others(presence);
  expect(others.now.get()).toEqual([{ ...user, selection: ["a"], caret: null }]);
});

test("a pointer that moves changes nothing about what the others have selected", () => {
  const { presence } = people();
  const user = { name: "Jonas", color: "#2f68d8" };
  presence.states.set(5, { user, selection: ["a"], pointer: { x: 1, y: 1 } });
  const others = new Others(presence);
  const before = others.now.get();
  presence.states.set(5, { user, selection: ["a"], pointer: { x: 2, y: 2 } });
  presence.emit("change", [{ added: [], updated: [5], removed: [] }, "remote"]);
  expect(others.now.get()).toBe(before);
});
