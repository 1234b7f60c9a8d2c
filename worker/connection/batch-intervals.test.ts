/** Tests of window lengths by the number of sockets. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_SOCKETS } from "../limits.ts";
import { documentWindow, presenceInterval, presenceWindow } from "./batch-intervals.ts";

test("presence goes out at once among few, and ten times a second in a crowd", () => {
  expect([presenceWindow(2), presenceInterval(2)]).toEqual([8, 8]);
  expect([presenceWindow(100), presenceInterval(100)]).toEqual([100, 250]);
});

test("no window shortens when people come, and nobody sends more often for it", () => {
  fc.assert(
    fc.property(fc.nat(MAX_SOCKETS), fc.nat(MAX_SOCKETS), (a, b) => {
      const [few, many] = [Math.min(a, b), Math.max(a, b)];
      for (const pace of [documentWindow, presenceWindow, presenceInterval]) {
        expect(pace(many)).toBeGreaterThanOrEqual(pace(few));
      }
    }),
  );
});

test("a room tells a new pace seldom, however many come one by one", () => {
  const intervals = Array.from({ length: MAX_SOCKETS }, (_, sockets) => presenceInterval(sockets));
  expect(new Set(intervals).size).toBeLessThan(10);
});
