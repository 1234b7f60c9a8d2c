/** Tests of gestures: their payload, and where each has the hand. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeGesture, encodeGesture, type Gesture, handOf } from "./gesture.ts";

test.each<Gesture>([
  { kind: "ink", id: "a", stroke: "red", width: "m", start: 0, points: [1, 2, 0.5] },
  {
    kind: "draft",
    id: "a",
    type: "arrow",
    xy: [0, 0],
    size: [5, 5],
    from: [0, 0],
    to: [5, 5],
    stroke: "ink",
    fill: "none",
    width: "s",
    dash: "solid",
  },
  { kind: "transform", shapes: [{ id: "a", xy: [1, 1], size: [2, 2] }] },
  { kind: "transform", shapes: [], hand: [3.125, -4] },
  { kind: "point", xy: [-1_000.125, 0] },
  { kind: "done" },
  { kind: "cancel" },
])("a gesture of kind $kind arrives as it was sent", (gesture) => {
  expect(decodeGesture(encodeGesture(gesture))).toEqual(gesture);
});

test.each([
  { kind: "ink", id: "", stroke: "red", width: "m", start: 0, points: [] },
  { kind: "ink", id: "a", stroke: "red", width: "m", start: 0, points: new Array(601).fill(0) },
  { kind: "transform", shapes: [{ id: "a", xy: [1e99, 0], size: [1, 1] }] },
  { kind: "transform", shapes: [{ id: "a", xy: [0, 0], size: [-1, 1] }] },
  { kind: "transform", shapes: [], hand: [0, 1e99] },
  { kind: "point", xy: [0, 0] },
  { kind: "fireworks" },
  null,
])("a gesture that cannot be drawn is not read (%j)", (value) => {
  expect(decodeGesture(new TextEncoder().encode(JSON.stringify(value)))).toBe(null);
});

test("R227: a shape in a colour of a later version is seen while it is drawn, in ink", () => {
  const draft = { kind: "draft", id: "a", type: "rectangle", xy: [0, 0], size: [9, 9] };
  const look = { stroke: "url(x)", fill: "gold", tone: "shiny", width: "m", dash: "solid" };
  const read = decodeGesture(new TextEncoder().encode(JSON.stringify({ ...draft, ...look })));
  expect(read).toMatchObject({ stroke: "ink", fill: "none", tone: "soft" });
});

test("where the hand is, is said by all that it does but lifting", () => {
  const ink = { kind: "ink", id: "a", stroke: "red", width: "m", start: 0 } as const;
  expect(handOf({ ...ink, points: [1, 2, 0.5, 3, 4, 0.5] })).toEqual([3, 4]);
  expect(handOf({ ...ink, points: [] })).toBe(null);
  expect(handOf({ kind: "transform", shapes: [], hand: [5, 6] })).toEqual([5, 6]);
  expect(handOf({ kind: "transform", shapes: [] })).toBe(null);
  expect(handOf({ kind: "point", xy: [7, 8] })).toEqual([7, 8]);
  expect(handOf({ kind: "done" })).toBe(null);
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
