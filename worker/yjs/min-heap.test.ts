/** Tests of the min-heap. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Queue } from "./min-heap.ts";

test("an entry comes out in the order of its numbers, whenever it was put in", () => {
  const step = fc.oneof(fc.nat(50), fc.constant("take" as const));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const queue = new Queue<string>();
      const waiting: number[] = [];
      for (const each of steps) {
        if (each === "take") {
          const least = waiting.sort((a, b) => a - b).shift();
          expect(queue.least).toBe(least ?? Number.POSITIVE_INFINITY);
          expect(queue.take()).toBe(least === undefined ? undefined : `${least}`);
        } else {
          queue.add(each, `${each}`);
          waiting.push(each);
        }
      }
      const rest = waiting.map(() => queue.take());
      expect(rest).toEqual(waiting.sort((a, b) => a - b).map(String));
      expect(queue.least).toBe(Number.POSITIVE_INFINITY);
    }),
  );
});
