/** Tests of the binary frames' readers and writers. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_LASER_POINTS } from "../limits.ts";
import {
  awarenessFrame,
  gestureFrame,
  gesturesFrame,
  pointerFrame,
  readClientFrame,
  readPointer,
  readRoomFrame,
  sharedUpdateFrame,
  step1Frame,
  step2Frame,
  updateFrame,
  updateFramePrefix,
} from "./frames.ts";
import { laserFrame, readLaser } from "./laser-frame.ts";
import { readView, viewFrame } from "./view-frame.ts";

const bytes = fc.uint8Array({ maxLength: 300 });

test("R115: the frame of an update shares its bytes where they came as such a frame", () => {
  fc.assert(
    fc.property(bytes, bytes, (body, before) => {
      const came = updateFrame(body);
      const update = came.subarray(came.length - body.length);
      expect(sharedUpdateFrame(update)).toEqual(came);
      expect(sharedUpdateFrame(update).buffer).toBe(came.buffer);
      const answer = step2Frame(body);
      expect(sharedUpdateFrame(answer.subarray(answer.length - body.length))).toEqual(came);
      const other = Uint8Array.from([...before, ...body]);
      expect(sharedUpdateFrame(other.subarray(before.length))).toEqual(came);
      expect(sharedUpdateFrame(body)).toEqual(came);
    }),
  );
});

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

test.each([0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152])(
  "a document frame of %i bytes says its length as lib0 does",
  (length) => {
    const frame = updateFrame(new Uint8Array(length).fill(7));
    const prefix = updateFramePrefix(length);
    expect([...frame.subarray(0, prefix.length)]).toEqual([...prefix]);
    const read = readClientFrame(frame);
    expect(read?.kind === "update" && read.update.length).toBe(length);
    expect(read?.kind === "update" && read.update.every((byte) => byte === 7)).toBe(true);
  },
);

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

test("a pointer is read to an eighth of a unit where it is sent and where it arrives, in at most nine bytes", () => {
  const coordinate = fc.double({ min: -2e7, max: 2e7, noNaN: true });
  const told = (value: number) => Math.min(1e7, Math.max(-1e7, Math.round(value * 8) / 8)) + 0;
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      const frame = pointerFrame([x, y]);
      expect(frame.byteLength).toBeLessThanOrEqual(9);
      expect(readClientFrame(frame)).toEqual({ kind: "pointer", payload: frame });
      expect(readPointer(frame)).toEqual([told(x), told(y)]);
    }),
  );
});

test.each([
  ["nothing in it", [65]],
  ["one coordinate", [65, 1]],
  ["something after it", [65, 1, 1, 1]],
  ["a coordinate that no board has", [65, 0xbf, 0xff, 0xff, 0x7f, 0]],
  [
    "a coordinate that is longer than it needs to be",
    [65, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 0, 0],
  ],
])("a pointer with %s is not read", (_, frame) => {
  expect(readClientFrame(new Uint8Array(frame))).toBe(null);
  expect(readPointer(new Uint8Array(frame))).toBe(null);
});

test("R202: a laser is read place by place where it is sent and where it arrives", () => {
  const coordinate = fc.double({ min: -2e7, max: 2e7, noNaN: true });
  const told = (value: number) => Math.min(1e7, Math.max(-1e7, Math.round(value * 8) / 8)) + 0;
  const places = fc.array(fc.tuple(coordinate, coordinate), {
    minLength: 1,
    maxLength: MAX_LASER_POINTS,
  });
  fc.assert(
    fc.property(fc.boolean(), places, (begins, line) => {
      const frame = laserFrame({ begins, places: line });
      expect(frame.byteLength).toBeLessThanOrEqual(2 + 8 * line.length);
      expect(readClientFrame(frame)).toEqual({ kind: "laser", payload: frame });
      const heard = line.map(([x, y]) => [told(x), told(y)]);
      expect(readLaser(frame)).toEqual({ begins, places: heard });
      expect(readPointer(frame)).toBe(null);
    }),
  );
});

test.each([
  ["nothing in it", [66]],
  ["no place", [66, 1]],
  ["another beginning than yes or no", [66, 2, 1, 1]],
  ["half a place", [66, 0, 1, 1, 1]],
  ["too many places", [66, 0, ...Array.from({ length: 2 * (MAX_LASER_POINTS + 1) }, () => 1)]],
  ["a place that no board has", [66, 0, 1, 1, 0xbf, 0xff, 0xff, 0x7f, 0]],
])("R202: a laser with %s is not read", (_, frame) => {
  expect(readClientFrame(new Uint8Array(frame))).toBe(null);
  expect(readLaser(new Uint8Array(frame))).toBe(null);
});

test("R348: a view is read to an eighth of a unit where it is sent and where it arrives, in at most 17 bytes", () => {
  const coordinate = fc.double({ min: -1e7, max: 1e7, noNaN: true });
  const length = fc.double({ min: 0, max: 2e7, noNaN: true });
  const told = (value: number) => Math.round(value * 8) / 8 + 0;
  const side = (value: number) => Math.max(1 / 8, told(Math.min(1e7, value)));
  fc.assert(
    fc.property(coordinate, coordinate, length, length, (x, y, width, height) => {
      const frame = viewFrame({ minX: x, minY: y, maxX: x + width, maxY: y + height });
      expect(frame.byteLength).toBeLessThanOrEqual(17);
      expect(readClientFrame(frame)).toEqual({ kind: "view", payload: frame });
      const box = readView(frame);
      expect([box?.minX, box?.minY]).toEqual([told(x), told(y)]);
      expect((box?.maxX ?? 0) - told(x)).toBeCloseTo(side(x + width - x), 6);
      expect((box?.maxY ?? 0) - told(y)).toBeCloseTo(side(y + height - y), 6);
      expect(readPointer(frame)).toBe(null);
      expect(readLaser(frame)).toBe(null);
    }),
  );
});

test.each([
  ["nothing in it", [67]],
  ["a place alone", [67, 1, 1]],
  ["no height", [67, 1, 1, 1]],
  ["a width of nothing", [67, 1, 1, 0, 1]],
  ["a height of nothing", [67, 1, 1, 1, 0]],
  ["something after it", [67, 1, 1, 1, 1, 1]],
  ["a width that no board has", [67, 0, 0, 0xff, 0xff, 0xff, 0x7f, 1]],
  ["a place that no board has", [67, 0xbf, 0xff, 0xff, 0x7f, 0, 1, 1]],
])("R348: a view with %s is not read", (_, frame) => {
  expect(readClientFrame(new Uint8Array(frame))).toBe(null);
  expect(readView(new Uint8Array(frame))).toBe(null);
});

test("no bytes make a reader throw", () => {
  fc.assert(
    fc.property(bytes, (noise) => {
      readClientFrame(noise);
      readRoomFrame(noise);
      readPointer(noise);
      readLaser(noise);
      readView(noise);
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
