/** Tests of the bytes of presence and gestures in one window. */
import { afterEach, expect, test, vi } from "vitest";
import { Awareness, applyAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { readRoomFrame } from "../../shared/wire/frames.ts";
import type { Session } from "../connection/session.ts";
import type { Sessions } from "../connection/sessions.ts";
import { MAX_PRESENCE_FRAME, PRESENCE_BUDGET } from "../limits.ts";
import { encodePresence } from "../presence/awareness-codec.ts";
import { EphemeralBroadcast } from "../presence/ephemeral-broadcast.ts";

const PEOPLE = 250;

afterEach(() => {
  vi.useRealTimers();
});

test("R116: the bytes that one window tells a crowd are bounded, and everybody learns of every state", () => {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
  let sentBytes = 0;
  const heard: Uint8Array[] = [];
  const crowd: Session[] = [];
  for (let index = 0; index < PEOPLE; index++) {
    const session = {
      isNative: true,
      userId: `person ${index}`,
      presence: null,
      grant: { role: "editor", name: null },
      flow: { state: "open" },
      save: () => undefined,
      send: (frame: Uint8Array) => {
        sentBytes += frame.byteLength;
        if (index === 0) heard.push(frame);
      },
    } as unknown as Session;
    crowd.push(session);
  }
  const sessions = {
    size: PEOPLE,
    has: () => true,
    [Symbol.iterator]: () => crowd.values(),
  } as unknown as Sessions;
  const ephemeral = new EphemeralBroadcast(sessions, { charge: () => undefined });
  const rounds: number[] = [];
  const endRound = (): void => {
    rounds.push(sentBytes);
    sentBytes = 0;
  };
  let clientId = 1;
  for (const session of crowd) {
    const state = JSON.stringify({ filling: "x".repeat(3_500) });
    const frame = encodePresence([{ clientId, clock: 1, state }]);
    // The bytes before the update in its frame: the type, and the length in two bytes.
    expect(ephemeral.acceptPresence(session, frame.subarray(3))).toBe(true);
    ephemeral.introduce(session);
    ephemeral.relayGesture(session, new Uint8Array(10_000));
    clientId += 1;
    endRound();
  }
  const began = Date.now();
  while (vi.getTimerCount() > 0) {
    vi.advanceTimersToNextTimer();
    endRound();
  }
  const seconds = (Date.now() - began) / 1000;
  // A window is told in turns: a MiB, and the one frame that goes beyond, in which everybody is.
  const most = 2 ** 20 + MAX_PRESENCE_FRAME;
  expect(Math.max(...rounds)).toBeLessThan(most);
  const all = rounds.reduce((sum, bytes) => sum + bytes, 0);
  expect(all / seconds).toBeLessThan(1.2 * PRESENCE_BUDGET.perSecond);
  const seen = new Awareness(new Y.Doc());
  clearInterval(seen._checkInterval);
  let gestures = 0;
  for (const frame of heard) {
    const read = readRoomFrame(frame);
    if (read?.kind === "awareness") applyAwarenessUpdate(seen, read.update, null);
    if (read?.kind === "gestures") gestures += read.gestures.length;
  }
  expect([...seen.getStates().keys()].filter((id) => id <= PEOPLE)).toHaveLength(PEOPLE);
  // Of the gestures the oldest are left out.
  expect(gestures).toBeGreaterThan(50);
  expect(gestures).toBeLessThan(PEOPLE);
});
