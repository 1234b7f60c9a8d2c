/** The text: words alone on the board. Its box follows them. */
import { LINE_HEIGHT, layoutText, type TextLayout } from "../draw/layout.ts";
import { EARLIER_WEIGHT, type Measure, measureOneText } from "../draw/measure.ts";
import { BoxPath } from "../draw/path.ts";
import { type Run, runsOf } from "../draw/runs.ts";
import type { Box } from "../geometry.ts";
import type { BoxHandle, ShapeKind } from "../kind.ts";
import { readWords, type ShapeBase, type Size, WORD_KEYS, type Words } from "../record.ts";
import { FONT_SIZE, type Font, WIDTHS, type Width } from "../style.ts";
import { scalesOf, stored, storedPoint, stretched, stretchedBox } from "./stretch.ts";

/** Text alone on the board; its box follows the text. */
export interface TextShape extends ShapeBase, Words {
  readonly type: "text";
}

/** Words to be set: runs, or letters of one look. */
type Setting = string | readonly Run[];

/** A text's column is never made narrower than this, in board units. */
const LEAST_COLUMN = 24;

/** A box that is wider or narrower than its text by no more than this share has the text's own width: fonts differ a little. */
const OWN_WIDTH = 0.03;

/** A box narrower than this share of its text was not made for the same text in lighter letters. */
const LIGHTER = 0.9;

export const text: ShapeKind<TextShape> = {
  type: "text",
  keys: WORD_KEYS,
  styles: ["stroke", "letter", "font", "align"],
  words: { align: "start", main: true, only: true },

  read(base, fields) {
    const words = readWords(base, fields, "start");
    return words === null ? null : { ...base, ...words, type: "text" };
  },

  outline({ size, letter }) {
    const [width, height] = size;
    return {
      box: { minX: 0, minY: 0, maxX: width, maxY: height },
      // Another machine's fonts may need a line more than the writer's did.
      bleed: FONT_SIZE[letter] * LINE_HEIGHT,
      path: new BoxPath().of(0, 0, width, height, 0),
      effort: 0,
      closed: true,
      hollow: false,
      line: 0,
    };
  },

  draw() {
    // Its words are all that there is of it.
  },

  resized(shape, from, to, handle) {
    if (shape.angle !== 0) return { ...shape, ...stretched(shape, from, to) };
    return resizedText(shape, from, to, handle);
  },

  textFrame: ({ size: [width, height] }) => ({ x: 0, y: 0, width, height, vertical: "top" }),
  textColor: ({ stroke }, palette) => palette.letter[stroke],
  textEdge: ({ stroke }, palette) => palette.letterEdge[stroke],
  wrap: ({ text, font, letter, size }) => wrapWidth(runsOf(text), font, letter, size[0]),
  room: ({ letter }, words) => sizeWith(words, letter),
};

/**
 * Text has four sizes, the same for everybody, so that a board stays calm: a
 * corner steps through them, and the box follows the letters. Its left and
 * right sides set the column's width, and above and below there is nothing to
 * pull. It stays where the dragged handle does not pull it away from.
 */
function resizedText(shape: TextShape, from: Box, to: Box, handle: BoxHandle): TextShape {
  const words = runsOf(shape.text);
  const box = stretchedBox(shape, from, to);
  const [scaleX, scaleY] = scalesOf(from, to);
  let { letter } = shape;
  let wrap = wrapWidth(words, shape.font, letter, shape.size[0]);
  if (handle === "e" || handle === "w") wrap = Math.max(LEAST_COLUMN, box.maxX - box.minX);
  else if (handle !== "n" && handle !== "s") {
    letter = nearestLetter(FONT_SIZE[shape.letter] * Math.sqrt(scaleX * scaleY));
    if (wrap !== null) wrap *= FONT_SIZE[letter] / FONT_SIZE[shape.letter];
  }
  const size = fittedSize(words, shape.font, letter, wrap);
  const x = handle.includes("w") ? box.maxX - size[0] : box.minX;
  const y = handle.includes("n") ? box.maxY - size[1] : box.minY;
  return { ...shape, letter, width: letter, size, xy: storedPoint([x, y]) };
}

/** The size of a text's box around its words. */
export function fittedSize(words: Setting, font: Font, letter: Width, wrap: number | null): Size {
  const size = FONT_SIZE[letter];
  return sizeWith(layoutText(words, { font, size, maxWidth: wrap, align: "start" }), letter);
}

function sizeWith(words: TextLayout, letter: Width): Size {
  const width = words.maxWidth ?? ownWidth(words, letter);
  return [Math.ceil(stored(width)), stored(words.height)];
}

function ownWidth({ width }: TextLayout, letter: Width): number {
  return Math.max(Math.ceil(width) + 1, Math.ceil(FONT_SIZE[letter] / 2));
}

/** The named letter size next to `size` board units. */
function nearestLetter(size: number): Width {
  let nearest: Width = "m";
  for (const letter of WIDTHS) {
    if (
      Math.abs(Math.log(FONT_SIZE[letter] / size)) < Math.abs(Math.log(FONT_SIZE[nearest] / size))
    ) {
      nearest = letter;
    }
  }
  return nearest;
}

/** The size of a text shape around its text; `maxWidth` when lines wrap. */
export function textSize(
  words: Setting,
  font: Font,
  letter: Width,
  maxWidth: number | null,
  measure: Measure = measureOneText(),
  weight?: number,
): readonly [width: number, height: number] {
  const size = FONT_SIZE[letter];
  const look = weight === undefined ? {} : { weight };
  const layout = layoutText(words, { font, size, maxWidth, align: "start", ...look }, measure);
  return [maxWidth ?? ownWidth(layout, letter), layout.height];
}

/**
 * The width at which a text shape wraps. It is none while the box is as wide as
 * its words, and the box's width once somebody has changed that. That says it
 * without a field of its own in the document.
 */
export function wrapWidth(
  words: Setting,
  font: Font,
  letter: Width,
  boxWidth: number,
  measure: Measure = measureOneText(),
): number | null {
  const [own] = textSize(words, font, letter, null, measure);
  // A box without room for a letter is one that nobody has measured.
  const isOwn = (width: number): boolean => Math.abs(boxWidth - width) <= 1 + width * OWN_WIDTH;
  if (isEmpty(words) || boxWidth < FONT_SIZE[letter] / 2 || isOwn(own)) return null;
  if (boxWidth > own || boxWidth < own * LIGHTER) return boxWidth;
  const [earlier] = textSize(words, font, letter, null, measure, EARLIER_WEIGHT);
  return isOwn(earlier) ? null : boxWidth;
}

function isEmpty(words: Setting): boolean {
  return typeof words === "string" ? words === "" : words.every(({ text }) => text === "");
}
