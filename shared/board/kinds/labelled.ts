/** Figures with a label: a line around, an inside, and words in the middle. */

import { LINE_HEIGHT, type TextLayout } from "../draw/layout.ts";
import { drawLine } from "../draw/lines.ts";
import { EDGE, fillColor, labelColor } from "../draw/palette.ts";
import type { Path } from "../draw/path.ts";
import type { sizedPaths } from "../draw/sized-path.ts";
import { linePathOf, lineWidthOf, sketchBleed } from "../draw/sketching.ts";
import { FLIPS, type Flip, flippedAlong, isFlipped } from "../flip.ts";
import type { ShapeKind, TextFrame } from "../kind.ts";
import { oneOf, readWords, type ShapeBase, type Size, WORD_KEYS, type Words } from "../record.ts";
import {
  DASHES,
  type Dash,
  FILLS,
  FINISHES,
  type Fill,
  type Finish,
  FONT_SIZE,
  LINE_WIDTH,
  TONES,
  type Tone,
  type Width,
} from "../style.ts";
import { stretchedWithRoom } from "./stretch.ts";
import { layoutWords } from "./words.ts";

/** A figure with its label. */
export interface LabelledShape<T extends string = string> extends ShapeBase, Words {
  readonly type: T;
  readonly fill: Fill;
  readonly tone: Tone;
  readonly dash: Dash;
  readonly finish: Finish;
  readonly flip: Flip;
}

/** The difference between one figure and another. */
export interface Figure {
  /** The path in a box of this size: a new one, which stays as it is. */
  path(size: Size, flip?: Flip): Path;
  /** The same for a moment, until the next call: drawing thousands makes none. */
  quickPath(size: Size, detail: number, flip?: Flip): Path;
  /** The same two for its line, where that has more than the path around it. */
  readonly line?: ReturnType<typeof sizedPaths>;
  /** The axes along which it looks another when it is mirrored; absent: none. */
  readonly flips?: "y" | "xy";
  /** The part of the box in which words stand well: shares of its width and height, and units on each side. */
  readonly frame: {
    readonly width: number;
    readonly height: number;
    readonly padding: number;
    /** The share of the height above the frame. */
    readonly top: number;
  };
  /**
   * The height that a figure must have for a point of its words to lie within. The point is so far
   * from their middle: `across` as a share of the figure's width, `below` in units.
   */
  heightFor(across: number, below: number): number;
}

/** Air above and below the words together, and on each side of a line, in board units. */
const AIR = 6;
const SIDE_AIR = 4;

/** A line is never taken for wider than this, in widths of its frame: one letter may be too wide for a small figure. */
const MOST_ACROSS = 0.54;

/** The kind of a figure with a label. */
export function labelledKind<T extends string>(
  type: T,
  { path, quickPath, line: ownLine, frame, flips, heightFor }: Figure,
): ShapeKind<LabelledShape<T>> {
  return {
    type,
    keys: ["fill", "tone", "dash", "finish", "flip", ...WORD_KEYS],
    styles: [
      "stroke",
      "fill",
      "tone",
      "width",
      "dash",
      "finish",
      "letter",
      "font",
      "align",
      "valign",
    ],
    words: { align: "middle", main: false, only: false },

    read(base, fields) {
      const words = readWords(base, fields, "middle", () => "middle");
      if (words === null) return null;
      return {
        ...base,
        ...words,
        type,
        fill: oneOf(FILLS, fields.get("fill"), "none"),
        tone: oneOf(TONES, fields.get("tone"), "soft"),
        dash: oneOf(DASHES, fields.get("dash"), "solid"),
        finish: oneOf(FINISHES, fields.get("finish"), "neat"),
        flip: flips === undefined ? "none" : oneOf(FLIPS, fields.get("flip"), "none"),
      };
    },

    outline(shape) {
      const { size, fill, width, flip } = shape;
      const line = LINE_WIDTH[width];
      return {
        box: { minX: 0, minY: 0, maxX: size[0], maxY: size[1] },
        bleed: line / 2 + EDGE + sketchBleed(shape),
        path: path(size, flip),
        ...(ownLine !== undefined && { lines: ownLine.path(size, flip) }),
        effort: 0,
        closed: true,
        hollow: fill === "none",
        line,
      };
    },

    draw(shape, pen, palette) {
      const { size, flip } = shape;
      const figure = quickPath(size, pen.detail, flip);
      const fill = fillColor(palette, shape.fill, shape.tone);
      if (fill !== null) pen.fill(figure, fill);
      const own = ownLine?.quickPath(size, pen.detail, flip) ?? figure;
      const line = linePathOf(shape, own, pen.detail);
      const width = lineWidthOf(shape, line, own, LINE_WIDTH[shape.width]);
      drawLine(pen, palette, shape.stroke, line, width, shape.dash);
    },

    resized: (shape, from, to, handle) =>
      stretchedWithRoom(shape, from, to, handle, (size) => {
        if (shape.text.length === 0) return 0;
        const { width } = frameIn(size, shape.letter, shape.flip);
        return leastHeight(size[0], layoutWords(shape, width), shape.flip);
      }),

    ...(flips !== undefined && {
      mirrored: (shape: LabelledShape<T>, axis: "x" | "y") =>
        flips.includes(axis) ? { ...shape, flip: flippedAlong(shape.flip, axis) } : shape,
    }),

    textFrame: ({ size, letter, valign, flip }) => ({
      ...frameIn(size, letter, flip),
      vertical: valign,
    }),
    textColor: ({ fill, tone }, palette) => labelColor(palette, fill, tone),
    widthFor: (word) => Math.ceil((word + 2 * Math.max(frame.padding, SIDE_AIR)) / frame.width),
    room: ({ size, flip }, words) =>
      words.width === 0 ? size : [size[0], Math.max(size[1], leastHeight(size[0], words, flip))],
  };

  function frameIn(size: Size, letter: Width, flip: Flip): Omit<TextFrame, "vertical"> {
    const least = leastLabel(letter);
    const width = Math.max(least[0], size[0] * frame.width - 2 * frame.padding);
    const height = Math.max(least[1], size[1] * frame.height);
    const share = frame.top + frame.height / 2;
    const middle = size[1] * (isFlipped(flip, "y") ? 1 - share : share);
    return { x: (size[0] - width) / 2, y: middle - height / 2, width, height };
  }

  /** The height at which the words, set for a figure of this width, stay within its outline. */
  function leastHeight(
    width: number,
    { lines, height, lineHeight, maxWidth }: TextLayout,
    flip: Flip,
  ): number {
    const down = isFlipped(flip, "y") ? -1 : 1;
    const middle = (maxWidth ?? 0) / 2;
    let least = 0;
    for (const line of lines) {
      const half = Math.max(middle - line.x, line.x + line.width - middle);
      const across = Math.min(MOST_ACROSS * frame.width, (half + SIDE_AIR) / Math.max(width, 1));
      const top = line.y - height / 2;
      least = Math.max(
        least,
        heightFor(across, down * top),
        heightFor(across, down * (top + lineHeight)),
      );
    }
    return Math.ceil(least + AIR);
  }
}

/** The least room that a label is given. */
export function leastLabel(letter: Width): Size {
  return [FONT_SIZE[letter] * 2, FONT_SIZE[letter] * LINE_HEIGHT];
}
