/** Gestures: the schema and the payload of drags and strokes while they happen. Nothing here is stored. */
import * as v from "valibot";
import { MAX_COORDINATE } from "../limits.ts";
import { pointerFrame, readPointer } from "../wire/frames.ts";
import type { Point } from "./shape.ts";
import { COLORS, DASHES, FILLS, TONES, WIDTHS } from "./style.ts";

/**
 * A gesture: a drag or a stroke while it happens, shown to the others and
 * stored nowhere. When the hand lifts, its result is one document update.
 * Travels as JSON inside a gesture frame; only a hand that moves and does
 * nothing else has a shorter form.
 */
const coordinate = v.pipe(v.number(), v.minValue(-MAX_COORDINATE), v.maxValue(MAX_COORDINATE));
const length = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_COORDINATE));
const shapeId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const point = v.pipe(v.tuple([coordinate, coordinate]), v.readonly());
const size = v.pipe(v.tuple([length, length]), v.readonly());

/** A later version may know more colours. */
const stroke = v.fallback(v.picklist(COLORS), "ink");
const fill = v.fallback(v.picklist(FILLS), "none");

/** Where the hand is: beside what it drags. */
const hand = v.optional(point);

export const gestureSchema = v.variant("kind", [
  /** A pen stroke that grows. `points` are absolute `x, y, pressure` triples, the first of them number `start`. */
  v.object({
    kind: v.literal("ink"),
    id: shapeId,
    stroke,
    width: v.picklist(WIDTHS),
    start: v.pipe(v.number(), v.integer(), v.minValue(0)),
    points: v.pipe(v.array(coordinate), v.maxLength(600)),
  }),
  /** A shape that is being drawn. A client that does not know its type leaves it alone. */
  v.object({
    kind: v.literal("draft"),
    id: shapeId,
    type: v.pipe(v.string(), v.maxLength(32)),
    xy: point,
    size,
    from: v.optional(point),
    to: v.optional(point),
    stroke,
    fill,
    tone: v.optional(v.fallback(v.picklist(TONES), "soft")),
    width: v.picklist(WIDTHS),
    dash: v.picklist(DASHES),
    hand,
  }),
  /** Shapes that are being moved or resized: where each would be if the hand lifted now. */
  v.object({
    kind: v.literal("transform"),
    shapes: v.pipe(v.array(v.object({ id: shapeId, xy: point, size })), v.maxLength(200)),
    hand,
  }),
  /** The hand has lifted and the result is on its way as an update (`done`), or there is none (`cancel`). */
  v.object({ kind: v.picklist(["done", "cancel"]) }),
]);
export type Gesture =
  | v.InferOutput<typeof gestureSchema>
  /** The hand has moved, and draws nothing. */
  | { readonly kind: "point"; readonly xy: Point };

/** Where a gesture has the hand; `null` when it says nothing of it. Ink has it at the newest of its points. */
export function handOf(gesture: Gesture): Point | null {
  switch (gesture.kind) {
    case "point":
      return gesture.xy;
    case "ink": {
      const [x, y] = gesture.points.slice(-3);
      return x === undefined || y === undefined ? null : [x, y];
    }
    case "draft":
    case "transform":
      return gesture.hand ?? null;
    case "done":
    case "cancel":
      return null;
  }
}

/** Codes a gesture as the payload that reaches the others. */
export function encodeGesture(gesture: Gesture): Uint8Array {
  if (gesture.kind === "point") return pointerFrame(gesture.xy);
  return new TextEncoder().encode(JSON.stringify(gesture));
}

/** Reads another person's gesture; `null` when it is none. */
export function decodeGesture(payload: Uint8Array): Gesture | null {
  const xy = readPointer(payload);
  if (xy !== null) return { kind: "point", xy };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(payload));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const result = v.safeParse(gestureSchema, json);
  return result.success ? result.output : null;
}
