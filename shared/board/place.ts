/** Places: where a shape stands, by itself or in a frame. They know no index and nothing of how shapes look. */
import * as Y from "yjs";
import { MAX_COORDINATE, MAX_PARENTS, MAX_SHAPE_ID } from "../limits.ts";
import { type Fields, type Point, readPoint } from "./record.ts";

/** The frame in which a shape lies, and where in it: relative to the frame's top left corner, in board units. */
export interface Parent {
  readonly id: string;
  readonly xy: Point;
}

/** A place as it is stored. */
export interface Place {
  /** Where the shape was on the board when somebody put it there last. */
  readonly xy: Point;
  readonly parent: Parent | null;
}

/** A frame, and where it stands on the board. */
export interface Frame {
  readonly id: string;
  readonly xy: Point;
}

/** Finds the stored place of a shape; undefined when there is none. */
export type Places = (id: string) => Place | undefined;

/** Returns whether a value is the id of a shape or a group. */
export function isShapeId(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_SHAPE_ID;
}

/** Reads a stored place; `null` when there is none. */
export function readPlace(fields: Fields): Place | null {
  const xy = readPoint(fields.get("xy"));
  return xy === null ? null : { xy, parent: readParent(fields.get("parent"), xy) };
}

/**
 * Reads the field `parent`. It counts only while its `board` is the shape's `xy`. So a client without frames that sets
 * `xy` takes the shape out. Two places that were set at once are never mixed.
 */
export function readParent(value: unknown, xy: Point): Parent | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, xy: inFrame, board } = value as Record<string, unknown>;
  const within = readPoint(inFrame);
  const stood = readPoint(board);
  if (!isShapeId(id) || within === null || stood === null) return null;
  return stood[0] === xy[0] && stood[1] === xy[1] ? { id, xy: within } : null;
}

/** Finds the places of a document's shapes. */
export function placesOf(shapes: Y.Map<Y.Map<unknown>>): Places {
  return (id) => {
    const fields: unknown = shapes.get(id);
    return fields instanceof Y.Map ? (readPlace(fields) ?? undefined) : undefined;
  };
}

/** Writes a place. Call it inside a transaction. */
export function writePlace(fields: Y.Map<unknown>, xy: Point, frame: Frame | null): void {
  const place = placeFields(xy, frame);
  fields.set("xy", place.xy);
  if (place.parent !== undefined) fields.set("parent", place.parent);
  else if (fields.has("parent")) fields.delete("parent");
}

/** Returns the fields of a place: of a shape at `xy` on the board, in a frame that stands at `frame.xy` or in none. */
export function placeFields(
  xy: Point,
  frame: Frame | null,
): { xy: Point; parent: object | undefined } {
  if (frame === null) return { xy, parent: undefined };
  const within: Point = [xy[0] - frame.xy[0], xy[1] - frame.xy[1]];
  // A place that no reader takes would be none.
  if (readPoint([...within]) === null) return { xy, parent: undefined };
  return { xy, parent: { id: frame.id, xy: within, board: xy } };
}

/**
 * Returns the frame in which a shape lies; `null` for a shape that stands on the board itself. No parent counts
 * that is not there, that has eight more above it, or that makes a circle: there for the smallest id.
 */
export function parentOf(places: Places, id: string): Parent | null {
  const own = named(places, id);
  if (own === null) return null;
  const passed = [id];
  for (let above: Parent | null = own; above !== null; above = named(places, above.id)) {
    const circle = passed.indexOf(above.id);
    if (circle === 0) return passed.every((other) => id <= other) ? null : own;
    if (circle > 0) return own;
    if (passed.length > MAX_PARENTS) return null;
    passed.push(above.id);
  }
  return own;
}

/** Returns where a shape stands on the board; `null` for one without a place. */
export function boardXy(places: Places, id: string): Point | null {
  const place = places(id);
  if (place === undefined) return null;
  const parent = place.parent === null ? null : parentOf(places, id);
  const frame = parent === null ? null : boardXy(places, parent.id);
  if (parent === null || frame === null) return place.xy;
  return [within(frame[0] + parent.xy[0]), within(frame[1] + parent.xy[1])];
}

/** Returns the frames around a shape, the innermost first. */
export function framesAround(places: Places, id: string): string[] {
  const frames: string[] = [];
  for (let up = parentOf(places, id); up !== null; up = parentOf(places, up.id)) frames.push(up.id);
  return frames;
}

/** The parent that a shape names, if it is there. */
function named(places: Places, id: string): Parent | null {
  const parent = places(id)?.parent ?? null;
  return parent === null || places(parent.id) === undefined ? null : parent;
}

function within(value: number): number {
  return Math.min(MAX_COORDINATE, Math.max(-MAX_COORDINATE, value));
}
