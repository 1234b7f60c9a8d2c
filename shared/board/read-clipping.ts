/** Reading of clippings, whoever has written them: bounded, checked, and ready to be copied into a document. */
import * as Y from "yjs";
import { fromBase64Url } from "../ids.ts";
import { MAX_CLIPPING_FIELDS, MAX_CLIPPING_SHAPES } from "../limits.ts";
import { CLIPPING_FORMAT, CLIPPING_VERSION, isTooLong } from "./clipping.ts";
import { type CopyOptions, copyShapes, type Target } from "./copies.ts";
import { shapesOf } from "./document.ts";
import { type Box, boxOf, unionBox } from "./geometry.ts";
import { readShape, type Shape } from "./kinds.ts";
import { shapeBox } from "./outline.ts";
import { isObject, parsed } from "./parsed.ts";
import { isShapeId } from "./place.ts";
import { Relations } from "./relations.ts";
import { standing } from "./standing.ts";

/** Shapes that have been read, in a document of their own. */
export interface Clipping {
  /** The id of the room from which they come; empty: from another program. */
  readonly room: string;
  readonly relations: Relations;
  /** The shapes as they are seen, bottom to top. */
  readonly shapes: readonly Shape[];
  /** The box around what is drawn of them. */
  readonly box: Box;
  /** How many shapes could not be read. */
  readonly leftOut: number;
}

/** The reason for which a text gives no clipping: it is none, it is too much, or there is nothing in it. */
export type ClippingFault = "none" | "too-large" | "nothing";

/** Levels of lists and objects in a stored value. */
const MOST_LEVELS = 6;

/** Reads the text of a clipping. */
export function readClipping(text: string): Clipping | ClippingFault {
  if (isTooLong(text)) return "too-large";
  const value = parsed(text);
  if (!isObject(value) || value["format"] !== CLIPPING_FORMAT) return "none";
  const { version, room, shapes } = value;
  if (typeof version !== "number" || version > CLIPPING_VERSION || !isObject(shapes)) return "none";
  const list = Object.entries(shapes);
  if (list.length > MAX_CLIPPING_SHAPES) return "too-large";
  return clippingFrom(list, typeof room === "string" ? room : "");
}

/** Makes a clipping of shapes by their stored fields: as JSON, or with bytes as they are. */
export function clippingFrom(
  list: readonly (readonly [id: string, fields: unknown])[],
  room = "",
  most = MAX_CLIPPING_SHAPES,
): Clipping | ClippingFault {
  if (list.length > most) return "too-large";
  const doc = new Y.Doc();
  const shapes = shapesOf(doc);
  doc.transact(() => {
    for (const [id, fields] of list) {
      if (isShapeId(id) && isObject(fields)) shapes.set(id, storedFields(fields));
    }
    // A shape that nobody here can see would only be found by chance.
    for (const [id, fields] of shapes) if (readShape(id, fields) === null) shapes.delete(id);
  });
  const relations = new Relations(doc);
  const read = [...shapes].flatMap(([id, fields]) => readShape(id, fields) ?? []);
  const seen = read.map((shape) => standing(shape, relations));
  seen.sort((a, b) => relations.compare(a, b));
  const box = boxAround(seen);
  if (box === null) return "nothing";
  return { room, relations, shapes: seen, box, leftOut: list.length - seen.length };
}

/** Copies a clipping into a document. It belongs inside a transaction. Returns the copies by their originals. */
export function putClipping(
  { relations }: Clipping,
  into: Target,
  options: Omit<CopyOptions, "into">,
): Map<string, string> {
  return copyShapes(relations, relations.shapes.keys(), { ...options, into });
}

function boxAround(shapes: readonly Shape[]): Box | null {
  let box: Box | null = null;
  for (const shape of shapes) {
    const own = unionBox(shapeBox(shape), boxOf(shape.xy, [0, 0]));
    box = box === null ? own : unionBox(box, own);
  }
  return box;
}

/** Makes the map of a shape by its fields as a clipping has them. It leaves out what cannot be stored. */
export function storedFields(fields: Readonly<Record<string, unknown>>): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(fields).slice(0, MAX_CLIPPING_FIELDS)) {
    if (!isShapeId(key)) continue;
    const stored = key === "text" ? textFrom(value) : storedValue(value);
    if (stored !== undefined) map.set(key, stored);
  }
  return map;
}

function storedValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return value;
  if (isObject(value) && typeof value["bytes"] === "string") return bytesFrom(value["bytes"]);
  return isStorable(value, MOST_LEVELS) ? value : undefined;
}

function bytesFrom(text: string): Uint8Array | undefined {
  try {
    return fromBase64Url(text);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** The words of a shape: a string, or what a delta inserts. */
function textFrom(value: unknown): Y.Text | undefined {
  if (typeof value === "string") return new Y.Text(value);
  if (!Array.isArray(value)) return undefined;
  const text = new Y.Text();
  text.applyDelta(value.flatMap((step: unknown) => insertionFrom(step) ?? []));
  return text;
}

function insertionFrom(step: unknown): { insert: unknown; attributes?: object } | null {
  if (!isObject(step)) return null;
  const { insert, attributes } = step;
  const isWords = typeof insert === "string" && insert !== "";
  if (!isWords && !(isObject(insert) && isStorable(insert, MOST_LEVELS))) return null;
  if (!isObject(attributes) || !isStorable(attributes, MOST_LEVELS)) return { insert };
  return { insert, attributes };
}

function isStorable(value: unknown, levels: number): boolean {
  if (typeof value !== "object") return value !== undefined;
  if (value === null) return true;
  return levels > 0 && Object.values(value).every((one) => isStorable(one, levels - 1));
}
