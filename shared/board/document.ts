/** The board document: how shapes are read from and written to Yjs. It knows no room and no canvas. */
import * as Y from "yjs";
import { encodeInk, type InkPoint } from "./ink.ts";
import type { Shape } from "./kinds.ts";
import { boardXy, type Frame, parentOf, placesOf, writePlace } from "./place.ts";
import type { ShapeBase, Words } from "./record.ts";

/** The Yjs name of the map of shapes: shape id → `Y.Map` of its fields. */
const SHAPES = "shapes";

/** Returns the shapes of a board document. */
export function shapesOf(doc: Y.Doc): Y.Map<Y.Map<unknown>> {
  return doc.getMap(SHAPES);
}

/** A field of a new shape: text as a string, ink as its points. */
type NewField<T> = T extends Y.Text ? string : T extends Uint8Array ? T | readonly InkPoint[] : T;

/** Fields that have a default. */
type Defaulted =
  | "angle"
  | "opacity"
  | "locked"
  | "letter"
  | "valign"
  | "tone"
  | "finish"
  | "nib"
  | "route"
  | "bend"
  | "head"
  | "tail"
  | "followed"
  | "start"
  | "end"
  | "crop"
  | "flip";

/** Arrows and lines of before have no words. */
type DefaultedOf<S> = Defaulted | (S extends { readonly from: unknown } ? keyof Words : never);

/** The part of a shape that is read and is no field. */
type NoField = "reactions";

type NewOf<S> = S extends ShapeBase
  ? { readonly [K in Exclude<keyof S, DefaultedOf<S> | NoField>]: NewField<S[K]> } & {
      readonly [K in Extract<keyof S, DefaultedOf<S>>]?: NewField<S[K]> | undefined;
    }
  : never;

/** The fields from which a new shape is made: exactly those that are stored. */
export type NewShape = NewOf<Shape>;

/** Writes a new shape. Call it inside the one transaction of the gesture. */
export function addShape(doc: Y.Doc, shape: NewShape): void {
  const { id, ...fields } = shape;
  const points = "points" in fields ? fields.points : undefined;
  const coded = points instanceof Uint8Array || points === undefined ? points : encodeInk(points);
  writeShape(shapesOf(doc), id, { ...fields, points: coded });
}

/** Writes a shape by its stored fields, whatever its type; `text` is given as a string. */
export function writeShape(
  shapes: Y.Map<Y.Map<unknown>>,
  id: string,
  fields: Readonly<Record<string, unknown>>,
): void {
  const map = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    if (key === "text") map.set(key, new Y.Text(String(value)));
    else map.set(key, value);
  }
  shapes.set(id, map);
}

/** Is there a text in the shape itself? */
export function shapeHasText(doc: Y.Doc, id: string): boolean {
  return shapesOf(doc).get(id)?.get("text") instanceof Y.Text;
}

/** Gives a shape an empty text. Call it inside a transaction. */
export function giveText(doc: Y.Doc, id: string): void {
  shapesOf(doc).get(id)?.set("text", new Y.Text());
}

/** All fields of all kinds. */
type AnyField = Shape extends infer S ? (S extends Shape ? keyof S : never) : never;
type ValueOf<K> = Shape extends infer S
  ? S extends Shape
    ? K extends keyof S
      ? S[K]
      : never
    : never
  : never;

/** Fields that may change after a shape was made. Text is changed in its `Y.Text`. */
export type ShapeChange = {
  -readonly [K in Exclude<AnyField, "id" | "type" | "text" | NoField>]?: ValueOf<K> | undefined;
};

/** Changes a shape's fields. `xy` is on the board: a shape stays in its frame. It does nothing when somebody has deleted it meanwhile. Call it inside a transaction. */
export function changeShape(doc: Y.Doc, id: string, change: ShapeChange): void {
  const map = shapesOf(doc).get(id);
  if (map === undefined) return;
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined || key === "xy") continue;
    // A field without a value, such as the anchor of a free end, is not stored.
    if (value === null) map.delete(key);
    else map.set(key, value);
  }
  if (change.xy !== undefined) writePlace(map, change.xy, frameOf(doc, id));
}

function frameOf(doc: Y.Doc, id: string): Frame | null {
  const places = placesOf(shapesOf(doc));
  const parent = parentOf(places, id);
  const xy = parent === null ? null : boardXy(places, parent.id);
  return parent === null || xy === null ? null : { id: parent.id, xy };
}

/** Deletes shapes. Call it inside a transaction. */
export function deleteShapes(doc: Y.Doc, ids: Iterable<string>): void {
  const shapes = shapesOf(doc);
  for (const id of ids) shapes.delete(id);
}
