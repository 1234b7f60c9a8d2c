/** Shapes: their types, and the one reader that checks them. It knows nothing of how they are drawn. */
import * as Y from "yjs";
import { MAX_COORDINATE } from "../limits.ts";
import { isOrderKey } from "./order.ts";
import {
  ALIGNS,
  type Align,
  COLORS,
  type Color,
  DASHES,
  type Dash,
  FILLS,
  type Fill,
  FONTS,
  type Font,
  WIDTHS,
  type Width,
} from "./style.ts";

/** A point or a vector in board units; y grows downwards. */
export type Point = readonly [x: number, y: number];

/** Width and height in board units; never negative. */
export type Size = readonly [width: number, height: number];

/** The fields that every shape has. */
interface ShapeBase {
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
}

interface WithText {
  /** Live text: watch it, type into it. */
  readonly text: Y.Text;
  readonly font: Font;
  readonly align: Align;
}

/** A rectangle or an ellipse, with its label. */
export interface BoxShape extends ShapeBase, WithText {
  readonly type: "rectangle" | "ellipse";
  readonly fill: Fill;
  readonly dash: Dash;
}

/** An arrow from `from` to `to`, both relative to `xy`. Its box is the one around the two. */
export interface ArrowShape extends ShapeBase {
  readonly type: "arrow";
  readonly from: Point;
  readonly to: Point;
  readonly dash: Dash;
}

/** A pen stroke. */
export interface InkShape extends ShapeBase {
  readonly type: "ink";
  /** Coded by `ink.ts`, relative to `xy`; drawn stretched from the points' own box to `size`. */
  readonly points: Uint8Array;
}

/** Text alone on the board; its box follows the text. */
export interface TextShape extends ShapeBase, WithText {
  readonly type: "text";
}

/** A sticky note: `stroke` names its tone; it grows downwards with its text. */
export interface NoteShape extends ShapeBase, WithText {
  readonly type: "note";
}

export type Shape = BoxShape | ArrowShape | InkShape | TextShape | NoteShape;
export type ShapeType = Shape["type"];
export type TextualShape = BoxShape | TextShape | NoteShape;

/** Does this shape carry text? */
export function hasText(shape: Shape): shape is TextualShape {
  return "text" in shape;
}

/**
 * Reads one shape out of the document and checks every field, because any
 * client may have written it. A missing or unreadable style falls back to its
 * default. A shape without a readable place, size or type is `null`: it is not
 * drawn. It stays in the document, because a later version may know it.
 */
export function readShape(id: string, fields: Y.Map<unknown>): Shape | null {
  const xy = readPoint(fields.get("xy"));
  const size = readPoint(fields.get("size"));
  if (xy === null || size === null || size[0] < 0 || size[1] < 0) return null;
  const z = fields.get("z");
  const by = fields.get("by");
  const base: ShapeBase = {
    id,
    xy,
    size,
    angle: readNumber(fields.get("angle"), -1e6, 1e6) ?? 0,
    z: isOrderKey(z) ? z : "a0",
    stroke: oneOf(COLORS, fields.get("stroke"), "ink"),
    width: oneOf(WIDTHS, fields.get("width"), "m"),
    opacity: readNumber(fields.get("opacity"), 0, 1) ?? 1,
    locked: fields.get("locked") === true,
    by: typeof by === "string" ? by.slice(0, 64) : "",
    at: readNumber(fields.get("at"), 0, Number.MAX_SAFE_INTEGER) ?? 0,
  };
  const type = fields.get("type");
  switch (type) {
    case "rectangle":
    case "ellipse": {
      const text = readText(fields, "middle");
      if (text === null) return null;
      return {
        ...base,
        ...text,
        type,
        fill: oneOf(FILLS, fields.get("fill"), "none"),
        dash: oneOf(DASHES, fields.get("dash"), "solid"),
      };
    }
    case "arrow": {
      const from = readPoint(fields.get("from"));
      const to = readPoint(fields.get("to"));
      if (from === null || to === null) return null;
      return { ...base, type, from, to, dash: oneOf(DASHES, fields.get("dash"), "solid") };
    }
    case "ink": {
      const points = fields.get("points");
      return points instanceof Uint8Array ? { ...base, type, points } : null;
    }
    case "text":
    case "note": {
      const text = readText(fields, "start");
      return text === null ? null : { ...base, ...text, type };
    }
    default:
      return null;
  }
}

function readText(fields: Y.Map<unknown>, align: Align): WithText | null {
  const text = fields.get("text");
  if (!(text instanceof Y.Text)) return null;
  return {
    text,
    font: oneOf(FONTS, fields.get("font"), "hand"),
    align: oneOf(ALIGNS, fields.get("align"), align),
  };
}

function readPoint(value: unknown): Point | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const x = readNumber(value[0], -MAX_COORDINATE, MAX_COORDINATE);
  const y = readNumber(value[1], -MAX_COORDINATE, MAX_COORDINATE);
  return x === null || y === null ? null : [x, y];
}

function readNumber(value: unknown, least: number, most: number): number | null {
  return typeof value === "number" && value >= least && value <= most ? value : null;
}

function oneOf<T extends string>(choices: readonly T[], value: unknown, fallback: T): T {
  return choices.includes(value as T) ? (value as T) : fallback;
}
