/** Records: the fields that all shapes have, and the readers of fields. They know no type of shape. */
import * as Y from "yjs";
import { MAX_COORDINATE } from "../limits.ts";
import { isOrderKey } from "./order.ts";
import { type Reaction, readReactions } from "./reactions.ts";
import {
  ALIGNS,
  type Align,
  COLORS,
  type Color,
  FONTS,
  type Font,
  VALIGNS,
  type VerticalAlign,
  WIDTHS,
  type Width,
} from "./style.ts";

/** A point or a vector in board units; y grows downwards. */
export type Point = readonly [x: number, y: number];

/** Width and height in board units; never negative. */
export type Size = readonly [width: number, height: number];

/** Where the fields of a shape are read from: a `Y.Map`, a gesture, the clipboard or a file. */
export interface Fields {
  get(key: string): unknown;
  /** The map of the document of which some fields are told otherwise. */
  readonly map?: unknown;
}

/** The fields that every shape has. */
export interface ShapeBase {
  readonly id: string;
  /** The top left corner of the shape's box, before it is turned. */
  readonly xy: Point;
  readonly size: Size;
  /** Turned about the middle of its box, clockwise, in radians. */
  readonly angle: number;
  /** Its place in the pile: a fractional index; ties go by id. */
  readonly z: string;
  readonly stroke: Color;
  readonly width: Width;
  /** 0 to 1. */
  readonly opacity: number;
  readonly locked: boolean;
  /** The public id of its maker, and when (milliseconds since 1970); empty and 0 when unknown. */
  readonly by: string;
  readonly at: number;
  /** The reactions of people to it; absent: none. They are no field: each person's is one of its own. */
  readonly reactions?: readonly Reaction[];
}

/** The names of those fields, besides the id. */
export const BASE_KEYS = [
  "xy",
  "size",
  "angle",
  "z",
  "stroke",
  "width",
  "opacity",
  "locked",
  "by",
  "at",
] as const satisfies readonly (keyof ShapeBase)[];

/** The fields of a shape that carries text. */
export interface Words {
  /** Live text: watch it, type into it. */
  readonly text: Y.Text;
  /** The size of its letters. */
  readonly letter: Width;
  readonly font: Font;
  readonly align: Align;
  readonly valign: VerticalAlign;
}

/** The names of those fields. */
export const WORD_KEYS = [
  "text",
  "letter",
  "font",
  "align",
  "valign",
] as const satisfies readonly (keyof Words)[];

/** Reads the fields that every shape has; `null` without a readable place and size. */
export function readBase(id: string, fields: Fields): ShapeBase | null {
  const xy = readPoint(fields.get("xy"));
  const size = readPoint(fields.get("size"));
  if (xy === null || size === null || size[0] < 0 || size[1] < 0) return null;
  const z = fields.get("z");
  const by = fields.get("by");
  const reactions = readReactions(fields.map ?? fields);
  return {
    ...(reactions !== undefined && { reactions }),
    id,
    xy,
    size,
    angle: readNumber(fields.get("angle"), -1e6, 1e6) ?? 0,
    z: isOrderKey(z) ? z : "a0",
    stroke: oneOf(COLORS, fields.get("stroke"), "ink"),
    width: readWidth(fields),
    opacity: readNumber(fields.get("opacity"), 0, 1) ?? 1,
    locked: fields.get("locked") === true,
    by: typeof by === "string" ? by.slice(0, 64) : "",
    at: readNumber(fields.get("at"), 0, Number.MAX_SAFE_INTEGER) ?? 0,
  };
}

/**
 * Reads the text of a shape; `null` when there is none. Once one field was the
 * width of lines and the size of letters: where `letter` is missing, it still is.
 * `valign` says where words stand in their height when the shape does not.
 */
export function readWords(
  { width }: ShapeBase,
  fields: Fields,
  align: Align,
  valign: (align: Align) => VerticalAlign = () => "top",
): Words | null {
  const text = fields.get("text");
  if (!(text instanceof Y.Text)) return null;
  const across = oneOf(ALIGNS, fields.get("align"), align);
  return {
    text,
    letter: oneOf(WIDTHS, fields.get("letter"), width),
    font: oneOf(FONTS, fields.get("font"), "hand"),
    align: across,
    valign: oneOf(VALIGNS, fields.get("valign"), valign(across)),
  };
}

/** Reads the width of a shape's lines. */
export function readWidth(fields: Fields): Width {
  return oneOf(WIDTHS, fields.get("width"), "m");
}

/** Reads two numbers that lie on the board. */
export function readPoint(value: unknown): Point | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const x = readNumber(value[0], -MAX_COORDINATE, MAX_COORDINATE);
  const y = readNumber(value[1], -MAX_COORDINATE, MAX_COORDINATE);
  return x === null || y === null ? null : [x, y];
}

/** Reads a number of a range. */
export function readNumber(value: unknown, least: number, most: number): number | null {
  return typeof value === "number" && value >= least && value <= most ? value : null;
}

/** Reads one of some names, or else takes the fallback. */
export function oneOf<T extends string>(choices: readonly T[], value: unknown, fallback: T): T {
  return choices.includes(value as T) ? (value as T) : fallback;
}

/** Are two stored values the same? Points, sizes and bytes are compared number by number. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isList(a) || !isList(b)) return isPlainObject(a) && isPlainObject(b) && sameEntries(a, b);
  return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
}

function sameEntries(a: object, b: object): boolean {
  const entries = Object.entries(a);
  const others = new Map(Object.entries(b));
  return (
    entries.length === others.size &&
    entries.every(([key, value]) => others.has(key) && sameValue(value, others.get(key)))
  );
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) || value instanceof Uint8Array;
}

/** Gives plain values as fields: of a gesture, the clipboard or a file. A string of text becomes a text in no room. */
export function plainFields(values: Readonly<Record<string, unknown>>): Fields {
  return {
    get(key) {
      const value = Object.hasOwn(values, key) ? values[key] : undefined;
      return key === "text" && typeof value === "string" ? looseText(value) : value;
    },
  };
}

/** The text of shapes that have no words yet, while they are drawn: one for all of them. */
let noWords: Y.Text | null = null;

/** The text of shapes that have none yet: one for all of them, in no room. Nobody writes into it. */
export function emptyText(): Y.Text {
  noWords ??= new Y.Doc().getText();
  return noWords;
}

/** Makes a text that is in no room; it must be in some document to be read. */
function looseText(words: string): Y.Text {
  if (words === "") return emptyText();
  const text = new Y.Doc().getText();
  text.insert(0, words);
  return text;
}
