import { expect, test } from "vitest";
import { billOf, times, type Use } from "./prices.ts";

const NOTHING: Use = { rows: 0, frames: 0, objectRequests: 0, workerRequests: 0, awake: 0 };

test("a million of each costs what the price list says", () => {
  const million = 1_000_000;
  expect(billOf({ ...NOTHING, rows: million }).total).toBeCloseTo(1);
  expect(billOf({ ...NOTHING, frames: 20 * million }).total).toBeCloseTo(0.15);
  expect(billOf({ ...NOTHING, objectRequests: million }).total).toBeCloseTo(0.15);
  expect(billOf({ ...NOTHING, workerRequests: million }).total).toBeCloseTo(0.3);
  // One object of 128 MB for a million seconds: 128,000 GB-s.
  expect(billOf({ ...NOTHING, awake: million }).total).toBeCloseTo(1.6);
});

test("a bill is the sum of its parts, and grows with the use", () => {
  const use: Use = { rows: 5e6, frames: 4e6, objectRequests: 3e5, workerRequests: 2e5, awake: 1e5 };
  const { rows, requests, duration, total } = billOf(use);
  expect(total).toBe(rows + requests + duration);
  expect(billOf(times(use, 3)).total).toBeCloseTo(3 * total);
});
