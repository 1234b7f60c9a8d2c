/** Saved shapes: read out of a document, put into another, or written to a file. They know no room. */
import * as Y from "yjs";
import { randomToken } from "../ids.ts";
import { shapesOf, writeShape } from "./document.ts";
import { isFormatted } from "./draw/runs.ts";
import { decodeInk } from "./ink.ts";
import { readShape } from "./kinds.ts";
import { sameValue } from "./record.ts";

/** The value of a stored field; the text of a shape is a plain string here. */
type FieldValue = Plain | Uint8Array;

/** A value of JSON: a place, a frame, groups, or a field of a later version. */
type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** A shape as its stored fields, independent of any document. */
export interface SavedShape {
  readonly id: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Its text as a delta, where it is formatted. */
  readonly formatted?: TextDelta | undefined;
}

/** A text in pieces of one formatting, as Yjs gives and takes it. */
type TextDelta = ReturnType<Y.Text["toDelta"]>;

/** The field that is a `Y.Text` in the document. */
const TEXT = "text";

/** How far a copy is moved beside the shape whose id it would have had, in board units. */
const ASIDE = 24;

/** Reads a shape of the document; `null` for one that cannot be drawn. */
export function saveShape(doc: Y.Doc, id: string): SavedShape | null {
  const map: unknown = shapesOf(doc).get(id);
  if (!(map instanceof Y.Map) || readShape(id, map) === null) return null;
  const fields: Record<string, FieldValue> = {};
  let formatted: TextDelta | null = null;
  for (const [key, value] of map.entries() as Iterable<[string, unknown]>) {
    if (key === TEXT && value instanceof Y.Text) {
      fields[key] = value.toString();
      if (isFormatted(value)) formatted = value.toDelta();
    } else if (isFieldValue(value)) fields[key] = value;
  }
  return formatted === null ? { id, fields } : { id, fields, formatted };
}

/** Is the shape in the document as it was saved? */
export function isInDocument(doc: Y.Doc, { id, fields }: SavedShape): boolean {
  const present = saveShape(doc, id);
  return present !== null && differences(fields, present.fields).length === 0;
}

/**
 * Writes saved shapes into a document. Call it inside one transaction. A shape
 * that is there and reads otherwise keeps its words: the saved one is put
 * beside it under a new id. Every other field is set to its saved value.
 */
export function putBack(doc: Y.Doc, shapes: readonly SavedShape[]): void {
  for (const { id, fields, formatted } of shapes) {
    const present = saveShape(doc, id);
    const map = shapesOf(doc).get(id);
    if (present === null || map === undefined) {
      write(doc, shapesOf(doc).has(id) ? randomToken(12) : id, { fields, formatted });
    } else if (present.fields[TEXT] !== fields[TEXT]) {
      write(doc, randomToken(12), { fields: movedAside(fields), formatted });
    } else {
      for (const [key, value] of differences(fields, present.fields)) map.set(key, value);
    }
  }
}

/** Writes a shape, with the formatting of its text where that is of the same letters. */
function write(
  doc: Y.Doc,
  id: string,
  { fields, formatted }: { fields: SavedShape["fields"]; formatted: SavedShape["formatted"] },
): void {
  writeShape(shapesOf(doc), id, fields);
  const text = shapesOf(doc).get(id)?.get(TEXT);
  if (formatted === undefined || !(text instanceof Y.Text)) return;
  const letters = formatted
    .map(({ insert }: { insert: unknown }) => (typeof insert === "string" ? insert : ""))
    .join("");
  // In a text with lists, the line break at the end is no letter.
  if (letters !== fields[TEXT] && letters !== `${fields[TEXT]}\n`) return;
  text.delete(0, text.length);
  text.applyDelta(formatted);
}

/** Returns the shapes as JSON, for a file: every field by its name, the points of a stroke as numbers. */
export function shapesAsJson(shapes: readonly SavedShape[]): string {
  const plain = shapes.map(({ id, fields }) => ({
    id,
    ...Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        value instanceof Uint8Array ? (decodeInk(value) ?? [...value]) : value,
      ]),
    ),
  }));
  return JSON.stringify({ format: "stoa-shapes", version: 1, shapes: plain }, null, 2);
}

function movedAside(fields: SavedShape["fields"]): SavedShape["fields"] {
  const { xy } = fields;
  if (!Array.isArray(xy)) return fields;
  return { ...fields, xy: xy.map((at: number) => at + ASIDE) };
}

/** Returns the entries of `saved` that `present` has not, or has otherwise. */
function differences(
  saved: SavedShape["fields"],
  present: SavedShape["fields"],
): [string, FieldValue][] {
  return Object.entries(saved).filter(([key, value]) => !sameValue(value, present[key]));
}

function isFieldValue(value: unknown): value is FieldValue {
  return value instanceof Uint8Array || isPlain(value);
}

function isPlain(value: unknown): value is Plain {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  if (typeof value !== "object" || value instanceof Uint8Array) return false;
  return !(value instanceof Y.AbstractType) && Object.values(value).every(isPlain);
}
