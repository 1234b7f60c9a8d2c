import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { shapesOf } from "../../shared/board/document.ts";
import { decodeGesture, type Gesture, handOf } from "../../shared/board/gesture.ts";
import { readClientFrame } from "../../shared/wire/frames.ts";
import { Hand, MOVES_PER_SECOND } from "./hand.ts";
import { eachMove } from "./moves.ts";
import { Frames } from "./wire.ts";

const INTERVAL = 50;
const SECONDS = 6;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each([
  ["draws", 0, "ink"],
  ["drags", 1, "set"],
] as const)("a hand that %s", (_, number, kind) => {
  it("sends gestures that carry its pointer at the room's pace, and one update when it lifts", () => {
    const { gestures, presence, pointers, updates } = moving(number);
    // A move every 17 ms starts a wait of 50 ms: about fifteen a second.
    const { length } = gestures.filter((each) => each.kind === kind && handOf(each) !== null);
    expect(length / SECONDS).toBeGreaterThan(10);
    expect(length / SECONDS).toBeLessThanOrEqual(1000 / INTERVAL);
    expect(presence).toEqual([]);
    expect(pointers).toEqual([]);
    expect(gestures.filter((each) => each.kind === "done")).toHaveLength(SECONDS / 2);
    expect(updates).toHaveLength(SECONDS / 2);
  });

  it("loses no point, and says in each frame when it was there", () => {
    const { gestures, times } = moving(number);
    let next = 0;
    for (const gesture of gestures) {
      if (gesture.kind === "done") next = 0;
      if (gesture.kind !== "ink") continue;
      expect(gesture.start).toBe(next);
      next += gesture.points.length / 3;
    }
    expect(times.length).toBeGreaterThan(100);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

it("a hand that draws leaves its strokes in the document", () => {
  const { updates } = moving(0);
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  expect([...shapesOf(doc).values()].map((shape) => shape.get("type"))).toEqual(
    updates.map(() => "ink"),
  );
});

/** The frames of a hand while it moves for some seconds; its first lift comes right at the start. */
function moving(number: number) {
  const gestures: Gesture[] = [];
  const presence: Uint8Array[] = [];
  const pointers: Uint8Array[] = [];
  const updates: Uint8Array[] = [];
  const times: number[] = [];
  const wire = { address: "", protocols: [], namesDocuments: false, answers: true };
  const hand = new Hand({
    number,
    clientId: 1_000_000 + number,
    frames: new Frames({ ...wire, offersCompression: false }, "room"),
    presenceInterval: INTERVAL,
    send(data) {
      const frame = readClientFrame(data as Uint8Array);
      if (frame?.kind === "update") updates.push(frame.update);
      if (frame?.kind === "awareness") presence.push(frame.update);
      if (frame?.kind === "pointer") pointers.push(frame.payload);
      if (frame?.kind !== "gesture") return;
      const gesture = decodeGesture(frame.payload);
      expect(gesture).not.toBeNull();
      if (gesture !== null) gestures.push(gesture);
      eachMove(Buffer.from(frame.payload), 0, (_, movedAt) => times.push(movedAt));
    },
  });
  for (const sent of [gestures, presence, pointers, updates]) sent.length = 0;
  for (let move = 1; move <= SECONDS * MOVES_PER_SECOND; move++) {
    vi.advanceTimersByTime(move % 3 === 0 ? 16 : 17);
    hand.move(move * (1000 / MOVES_PER_SECOND));
  }
  hand.rest();
  return { gestures, presence, pointers, updates, times };
}
