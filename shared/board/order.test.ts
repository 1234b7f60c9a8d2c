/** Tests of the stacking order. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareOrder, isOrderKey, orderKeyAbove, orderKeysAbove } from "./order.ts";

test("new indices lie above the top, in order, whatever another client made of the top", () => {
  const key = fc.stringMatching(/^[0-9A-Za-z]{1,20}$/);
  fc.assert(
    fc.property(fc.option(key), fc.integer({ min: 1, max: 20 }), (top, count) => {
      const keys = orderKeysAbove(top, count);
      expect(keys.length).toBe(count);
      for (const [index, next] of keys.entries()) {
        expect(isOrderKey(next)).toBe(true);
        const below = index === 0 ? top : keys[index - 1];
        if (below !== null && below !== undefined) expect(next > below).toBe(true);
      }
    }),
  );
});

test("a thousand shapes, each put on top, have short indices", () => {
  let top: string | null = null;
  for (let shape = 0; shape < 1_000; shape++) top = orderKeyAbove(top);
  expect(top?.length).toBeLessThan(6);
});

test("two shapes at one index are ordered by id, so that everybody sees the same pile", () => {
  expect(compareOrder({ z: "a0", id: "b" }, { z: "a0", id: "a" })).toBe(1);
  expect(compareOrder({ z: "a0", id: "b" }, { z: "a1", id: "a" })).toBe(-1);
  expect(compareOrder({ z: "a0", id: "a" }, { z: "a0", id: "a" })).toBe(0);
});
