/** Tests of clock ranges against a plain set. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ClockRanges } from "./clock-ranges.ts";

/** The ranges of a set of clocks, by way of a plain set. */
function rangesOf(clocks: ReadonlySet<number>): number[] {
  const bounds: number[] = [];
  for (const clock of [...clocks].sort((a, b) => a - b)) {
    if (bounds.at(-1) === clock) bounds[bounds.length - 1] = clock + 1;
    else bounds.push(clock, clock + 1);
  }
  return bounds;
}

/** The ranges of a set, read from it. */
function boundsOf(ranges: ClockRanges): number[] {
  const bounds: number[] = [];
  const cursor = ranges.cursor();
  while (cursor.next()) bounds.push(cursor.start, cursor.end);
  return bounds;
}

const range = fc
  .tuple(
    fc.nat(6_000),
    fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 3 }) },
      fc.integer({ min: 1, max: 2_500 }),
    ),
  )
  .map(([start, length]) => [start, start + length] as const);

test("R110: ranges that are added in whatever order are those of a plain set", () => {
  fc.assert(
    fc.property(
      fc.array(range, { maxLength: 3_000, size: "max" }),
      fc.array(range, { maxLength: 20 }),
      (added, looks) => {
        const clocks = new Set<number>();
        const ranges = new ClockRanges();
        for (const [start, end] of added) {
          for (let clock = start; clock < end; clock++) clocks.add(clock);
          ranges.add(start, end);
        }
        const bounds = rangesOf(clocks);
        expect(boundsOf(ranges)).toEqual(bounds);
        expect(ranges.size).toBe(bounds.length / 2);
        for (const [start, end] of looks) {
          let isHeld = true;
          for (let clock = start; clock < end; clock++) isHeld &&= clocks.has(clock);
          expect(ranges.covers(start, end)).toBe(isHeld);
        }
        expect(boundsOf(ClockRanges.ofSorted(bounds))).toEqual(bounds);
      },
    ),
    { numRuns: 60 },
  );
});
