import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import { TestHand } from "../test-hand.ts";
import { namePlace, Others } from "./others.ts";
import { Publisher } from "./publish.ts";

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

test("R90: a pointer that moves is told by gestures, and by no presence", () => {
  const { hand, publisher, told } = people();
  publisher.point([0, 0]);
  const before = told();
  for (let at = 1; at <= 300; at++) {
    publisher.point([at, 0]);
    vi.advanceTimersByTime(10);
  }
  expect(told()).toBe(before);
  expect(hand.channel.sent).toHaveLength(300);
  expect(hand.channel.sent.at(-1)).toEqual({ kind: "point", xy: [300, 0] });
});

test("R90: a pointer that has come to rest is in presence after a second, once", () => {
  const { presence, publisher, told } = people();
  publisher.point([0, 0]);
  publisher.point([10.01, 0]);
  vi.advanceTimersByTime(600);
  publisher.point([20.01, 0]);
  const before = told();
  vi.advanceTimersByTime(900);
  expect(told()).toBe(before);
  vi.advanceTimersByTime(100);
  expect(presence.getLocalState()).toMatchObject({ pointer: { x: 20, y: 0 } });
  vi.advanceTimersByTime(60_000);
  expect(told()).toBe(before + 1);
});

test("R90: a pointer that comes to the board or leaves it is told so at once", () => {
  const { hand, presence, publisher, told } = people();
  publisher.point([5, 5]);
  expect(presence.getLocalState()).toMatchObject({ pointer: { x: 5, y: 5 } });
  publisher.point([6, 6]);
  publisher.point(null);
  expect(presence.getLocalState()).toMatchObject({ pointer: null });
  const before = told();
  publisher.point(null);
  vi.advanceTimersByTime(5_000);
  expect(told()).toBe(before);
  expect(hand.channel.sent).toHaveLength(1);
});

test("a pointer beyond the end of the board is told at its end, where it can be read", () => {
  const { hand, publisher } = people();
  publisher.point([0, 0]);
  publisher.point([1e30, -1e30]);
  expect(hand.channel.sent).toEqual([{ kind: "point", xy: [1e7, -1e7] }]);
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
  expect(others.now.get()).toEqual([
    { id: "client 5", verified: false, ...user, points: true, selection: ["a"], caret: null },
  ]);
});

test("R218: a name stands once: at the caret, else at the pointer, else at what is selected", () => {
  const { presence } = people();
  const user = { name: "Jonas", color: "#2f68d8" };
  const pointer = { x: 1, y: 1 };
  const caret = { shape: "a", index: 0 };
  const others = new Others(presence);
  const placeWith = (state: object) => {
    presence.states.set(5, { user, selection: ["a", "b"], ...state });
    presence.emit("change", [{ added: [], updated: [5], removed: [] }, "remote"]);
    return others.now.get().map(namePlace);
  };
  expect(placeWith({ pointer })).toEqual(["pointer"]);
  expect(placeWith({ pointer: null })).toEqual(["selection"]);
  expect(placeWith({ pointer, caret })).toEqual(["caret"]);
  expect(placeWith({ pointer: null, caret })).toEqual(["caret"]);
});

test("R177: the selection of my own second tab is nobody else's", () => {
  const { presence } = people();
  const user = { name: "Mina", color: "#2f68d8" };
  presence.states.set(5, { user, stoa: { id: "mina" }, selection: ["a"] });
  const others = new Others(presence);
  expect(others.now.get()).toHaveLength(1);
  others.setMyId("mina");
  expect(others.now.get()).toEqual([]);
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
