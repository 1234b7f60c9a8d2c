import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  awarenessFrame,
  gestureFrame,
  gesturesFrame,
  readClientFrame,
  readRoomFrame,
  step1Frame,
  step2Frame,
  updateFrame,
} from "./frames.ts";

const bytes = fc.uint8Array({ maxLength: 300 });

test("every frame that a client writes is read as what it is", () => {
  fc.assert(
    fc.property(bytes, (body) => {
      expect(readClientFrame(step1Frame(body))).toEqual({ kind: "step1", stateVector: body });
      expect(readClientFrame(step2Frame(body))).toEqual({ kind: "step2", update: body });
      expect(readClientFrame(updateFrame(body))).toEqual({ kind: "update", update: body });
      expect(readClientFrame(awarenessFrame(body))).toEqual({ kind: "awareness", update: body });
      expect(readClientFrame(gestureFrame(body))).toEqual({ kind: "gesture", payload: body });
    }),
  );
});

test("the gestures of a window keep their order and their senders", () => {
  const gestures = fc.array(fc.record({ clientId: fc.nat(2 ** 31), payload: bytes }));
  fc.assert(
    fc.property(gestures, (relayed) => {
      expect(readRoomFrame(gesturesFrame(relayed))).toEqual({
        kind: "gestures",
        gestures: relayed,
      });
    }),
  );
});

test("no bytes make a reader throw", () => {
  fc.assert(
    fc.property(bytes, (noise) => {
      readClientFrame(noise);
      readRoomFrame(noise);
    }),
    { numRuns: 5_000 },
  );
});

test("a frame that is cut short or has bytes left over is not read", () => {
  fc.assert(
    fc.property(bytes, fc.nat(), (body, cut) => {
      const frame = updateFrame(body);
      expect(readClientFrame(frame.subarray(0, cut % frame.length))).toBe(null);
      expect(readClientFrame(new Uint8Array([...frame, 0]))).toBe(null);
    }),
  );
});
