/** Tests of random hostile frames beside honest people. */
import { evictDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { hostileFrames } from "../../testkit/hostile-frames.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

/** Runs, and the hostile frames of each. `npm run hostile` sends more. */
const RUNS = 30;
const FRAMES = 60;

/** Frames that are sent in one turn. */
const TURN = 5;

function written(author: Person, reader: Person): number {
  return Y.getState(reader.doc.store, author.doc.clientID);
}

/** Nothing waits in this document for something that never comes. */
function isWhole({ doc }: Person): boolean {
  return doc.store.pendingStructs === null && doc.store.pendingDs === null;
}

test("R39: whatever is sent, the others go on, with what they wrote, also after the room slept", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joinsByGenericClient("Jonas");
  mina.types("safe");
  let expected = "safe";
  const frames = fc.array(hostileFrames(mina.doc.clientID, 1_000_000), {
    minLength: FRAMES,
    maxLength: FRAMES,
    size: "max",
  });
  let sent = 0;
  let closes = 0;
  await fc.assert(
    fc.asyncProperty(frames, fc.boolean(), async (hostile, isNative) => {
      const mallory = await room.hearsKnocking("Mallory", {
        kind: isNative ? "native" : "generic",
      });
      mallory.answers = false;
      for (const [index, frame] of hostile.entries()) {
        // Only between turns does a close come, after which the socket takes nothing.
        if (index % TURN === 0) await new Promise((resolve) => setTimeout(resolve));
        if (mallory.closedWith !== null) {
          closes += 1;
          await mallory.knocks();
        }
        mallory.sends(frame);
      }
      sent += hostile.length;
      mina.types(".");
      expected += ".";
      await vi.waitFor(() => expect(written(mina, jonas)).toBe(written(mina, mina)));
      mallory.leaves();
      expect([mina.text, jonas.text]).toEqual([expected, expected]);
      expect([mina.closedWith, jonas.closedWith]).toEqual([null, null]);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(sent).toBe(RUNS * FRAMES);
  // An attacker who is closed comes back, and goes on.
  expect(closes).toBeGreaterThan(RUNS);
  await evictDurableObject(room.stub);
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe(expected);
  for (const person of [mina, jonas, aiko]) expect(isWhole(person)).toBe(true);
  await vi.waitFor(() =>
    expect(Y.encodeStateVector(mina.doc)).toEqual(Y.encodeStateVector(aiko.doc)),
  );
});
