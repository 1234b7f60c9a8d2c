/** The sticky note: a paper with words, as high as they need. */
import { layoutText } from "../draw/layout.ts";
import type { Measure } from "../draw/measure.ts";
import { BoxPath } from "../draw/path.ts";
import { type Run, runsOf } from "../draw/runs.ts";
import type { ShapeKind } from "../kind.ts";
import { readWords, type ShapeBase, type Size, WORD_KEYS, type Words } from "../record.ts";
import { FONT_SIZE, type Font, type Width } from "../style.ts";
import { storedPoint, stretched, stretchedBox } from "./stretch.ts";

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

  resized(shape, from, to, handle) {
    const { xy, size } = stretched(shape, from, to);
    if (shape.angle !== 0) return { ...shape, xy, size: roomyNote(shape, size) };
    // It is never too small for its text; above, it grows away from the handle.
    const roomy = roomyNote(shape, size);
    const box = stretchedBox(shape, from, to);
    const top = handle.includes("n") ? box.maxY - roomy[1] : box.minY;
    return { ...shape, xy: storedPoint([box.minX, top]), size: roomy };
  },

  textFrame({ size: [width, height], letter }) {
    const padding = paddingOf(width);
    return {
      x: padding,
      y: padding,
      width: Math.max(width - 2 * padding, FONT_SIZE[letter]),
      height: height - 2 * padding,
      vertical: "top",
    };
  },
  textColor: ({ stroke }, palette) => palette.noteText[stroke],
  room: (shape) => roomyNote(shape, shape.size),
};

/** The size of a note that shows all of its text: as high as was asked for, or higher. */
function roomyNote(shape: NoteShape, [width, height]: Size): Size {
  const { text, font, letter } = shape;
  return [width, Math.max(height, noteHeight(runsOf(text), font, letter, width))];
}

/** How high a note of a width must be at least for its text. */
export function noteHeight(
  words: string | readonly Run[],
  font: Font,
  letter: Width,
  noteWidth: number,
  measure?: Measure,
): number {
  const size = FONT_SIZE[letter];
  const padding = paddingOf(noteWidth);
  const maxWidth = Math.max(size, noteWidth - 2 * padding);
  const layout = layoutText(words, { font, size, maxWidth, align: "start" }, measure);
  return Math.ceil(layout.height + 2 * padding);
}

/** Room between the edge of a note of this width and its text. */
function paddingOf(noteWidth: number): number {
  return Math.min(PADDING, noteWidth / 6);
}
