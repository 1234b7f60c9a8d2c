/** Clippings: shapes on their way from one document to another as text. They know no clipboard. */
import * as Y from "yjs";
import { toBase64Url } from "../ids.ts";
import { MAX_CLIPPING_BYTES, MAX_CLIPPING_SHAPES } from "../limits.ts";
import { copyShapes } from "./copies.ts";
import { shapesOf } from "./document.ts";
import type { Relations } from "./relations.ts";

/** The name by which a clipping is known as one. */
export const CLIPPING_FORMAT = "stoa-clipping";

/** The version of the form. A reader takes its own and earlier ones. */
export const CLIPPING_VERSION = 1;

/** The text of a clipping, as an object. */
export interface ClippingText {
  readonly format: typeof CLIPPING_FORMAT;
  readonly version: number;
  /** The id of the room from which the shapes come. */
  readonly room: string;
  /** Shapes by id: their stored fields as JSON, with bytes as `{bytes}` and text as a string or as a delta. */
  readonly shapes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const NOBODY = { by: "", at: 0 };

/**
 * Writes shapes with all that lies in them as text: with the frames, groups and bindings among themselves, as copies
 * have them. Places are those of the board. Returns `null` when that is more than a reader takes.
 */
export function clippingOf(
  relations: Relations,
  ids: Iterable<string>,
  room: string,
): string | null {
  const shapes = copiedShapes(relations, ids);
  const count = Object.keys(shapes).length;
  const clipping: ClippingText = {
    format: CLIPPING_FORMAT,
    version: CLIPPING_VERSION,
    room,
    shapes,
  };
  if (count > MAX_CLIPPING_SHAPES) return null;
  const text = JSON.stringify(clipping);
  return isTooLong(text) ? null : text;
}

/** Returns whether a text has more bytes than a clipping may have. */
export function isTooLong(text: string): boolean {
  if (text.length > MAX_CLIPPING_BYTES) return true;
  // A sign has three bytes at most for each of its units.
  return text.length * 3 > MAX_CLIPPING_BYTES && bytesOf(text) > MAX_CLIPPING_BYTES;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Returns copies of shapes with all that lies in them, by their own ids, as JSON. Their places are those of the board. */
export function copiedShapes(
  relations: Relations,
  ids: Iterable<string>,
): Readonly<Record<string, Record<string, unknown>>> {
  const doc = new Y.Doc();
  const into = { shapes: shapesOf(doc), frame: null };
  const options = { by: [0, 0], made: NOBODY, above: null, newId: itself, into } as const;
  doc.transact(() => copyShapes(relations, ids, options));
  const shapes: [string, Record<string, unknown>][] = [];
  for (const [id, fields] of into.shapes) {
    const own: [string, unknown][] = [];
    for (const [key, value] of fields.entries() as Iterable<[string, unknown]>) {
      if (key === "by" || key === "at") continue;
      const plain = asJson(value);
      if (plain !== undefined) own.push([key, plain]);
    }
    shapes.push([id, Object.fromEntries(own)]);
  }
  doc.destroy();
  return Object.fromEntries(shapes);
}

/** A stored value as JSON. Of nested types, only text has a form. */
function asJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: toBase64Url(value) };
  if (value instanceof Y.Text) return wordsOf(value);
  return value instanceof Y.AbstractType ? undefined : value;
}

/** Plain words as a string, others as a delta. */
function wordsOf(text: Y.Text): unknown {
  const delta: { insert: unknown; attributes?: unknown }[] = text.toDelta();
  const isPlain = delta.every(
    ({ insert, attributes }) => typeof insert === "string" && attributes === undefined,
  );
  return isPlain ? text.toString() : delta;
}

function itself(id: string): string {
  return id;
}
