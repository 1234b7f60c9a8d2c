/** Gestures: the schema and the payload of drags and strokes while they happen. Nothing here is stored. */
import * as v from "valibot";
import { MAX_COORDINATE, MAX_SHAPE_ID } from "../limits.ts";
import { pointerFrame, readPointer } from "../wire/frames.ts";
import { type LaserLine, laserFrame, readLaser } from "../wire/laser-frame.ts";
import { readView, type ViewBox, viewFrame } from "../wire/view-frame.ts";
import type { Point } from "./record.ts";
import { COLORS, NIBS, WIDTHS } from "./style.ts";

/**
 * A gesture: a drag or a stroke while it happens, shown to the others and
 * stored nowhere. When the hand lifts, its result is one document update.
 * Travels as JSON inside a gesture frame; only a hand that moves and does
 * nothing else has a shorter form.
 */
const coordinate = v.pipe(v.number(), v.minValue(-MAX_COORDINATE), v.maxValue(MAX_COORDINATE));
const shapeId = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SHAPE_ID));
const point = v.pipe(v.tuple([coordinate, coordinate]), v.readonly());

/** A later version may know more colours. */
const stroke = v.fallback(v.picklist(COLORS), "ink");

/** Where the hand is: beside what it drags. */
const hand = v.optional(point);

/** Fields of a shape, which its kind reads as it reads those of the document. */
const fields = v.pipe(v.record(v.string(), v.unknown()), v.readonly());

/** Shapes of one payload: more do not fit into its 16 KiB. */
const MAX_SHAPES = 1_000;

const gestureSchema = v.variant("kind", [
  /** A pen stroke that grows. `points` are absolute `x, y, pressure` triples, the first of them number `start`. */
  v.object({
    kind: v.literal("ink"),
    id: shapeId,
    stroke,
    width: v.picklist(WIDTHS),
    nib: v.optional(v.fallback(v.picklist(NIBS), "pen")),
    start: v.pipe(v.number(), v.integer(), v.minValue(0)),
    points: v.pipe(v.array(coordinate), v.maxLength(600)),
  }),
  /** Shapes in the hand, new or of the document: how each would be if the hand lifted now. */
  v.object({
    kind: v.literal("set"),
    shapes: v.pipe(
      v.array(v.object({ id: shapeId, fields: v.optional(fields) })),
      v.maxLength(MAX_SHAPES),
      v.readonly(),
    ),
    /** How far the shapes without fields are from where they stand, with all that lies in them. */
    by: v.optional(point),
    /** The frame, or the board (`null`), in which the shapes without fields would lie; absent: each where it lies. */
    into: v.optional(v.nullable(shapeId)),
    /** The hand holds more than this payload says: what was told before stays. */
    more: v.optional(v.literal(true)),
    hand,
  }),
  /** The hand has lifted and the result is on its way as an update (`done`), or there is none (`cancel`). */
  v.object({ kind: v.picklist(["done", "cancel"]) }),
]);

/** The forms of the version before, which a page that is still open may send. Both are read as `set`. */
const formerSchema = v.variant("kind", [
  v.looseObject({ kind: v.literal("draft"), id: shapeId, hand }),
  v.object({
    kind: v.literal("transform"),
    shapes: v.pipe(v.array(v.looseObject({ id: shapeId })), v.maxLength(200)),
    hand,
  }),
]);

export type Gesture =
  | v.InferOutput<typeof gestureSchema>
  /** The hand has moved, and draws nothing. */
  | { readonly kind: "point"; readonly xy: Point }
  /** The hand points with a laser. */
  | ({ readonly kind: "laser" } & LaserLine)
  /** The part of the board that a person sees whom somebody follows. */
  | { readonly kind: "view"; readonly box: ViewBox };

/** Shapes in the hand. The sender of gestures takes any number of them, and parts them into payloads. */
export type SetGesture = Extract<Gesture, { kind: "set" }>;

/** One of them: its fields, or none for a shape that is moved as it is. */
export type HeldShape = SetGesture["shapes"][number];

/** Where a gesture has the hand; `null` when it says nothing of it. Ink has it at the newest of its points. */
export function handOf(gesture: Gesture): Point | null {
  switch (gesture.kind) {
    case "point":
      return gesture.xy;
    case "laser":
      return gesture.places.at(-1) ?? null;
    case "ink": {
      const [x, y] = gesture.points.slice(-3);
      return x === undefined || y === undefined ? null : [x, y];
    }
    case "set":
      return gesture.hand ?? null;
    case "view":
    case "done":
    case "cancel":
      return null;
  }
}

/** Codes a gesture as the payload that reaches the others. */
export function encodeGesture(gesture: Gesture): Uint8Array {
  if (gesture.kind === "point") return pointerFrame(gesture.xy);
  if (gesture.kind === "laser") return laserFrame(gesture);
  if (gesture.kind === "view") return viewFrame(gesture.box);
  return new TextEncoder().encode(JSON.stringify(gesture));
}

/** Reads another person's gesture; `null` when it is none. */
export function decodeGesture(payload: Uint8Array): Gesture | null {
  const xy = readPointer(payload);
  if (xy !== null) return { kind: "point", xy };
  const line = readLaser(payload);
  if (line !== null) return { kind: "laser", ...line };
  const box = readView(payload);
  if (box !== null) return { kind: "view", box };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(payload));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const result = v.safeParse(gestureSchema, json);
  return result.success ? result.output : readFormer(json);
}

function readFormer(json: unknown): SetGesture | null {
  const result = v.safeParse(formerSchema, json);
  if (!result.success) return null;
  const { hand: at } = result.output;
  const shapes: HeldShape[] =
    result.output.kind === "transform"
      ? result.output.shapes.map(({ id, xy, size }) => ({ id, fields: { xy, size } }))
      : [draftOf(result.output)];
  return { kind: "set", shapes, ...(at === undefined ? {} : { hand: at }) };
}

function draftOf({
  id,
  kind: _kind,
  hand: _hand,
  ...rest
}: Record<string, unknown> & { id: string }) {
  return { id, fields: { angle: 0, ...rest } };
}
