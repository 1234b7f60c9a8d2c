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
  };
  expect(readPresence(state)).toEqual({
    user: { id: "x", name: "Mina", color: "#6a635a" },
    pointer: null,
    selection: ["a", "b"],
    caret: null,
    activity: null,
  });
});

test("a stock client's state, without any field of ours, is somebody without a pointer", () => {
  expect(
    readPresence({ user: { name: "Stock", color: "#30bced", colorLight: "#30bced33" } }),
  ).toEqual({
    user: { name: "Stock", color: "#30bced", colorLight: "#30bced33" },
    pointer: null,
    selection: [],
    caret: null,
    activity: null,
  });
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
