/** Tests of gestures: their payload, and where each has the hand. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeGesture, encodeGesture, type Gesture, handOf } from "./gesture.ts";
import { readHeld } from "./held.ts";

test.each<Gesture>([
  { kind: "ink", id: "a", stroke: "red", width: "m", start: 0, points: [1, 2, 0.5] },
  { kind: "set", shapes: [{ id: "a", fields: { xy: [0, 0], later: { version: true } } }] },
  { kind: "set", shapes: [{ id: "a" }, { id: "b" }], by: [1.5, -2], more: true },
  { kind: "set", shapes: [], hand: [3.125, -4] },
  { kind: "point", xy: [-1_000.125, 0] },
  { kind: "done" },
  { kind: "cancel" },
])("a gesture of kind $kind arrives as it was sent", (gesture) => {
  expect(decodeGesture(encodeGesture(gesture))).toEqual(gesture);
});

test.each([
  { kind: "ink", id: "", stroke: "red", width: "m", start: 0, points: [] },
  { kind: "ink", id: "a", stroke: "red", width: "m", start: 0, points: new Array(601).fill(0) },
  { kind: "set" },
  { kind: "set", shapes: [{ id: "" }] },
  { kind: "set", shapes: [{ id: "a", fields: 7 }] },
  { kind: "set", shapes: new Array(1_001).fill({ id: "a" }) },
  { kind: "set", shapes: [], by: [1e99, 0] },
  { kind: "set", shapes: [], hand: [0, 1e99] },
  { kind: "transform", shapes: [{ xy: [0, 0] }] },
  { kind: "draft", xy: [0, 0] },
  { kind: "point", xy: [0, 0] },
  { kind: "fireworks" },
  null,
])("a gesture that cannot be drawn is not read (%j)", (value) => {
  expect(decodeGesture(new TextEncoder().encode(JSON.stringify(value)))).toBe(null);
});

test("R227: a shape in a colour of a later version is seen while it is drawn, in ink", () => {
  const place = { type: "rectangle", xy: [0, 0], size: [9, 9] };
  const look = { stroke: "url(x)", fill: "gold", tone: "shiny", width: "m", dash: "solid" };
  const seen = readHeld({ id: "a", fields: { ...place, ...look } }, undefined);
  expect(seen).toMatchObject({ stroke: "ink", fill: "none", tone: "soft" });
});

test("where the hand is, is said by all that it does but lifting", () => {
  const ink = { kind: "ink", id: "a", stroke: "red", width: "m", start: 0 } as const;
  expect(handOf({ ...ink, points: [1, 2, 0.5, 3, 4, 0.5] })).toEqual([3, 4]);
  expect(handOf({ ...ink, points: [] })).toBe(null);
  expect(handOf({ kind: "set", shapes: [], hand: [5, 6] })).toEqual([5, 6]);
  expect(handOf({ kind: "set", shapes: [] })).toBe(null);
  expect(handOf({ kind: "point", xy: [7, 8] })).toEqual([7, 8]);
  expect(handOf({ kind: "done" })).toBe(null);
});

test("R212: the gestures of the version before are read as sets", () => {
  const read = (value: object) => decodeGesture(new TextEncoder().encode(JSON.stringify(value)));
  const xy = [1, 2];
  expect(
    read({ kind: "transform", shapes: [{ id: "a", xy, size: [3, 4] }], hand: [5, 6] }),
  ).toEqual({
    kind: "set",
    shapes: [{ id: "a", fields: { xy, size: [3, 4] } }],
    hand: [5, 6],
  });
  const look = { type: "ellipse", xy, size: [3, 4], stroke: "red", fill: "none", width: "m" };
  expect(read({ kind: "draft", id: "a", ...look })).toEqual({
    kind: "set",
    shapes: [{ id: "a", fields: { angle: 0, ...look } }],
  });
});

test("no bytes make the reader throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (noise) => {
      // Three bytes that begin with the type of a pointer are one.
      if (noise[0] !== 65) expect(decodeGesture(noise)).toBe(null);
      else decodeGesture(noise);
    }),
  );
});
