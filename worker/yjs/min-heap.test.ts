/** Tests of the min-heap. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MinHeap } from "./min-heap.ts";

test("values come out in the order of their numbers, whenever they were pushed", () => {
  const step = fc.oneof(fc.nat(50), fc.constant("pop" as const));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const heap = new MinHeap<string>();
      const waiting: number[] = [];
      for (const each of steps) {
        if (each === "pop") {
          const least = waiting.sort((a, b) => a - b).shift();
          expect(heap.least).toBe(least ?? Number.POSITIVE_INFINITY);
          expect(heap.popMin()).toBe(least === undefined ? undefined : `${least}`);
        } else {
          heap.push(each, `${each}`);
          waiting.push(each);
        }
      }
      const rest = waiting.map(() => heap.popMin());
      expect(rest).toEqual(waiting.sort((a, b) => a - b).map(String));
      expect(heap.least).toBe(Number.POSITIVE_INFINITY);
    }),
  );
});
