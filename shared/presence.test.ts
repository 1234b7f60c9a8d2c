/** Tests of the reader of presence. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readPresence } from "./presence.ts";

test("one bad field costs a person only that field", () => {
  const state = {
    user: { id: "x", name: " Mina ", color: "javascript:alert(1)" },
    pointer: { x: Number.MAX_VALUE, y: 0 },
    selection: ["a", "b"],
    caret: { shape: "a", index: -1 },
    activity: "flying",
    follows: "x".repeat(65),
    presents: "yes",
  };
  expect(readPresence(state)).toEqual({
    user: { id: "x", name: "Mina", color: "#6a635a", verified: false },
    pointer: null,
    selection: ["a", "b"],
    caret: null,
    activity: null,
    follows: null,
    presents: false,
  });
});

test("a stock client's state, without any field of ours, is somebody without a pointer", () => {
  expect(
    readPresence({ user: { name: "Stock", color: "#30bced", colorLight: "#30bced33" } }),
  ).toEqual({
    user: { name: "Stock", color: "#30bced", colorLight: "#30bced33", verified: false },
    pointer: null,
    selection: [],
    caret: null,
    activity: null,
    follows: null,
    presents: false,
  });
});

test("R160: the room's facts count, whatever a person says of themselves", () => {
  const user = { id: "of an application", name: "Mina\u202e", color: "#30bced" };
  const facts = { id: "x", role: "viewer", verified: true, name: "Mina R." };
  expect(readPresence({ user, stoa: facts }).user).toEqual({
    id: "x",
    role: "viewer",
    name: "Mina R.",
    color: "#30bced",
    verified: true,
  });
  expect(readPresence({ user, stoa: { id: "x", verified: false } }).user).toMatchObject({
    id: "x",
    name: "Mina",
    verified: false,
  });
  expect(readPresence({ user: { ...user, verified: true } }).user?.verified).toBe(false);
});

test("R179: a caret is read with the letter that it keeps to, and without one that cannot be read", () => {
  const user = { name: "Mina", color: "#30bced" };
  const caret = (position: unknown) =>
    readPresence({ user, caret: { shape: "a", index: 2, position } }).caret;
  const item = { client: 5, clock: 7 };
  expect(caret({ item, assoc: -1 })?.position).toEqual({ item, assoc: -1 });
  expect(caret({ type: item })?.position).toEqual({ type: item, assoc: 0 });
  expect(caret(undefined)).toEqual({ shape: "a", index: 2, position: null });
  expect(caret({ tname: "shapes" })).toEqual({ shape: "a", index: 2, position: null });
});

test("R161: somebody of whose name nothing can be seen is a guest", () => {
  expect(readPresence({ user: { name: "\u200b" } }).user?.name).toBe("Guest");
});

test("whatever somebody publishes can be read", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (user, pointer) => {
      const presence = readPresence({ user, pointer });
      expect(presence.selection).toEqual([]);
      expect(readPresence(user).activity).toBe(null);
    }),
  );
});
