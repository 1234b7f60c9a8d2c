/** The sticky note: a paper with words, as high as they need. */
import type { TextLayout } from "../draw/layout.ts";
import { BoxPath } from "../draw/path.ts";
import type { ShapeKind } from "../kind.ts";
import { readWords, type ShapeBase, WORD_KEYS, type Words } from "../record.ts";
import { FONT_SIZE, type Width } from "../style.ts";
import { stretchedWithRoom } from "./stretch.ts";
import { layoutWords } from "./words.ts";

/** A sticky note: `stroke` names its tone; it grows downwards with its text. */
export interface NoteShape extends ShapeBase, Words {
  readonly type: "note";
}

/** Room between a note's edge and its text, in board units. */
const PADDING = 16;

const CORNER = 3;

/** Corners rounder than this are drawn so, in device pixels. */
const LEAST_CORNER = 1.5;

/** How far its shadow reaches, in board units. */
const SHADOW = 4;

const quick = new BoxPath();

export const note: ShapeKind<NoteShape> = {
  type: "note",
  keys: WORD_KEYS,
  styles: ["stroke", "letter", "font", "align"],
  paper: true,
  words: { align: "start", main: true, only: false },

  read(base, fields) {
    const words = readWords(base, fields, "start");
    return words === null ? null : { ...base, ...words, type: "note" };
  },

  outline({ size }) {
    const [width, height] = size;
    return {
      box: { minX: 0, minY: 0, maxX: width, maxY: height },
      bleed: SHADOW,
      path: new BoxPath().of(0, 0, width, height, 0),
      effort: 0,
      closed: true,
      hollow: false,
      line: 0,
    };
  },

  draw({ size: [width, height], stroke }, pen, palette) {
    const corner = Math.min(CORNER, width / 3, height / 3);
    if (corner * pen.detail < LEAST_CORNER) {
      pen.fill(quick.of(0, 0, width, height, 0), palette.note[stroke]);
      return;
    }
    // Two soft edges instead of a blurred shadow, which costs a hundred times as much.
    pen.fill(quick.of(0.5, 2, width - 1, height + 1, corner + 1), palette.shadow);
    pen.fill(quick.of(-0.5, 0.5, width + 1, height + 0.5, corner), palette.shadow);
    pen.fill(quick.of(0, 0, width, height, corner), palette.note[stroke]);
  },

  resized: (shape, from, to, handle) =>
    stretchedWithRoom(shape, from, to, handle, ([width]) =>
      heightWith(layoutWords(shape, innerWidth(width, shape.letter)), width),
    ),

  textFrame({ size: [width, height], letter }) {
    const padding = paddingOf(width);
    return {
      x: padding,
      y: padding,
      width: innerWidth(width, letter),
      height: height - 2 * padding,
      vertical: "top",
    };
  },
  textColor: ({ stroke }, palette) => palette.noteText[stroke],
  room: ({ size: [width, height] }, words) => [width, Math.max(height, heightWith(words, width))],
};

/** How high a note of a width must be at least for its words. */
function heightWith(words: TextLayout, noteWidth: number): number {
  return Math.ceil(words.height + 2 * paddingOf(noteWidth));
}

/** The width in which its lines wrap. */
function innerWidth(noteWidth: number, letter: Width): number {
  return Math.max(noteWidth - 2 * paddingOf(noteWidth), FONT_SIZE[letter]);
}

/** Room between the edge of a note of this width and its text. */
function paddingOf(noteWidth: number): number {
  return Math.min(PADDING, noteWidth / 6);
}
