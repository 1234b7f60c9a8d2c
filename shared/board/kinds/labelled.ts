/** Figures with a label: a line around, an inside, and words in the middle. */

import { LINE_HEIGHT, type TextLayout } from "../draw/layout.ts";
import { drawLine } from "../draw/lines.ts";
import { EDGE, fillColor, labelColor } from "../draw/palette.ts";
import type { Path } from "../draw/path.ts";
import { linePathOf, lineWidthOf, sketchBleed } from "../draw/sketching.ts";
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
}

/** The difference between one figure and another. */
export interface Figure {
  /** The path in a box of this size: a new one, which stays as it is. */
  path(size: Size): Path;
  /** The same for a moment, until the next call: drawing thousands makes none. */
  quickPath(size: Size, detail: number): Path;
  /** The same for its line, where that has more than the path around it. */
  quickLine?(size: Size): Path;
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
  { path, quickPath, quickLine, frame, heightFor }: Figure,
): ShapeKind<LabelledShape<T>> {
  return {
    type,
    keys: ["fill", "tone", "dash", "finish", ...WORD_KEYS],
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
      };
    },

    outline(shape) {
      const { size, fill, width } = shape;
      const line = LINE_WIDTH[width];
      return {
        box: { minX: 0, minY: 0, maxX: size[0], maxY: size[1] },
        bleed: line / 2 + EDGE + sketchBleed(shape),
        path: path(size),
        effort: 0,
        closed: true,
        hollow: fill === "none",
        line,
      };
    },

    draw(shape, pen, palette) {
      const figure = quickPath(shape.size, pen.detail);
      const fill = fillColor(palette, shape.fill, shape.tone);
      if (fill !== null) pen.fill(figure, fill);
      const own = quickLine?.(shape.size) ?? figure;
      const line = linePathOf(shape, own, pen.detail);
      const width = lineWidthOf(shape, line, own, LINE_WIDTH[shape.width]);
      drawLine(pen, palette, shape.stroke, line, width, shape.dash);
    },

    resized: (shape, from, to, handle) =>
      stretchedWithRoom(shape, from, to, handle, (size) => {
        if (shape.text.length === 0) return 0;
        const { width } = frameIn(size, shape.letter);
        return leastHeight(size[0], layoutWords(shape, width));
      }),

    textFrame: ({ size, letter, valign }) => ({ ...frameIn(size, letter), vertical: valign }),
    textColor: ({ fill, tone }, palette) => labelColor(palette, fill, tone),
    widthFor: (word) => Math.ceil((word + 2 * Math.max(frame.padding, SIDE_AIR)) / frame.width),
    room: ({ size }, words) =>
      words.width === 0 ? size : [size[0], Math.max(size[1], leastHeight(size[0], words))],
  };

  function frameIn(size: Size, letter: Width): Omit<TextFrame, "vertical"> {
    const least = leastLabel(letter);
    const width = Math.max(least[0], size[0] * frame.width - 2 * frame.padding);
    const height = Math.max(least[1], size[1] * frame.height);
    const middle = size[1] * (frame.top + frame.height / 2);
    return { x: (size[0] - width) / 2, y: middle - height / 2, width, height };
  }

  /** The height at which the words, set for a figure of this width, stay within its outline. */
  function leastHeight(width: number, { lines, height, lineHeight, maxWidth }: TextLayout): number {
    const middle = (maxWidth ?? 0) / 2;
    let least = 0;
    for (const line of lines) {
      const half = Math.max(middle - line.x, line.x + line.width - middle);
      const across = Math.min(MOST_ACROSS * frame.width, (half + SIDE_AIR) / Math.max(width, 1));
      const top = line.y - height / 2;
      least = Math.max(least, heightFor(across, top), heightFor(across, top + lineHeight));
    }
    return Math.ceil(least + AIR);
  }
}

/** The least room that a label is given. */
export function leastLabel(letter: Width): Size {
  return [FONT_SIZE[letter] * 2, FONT_SIZE[letter] * LINE_HEIGHT];
}
