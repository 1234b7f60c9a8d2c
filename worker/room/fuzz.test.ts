/** Tests of the differential fuzz in a real room. */
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { scripts } from "../../testkit/fuzz/script.ts";
import { RealRoom } from "../testing/fuzz-room.ts";

/** Scripts of each seed; the environment variable ROOM_SCRIPTS asks for more. */
const RUNS = Number((env as unknown as { ROOM_SCRIPTS: string }).ROOM_SCRIPTS);

test.each([
  ["a fixed seed", 7],
  ["a seed of its own", Math.ceil(Math.random() * 1_000_000_000)],
])(
  "R109: whatever is sent into a room, all who read there see the same and go on (%s: %i)",
  async (_, seed) => {
    const seen = { sent: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(scripts, async (script) => {
        const room = new RealRoom();
        expect(await room.plays(script)).toEqual([]);
        seen.sent += room.counts.sent;
        seen.refused += room.counts.refused;
      }),
      // To make a script shorter takes longer than to play it: `npm run bench -- fuzz` does that.
      { seed, numRuns: RUNS, endOnFailure: true },
    );
    // A room that took nothing, or refused nothing, would pass as well.
    expect(seen.refused).toBeGreaterThan(0);
    expect(seen.sent).toBeGreaterThan(seen.refused);
  },
  600_000,
);
