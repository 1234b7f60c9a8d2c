import { randomInt } from "node:crypto";
import * as fc from "fast-check";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { scripts } from "../../testkit/fuzz/script.ts";
import { findSlow, HonestTimes, noTimes } from "./apply-time.ts";
import { runHealing } from "./healing.ts";
import { type LongScript, longUpdates } from "./long-update.ts";
import { nothingSeen, plays, silence } from "./run.ts";
import { YrsReaders } from "./yrs.ts";

const yrs = new YrsReaders();
let speaks = (): void => undefined;

beforeEach(() => {
  speaks = silence();
});

afterEach(() => speaks());

afterAll(() => yrs.end());

test.each([
  ["a fixed seed", 7, null, 125],
  ["another fixed seed", 8, null, 125],
  ["a seed of its own", randomInt(1, 1_000_000_000), null, 125],
  ["another seed of its own", randomInt(1, 1_000_000_000), null, 125],
  ["a fixed seed, with yrs", 7, yrs, 80],
])(
  "R105: whatever the room takes, all readers read the same and go on (%s: %i)",
  async (_, seed, library, numRuns) => {
    const seen = nothingSeen();
    await fc.assert(
      fc.asyncProperty(scripts, (script) => plays(script, library, seen)),
      { seed, numRuns },
    );
    // A room that took nothing would pass as well.
    expect(seen.hostile.taken).toBeGreaterThan(numRuns / 4);
    if (library !== null) expect(seen.compared).toBeGreaterThan(numRuns);
  },
);

test.each([
  ["a fixed seed", 7],
  ["a seed of its own", randomInt(1, 1_000_000_000)],
])(
  "R107: whatever a room of the version before took, it is healed, and all readers read the same and go on (%s: %i)",
  (_, seed) => {
    let dropped = 0;
    fc.assert(
      fc.property(scripts, (script) => {
        const findings = runHealing(script);
        dropped += findings.dropped;
        expect(findings.faults).toEqual([]);
      }),
      { seed, numRuns: 120 },
    );
    expect(dropped).toBeGreaterThan(100);
  },
);

/** One client puts 4,000 items before one spot, then another does, without having seen them. */
const inFront = ([first, second]: readonly [5, 9] | readonly [9, 5]): LongScript => ({
  typed: 0,
  updates: ([first, second] as const).map((writer) => ({
    writers: writer === 5 ? [5, 9] : [9, 5],
    templates: [
      {
        writer: 0,
        content: "text",
        neighbours: { left: { to: "nothing" }, right: { to: "own", ago: 1 } },
        parent: "text",
        key: null,
        length: 1,
      },
    ],
    rounds: 4_000,
    deletes: null,
  })),
});

test("R104: no update that the room takes costs its readers much more than an honest one of its size", async () => {
  const clock = { honest: new HonestTimes(), yrs, times: noTimes() };
  await fc.assert(
    fc.asyncProperty(longUpdates, async (script) => {
      expect(await findSlow(script, clock)).toEqual([]);
    }),
    {
      seed: 7,
      numRuns: 15,
      endOnFailure: true,
      // Were the second one taken, it would cost readers seconds in one of these orders.
      examples: [[inFront([5, 9])], [inFront([9, 5])]],
    },
  );
  expect(clock.times.taken).toBeGreaterThan(5);
  expect(clock.times.refused).toBeGreaterThan(5);
});
