/** Tests of the coding of ink. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_INK_POINTS } from "../limits.ts";
import { decodeInk, encodeInk, type InkPoint } from "./ink.ts";

const coordinate = fc.double({ min: -100_000, max: 100_000, noNaN: true });
const point = fc.tuple(coordinate, coordinate, fc.double({ min: 0, max: 1, noNaN: true }));

test("a stroke comes back to within a sixteenth of a unit at every point, however long it is", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 200 }), (points) => {
      const decoded = decodeInk(encodeInk(points)) ?? [];
      expect(decoded.length).toBe(points.length);
      for (const [index, [x, y, pressure]] of points.entries()) {
        const [dx, dy, dp] = decoded[index] ?? [Number.NaN, Number.NaN, Number.NaN];
        expect(Math.abs(dx - x)).toBeLessThanOrEqual(1 / 16);
        expect(Math.abs(dy - y)).toBeLessThanOrEqual(1 / 16);
        expect(Math.abs(dp - pressure)).toBeLessThanOrEqual(1 / 255);
      }
    }),
  );
});

test("a hand-drawn stroke takes about three bytes a point", () => {
  const points: InkPoint[] = [];
  for (let step = 0; step < 100; step++) points.push([step * 3, Math.sin(step / 9) * 40, 0.5]);
  expect(encodeInk(points).byteLength).toBeLessThan(100 * 3.5);
});

test("no bytes make the reader throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      const points = decodeInk(noise);
      for (const numbers of points ?? []) expect(numbers.every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

test("a stroke that is cut short, too long, or of a later version is not drawn", () => {
  const bytes = encodeInk([
    [1, 2, 0.5],
    [3, 4, 0.5],
  ]);
  expect(decodeInk(bytes.subarray(0, -1))).toBe(null);
  expect(decodeInk(new Uint8Array([2, ...bytes.subarray(1)]))).toBe(null);
  const long = new Array<InkPoint>(MAX_INK_POINTS + 1).fill([0, 0, 0]);
  expect(decodeInk(encodeInk(long))).toBe(null);
});
