/** The sticky note: a paper with words, as high as they need. */
import type { TextLayout } from "../draw/layout.ts";
import { cssFont, measureText } from "../draw/measure.ts";
import { BoxPath } from "../draw/path.ts";
import type { Pen } from "../draw/pen.ts";
import type { ShapeKind } from "../kind.ts";
import { readWords, type ShapeBase, type Size, WORD_KEYS, type Words } from "../record.ts";
import { NOTE_SIZES, type Width } from "../style.ts";
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

/**
 * The layers of the shadow below it. Each says how far it is drawn in at the
 * sides, and how far it reaches down, in board units. Together they are soft,
 * and cost a hundredth of a blurred one.
 */
const SHADOW = [
  [7, 10],
  [5, 7.5],
  [3, 5.5],
  [1.5, 3.5],
  [0, 1.5],
] as const;

/** How far any of them reaches. */
const SHADOW_REACH = 10;

/** The height of what is drawn of them below the paper, which hides the rest. */
const SHADOW_HEIGHT = 20;

/** The maker's initials: the size of their letters, and how far they stand from the lower right corner. */
const INITIALS = { size: 11, right: 9, lower: 8 } as const;

/** A note with shorter sides has no room for them, in board units. */
const LEAST_SIDE = 90;

const quick = new BoxPath();

export const note: ShapeKind<NoteShape> = {
  type: "note",
  keys: WORD_KEYS,
  styles: ["stroke", "letter", "font", "align", "valign"],
  paper: true,
  words: { align: "middle", main: true, only: false },
  letterSizes: ({ letter }) => NOTE_SIZES[letter],

  read(base, fields) {
    // Centred words stand in the middle; others begin at the top, as on a list.
    const words = readWords(base, fields, "start", (align) =>
      align === "middle" ? "middle" : "top",
    );
    return words === null ? null : { ...base, ...words, type: "note" };
  },

  outline({ size }) {
    const [width, height] = size;
    return {
      box: { minX: 0, minY: 0, maxX: width, maxY: height },
      bleed: SHADOW_REACH,
      path: new BoxPath().of(0, 0, width, height, 0),
      effort: 0,
      closed: true,
      hollow: false,
      line: 0,
    };
  },

  draw({ size: [width, height], stroke, by }, pen, palette) {
    const corner = Math.min(CORNER, width / 3, height / 3);
    if (corner * pen.detail < LEAST_CORNER) {
      pen.fill(quick.of(0, 0, width, height, 0), palette.note[stroke]);
      return;
    }
    const top = Math.max(0, height - SHADOW_HEIGHT);
    for (const [side, lower] of SHADOW) {
      const across = Math.max(width - 2 * side, width / 2);
      const down = height - top + lower;
      const round = Math.min(corner + lower, across / 3, down / 3);
      pen.fill(quick.of((width - across) / 2, top, across, down, round), palette.shadow);
    }
    const paper = quick.of(0, 0, width, height, corner);
    pen.fill(paper, palette.note[stroke]);
    const rim = palette.noteEdge[stroke];
    if (rim !== null) pen.stroke(paper, rim, 1, "solid");
    if (Math.min(width, height) >= LEAST_SIDE)
      drawInitials(by, [width, height], pen, palette.noteText[stroke]);
  },

  resized: (shape, from, to, handle) =>
    stretchedWithRoom(shape, from, to, handle, ([width]) =>
      heightWith(layoutWords(shape, innerWidth(width, shape.letter), leastOf(shape)), width),
    ),

  textFrame({ size: [width, height], letter, valign }) {
    const padding = paddingOf(width);
    return {
      x: padding,
      y: padding,
      width: innerWidth(width, letter),
      height: height - 2 * padding,
      vertical: valign,
    };
  },
  textColor: ({ stroke }, palette) => palette.noteText[stroke],
  room: ({ size: [width, height] }, words) => [width, Math.max(height, heightWith(words, width))],
};

/** Signs a paper, where the room knows its maker: in the margin, so that words never meet it. */
function drawInitials(by: string, [width, height]: Size, pen: Pen, color: string): void {
  if (by === "" || pen.leastLetters > INITIALS.size) return;
  const drawn = pen.initialsOf?.(by) ?? null;
  if (drawn === null) return;
  const font = cssFont("sans", INITIALS.size);
  const x = width - INITIALS.right - measureText(drawn, font);
  pen.text({ drawn, font, rtl: false }, x, height - INITIALS.lower, color);
}

/** How high a note of a width must be at least for its words. */
function heightWith(words: TextLayout, noteWidth: number): number {
  return Math.ceil(words.height + 2 * paddingOf(noteWidth));
}

/** The width in which its lines wrap. */
function innerWidth(noteWidth: number, letter: Width): number {
  return Math.max(noteWidth - 2 * paddingOf(noteWidth), NOTE_SIZES[letter][0]);
}

/** The letters' size from which on a note grows with its words. */
function leastOf({ letter }: NoteShape): number {
  return NOTE_SIZES[letter].at(-1) ?? NOTE_SIZES[letter][0];
}

/** Room between the edge of a note of this width and its text. */
function paddingOf(noteWidth: number): number {
  return Math.min(PADDING, noteWidth / 6);
}
