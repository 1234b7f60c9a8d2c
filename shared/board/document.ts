/** The board document: how shapes are read from and written to Yjs. It knows no room and no canvas. */
import * as Y from "yjs";
import { encodeInk, type InkPoint } from "./ink.ts";
import type { Point, Size } from "./shape.ts";
import type { Align, Color, Dash, Fill, Font, Width } from "./style.ts";

/** The Yjs name of the map of shapes: shape id → `Y.Map` of its fields. */
const SHAPES = "shapes";

/** Returns the shapes of a board document. */
export function shapesOf(doc: Y.Doc): Y.Map<Y.Map<unknown>> {
  return doc.getMap(SHAPES);
}

/** The fields from which a new shape is made: exactly those that are stored. */
export type NewShape = NewShapeBase &
  (
    | ({ type: "rectangle" | "ellipse"; fill: Fill; dash: Dash } & NewText)
    | { type: "arrow"; from: Point; to: Point; dash: Dash }
    | { type: "ink"; points: readonly InkPoint[] }
    | ({ type: "text" | "note" } & NewText)
  );

interface NewShapeBase {
  id: string;
  xy: Point;
  size: Size;
  angle?: number;
  z: string;
  stroke: Color;
  width: Width;
  opacity?: number;
  by: string;
  at: number;
}

interface NewText {
  text: string;
  font: Font;
  align: Align;
}

/** Writes a new shape. Call it inside the one transaction of the gesture. */
export function addShape(doc: Y.Doc, shape: NewShape): void {
  const { id, ...fields } = shape;
  const map = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (key === "text") map.set(key, new Y.Text(value as string));
    else if (key === "points") map.set(key, encodeInk(value as readonly InkPoint[]));
    else map.set(key, value);
  }
  shapesOf(doc).set(id, map);
}

/** Fields that may change after a shape was made. Text is changed in its `Y.Text`. */
export interface ShapeChange {
  xy?: Point;
  size?: Size;
  angle?: number;
  z?: string;
  from?: Point;
  to?: Point;
  stroke?: Color;
  fill?: Fill;
  width?: Width;
  dash?: Dash;
  font?: Font;
  align?: Align;
  opacity?: number;
  locked?: boolean;
}

/** Changes a shape's fields; does nothing when somebody has deleted it meanwhile. Call it inside a transaction. */
export function changeShape(doc: Y.Doc, id: string, change: ShapeChange): void {
  const map = shapesOf(doc).get(id);
  if (map === undefined) return;
  for (const [key, value] of Object.entries(change)) {
    if (value !== undefined) map.set(key, value);
  }
}

/** Deletes shapes. Call it inside a transaction. */
export function deleteShapes(doc: Y.Doc, ids: Iterable<string>): void {
  const shapes = shapesOf(doc);
  for (const id of ids) shapes.delete(id);
}
