/** Board files: a board, or a part of it, as JSON that can be read again. They know no paper and no browser. */
import { type AssetId, type ImageType, parseAssetId, parseImageType } from "../assets.ts";
import { fromBase64 } from "../ids.ts";
import { MAX_ASSET, MAX_FILE_BYTES, MAX_FILE_SHAPES } from "../limits.ts";
import { copiedShapes } from "./clipping.ts";
import type { CopyOptions, Target } from "./copies.ts";
import { isObject, parsed } from "./parsed.ts";
import { type Clipping, type ClippingFault, clippingFrom, putClipping } from "./read-clipping.ts";
import type { Relations } from "./relations.ts";

/** The name by which a file is known as one. */
export const BOARD_FORMAT = "stoa-board";

/** The version of the form. A reader takes its own and earlier ones. */
export const BOARD_VERSION = 1;

/** The keyword of the chunk of a PNG that holds a board, and the id of the element of an SVG that does. */
export const BOARD_KEYWORD = "stoa";

/** Fields that copies get anew, and a file keeps. */
const KEPT = ["by", "at", "locked"] as const;

/** The text of a board file, as an object. */
export interface BoardFileText {
  readonly format: typeof BOARD_FORMAT;
  readonly version: number;
  /** The id of the room from which the shapes come. */
  readonly room: string;
  /** Shapes by id: their stored fields as in a clipping, with `by`, `at` and `locked`. */
  readonly shapes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Images of these shapes by id, as `data:` addresses; those that are missing could not be had. */
  readonly images?: Readonly<Record<string, string>>;
}

/** A stored image of a file. */
export interface FileImage {
  readonly type: ImageType;
  readonly bytes: Uint8Array;
}

/** A board that was read from a file. */
export interface BoardFile extends Clipping {
  readonly images: ReadonlyMap<AssetId, FileImage>;
  /** The shapes that are locked. */
  readonly locked: ReadonlySet<string>;
}

/**
 * Writes shapes with all that lies in them as the text of a file. An end of an arrow that follows a shape outside the
 * file is a plain point. Groups are kept when all their shapes are in the file.
 */
export function boardFileOf(
  relations: Relations,
  ids: Iterable<string>,
  { room = "", images }: { room?: string; images?: ReadonlyMap<AssetId, string> | undefined } = {},
): string {
  const shapes = copiedShapes(relations, ids);
  for (const [id, fields] of Object.entries(shapes)) {
    const stored = relations.fieldsOf(id);
    for (const key of KEPT) {
      const value = stored?.get(key);
      if (["string", "number", "boolean"].includes(typeof value)) fields[key] = value;
    }
  }
  const file: BoardFileText = { format: BOARD_FORMAT, version: BOARD_VERSION, room, shapes };
  const withImages = images !== undefined && images.size > 0;
  return JSON.stringify(withImages ? { ...file, images: Object.fromEntries(images) } : file);
}

/** Reads the text of a file. Everything in it is hostile until it is checked. */
export function readBoardFile(text: string): BoardFile | ClippingFault {
  if (text.length > MAX_FILE_BYTES) return "too-large";
  const value = parsed(text);
  if (!isObject(value) || value["format"] !== BOARD_FORMAT) return "none";
  const { version, room, shapes, images } = value;
  if (typeof version !== "number" || version > BOARD_VERSION || !isObject(shapes)) return "none";
  const list = Object.entries(shapes);
  const clipping = clippingFrom(list, typeof room === "string" ? room : "", MAX_FILE_SHAPES);
  if (typeof clipping === "string") return clipping;
  const locked = list.filter(([, fields]) => isObject(fields) && fields["locked"] === true);
  return {
    ...clipping,
    images: new Map(Object.entries(isObject(images) ? images : {}).flatMap(readImage)),
    locked: new Set(locked.map(([id]) => id)),
  };
}

/** Copies a board into a document. It belongs inside a transaction. Returns the copies by their originals. */
export function putBoardFile(
  file: BoardFile,
  into: Target,
  options: Omit<CopyOptions, "into">,
): Map<string, string> {
  const copies = putClipping(file, into, options);
  for (const id of file.locked) {
    const copy = copies.get(id);
    if (copy !== undefined) into.shapes.get(copy)?.set("locked", true);
  }
  return copies;
}

/** Says whether a text can be the text of a board file, by its first letters. */
export function isBoardFile(text: string): boolean {
  return /^\s*\{\s*"format"\s*:\s*"stoa-board"/.test(text.slice(0, 200));
}

const DATA_ADDRESS = /^data:([a-z]+\/[a-z+]+);base64,/;

function readImage([name, address]: [string, unknown]): [AssetId, FileImage][] {
  const id = parseAssetId(name);
  const head = typeof address === "string" ? DATA_ADDRESS.exec(address.slice(0, 64)) : null;
  const type = parseImageType(head?.[1]);
  if (id === null || head === null || type === null || typeof address !== "string") return [];
  // Four letters hold three bytes.
  if (address.length > (MAX_ASSET * 4) / 3 + 64) return [];
  const bytes = fromBase64(address.slice(head[0].length));
  return bytes === null ? [] : [[id, { type, bytes }]];
}
