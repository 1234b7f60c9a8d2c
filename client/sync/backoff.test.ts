import * as fc from "fast-check";
import { expect, test } from "vitest";
import { backoff } from "./backoff.ts";

const chance = fc.double({ min: 0, max: 1, noNaN: true });

test("R22: the wait before another attempt is between 0.3 and 20 seconds", () => {
  fc.assert(
    fc.property(fc.nat(1_000), chance, (attempt, random) => {
      const wait = backoff(attempt, random);
      expect(wait).toBeGreaterThanOrEqual(300);
      expect(wait).toBeLessThanOrEqual(20_000);
    }),
  );
});

test("R22: a room that comes back does not come back in one instant", () => {
  expect(backoff(6, 0)).toBe(300);
  expect(backoff(6, 0.5)).toBeCloseTo(10_150);
  expect(backoff(6, 1)).toBe(20_000);
});
