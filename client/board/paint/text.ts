/** Sets a text in lines, and finds places in it. */
import type { Align, Font, Width } from "../../../shared/board/style.ts";
import { FONT_SIZE } from "../../../shared/board/style.ts";
import { MAX_SHAPE_TEXT } from "../../../shared/limits.ts";
import { LINE_HEIGHT } from "../geometry.ts";
import { cutText, drawable, graphemesOf, isRightToLeft, piecesOf } from "./graphemes.ts";
import { cssFont, measureOneText, measureText } from "./measure.ts";

/** One line as it is drawn. */
export interface LayoutLine {
  /** The line's text, white space at its end included, the line break not. */
  readonly text: string;
  /** The same without the marks that are too many to be drawn. */
  readonly drawn: string;
  /** Where its first character stands in the whole text. */
  readonly start: number;
  /** Left edge, from the left of the text's frame. */
  readonly x: number;
  /** Top edge, from the top of the text. */
  readonly y: number;
  /** Without the white space at its end. */
  readonly width: number;
  /** Is it read from right to left? */
  readonly rtl: boolean;
}

/** A text set in lines. */
export interface TextLayout {
  readonly lines: readonly LayoutLine[];
  /** The widest line. */
  readonly width: number;
  readonly height: number;
  readonly lineHeight: number;
  /** The CSS font it was measured in. */
  readonly font: string;
  readonly maxWidth: number | null;
}

export interface LayoutOptions {
  readonly font: Font;
  /** Font size in board units. */
  readonly size: number;
  /** Where lines wrap; `null`: only at line breaks. */
  readonly maxWidth: number | null;
  readonly align: Align;
}

/** The width of `text` in a CSS font. */
export type Measure = (text: string, font: string) => number;

/** A caret's place, from the top left of the text's frame. */
export interface Caret {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Room between a note's edge and its text, in board units. */
export const NOTE_PADDING = 16;

/** Widths add up with rounding; a line may be this much too wide. */
const SLACK = 0.01;

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g;

type BareLine = Pick<LayoutLine, "text" | "start" | "width" | "rtl">;

/** Sets a text in lines: greedily, by words, and within a word only where it alone is too wide. */
export function layoutText(
  text: string,
  options: LayoutOptions,
  measure: Measure = measureOneText(),
): TextLayout {
  const { size, maxWidth, align } = options;
  const font = cssFont(options.font, size);
  const shown = cutText(text, MAX_SHAPE_TEXT);
  const bare: BareLine[] = [];
  let start = 0;
  for (const lineBreak of shown.matchAll(LINE_BREAK)) {
    wrapParagraph(shown.slice(start, lineBreak.index), start, font, maxWidth, measure, bare);
    start = lineBreak.index + lineBreak[0].length;
  }
  wrapParagraph(shown.slice(start), start, font, maxWidth, measure, bare);

  let width = 0;
  for (const line of bare) width = Math.max(width, line.width);
  const frame = maxWidth ?? width;
  const lineHeight = size * LINE_HEIGHT;
  const lines = bare.map((line, row) => ({
    ...line,
    drawn: drawable(line.text),
    x: indent(align, line.rtl, frame - line.width),
    y: row * lineHeight,
  }));
  return { lines, width, height: lines.length * lineHeight, lineHeight, font, maxWidth };
}

function indent(align: Align, rtl: boolean, free: number): number {
  if (align === "middle") return free / 2;
  return (align === "start") === rtl ? free : 0;
}

/** Appends the lines of one paragraph to `lines`. */
function wrapParagraph(
  paragraph: string,
  offset: number,
  font: string,
  maxWidth: number | null,
  measure: Measure,
  lines: BareLine[],
): void {
  const rtl = isRightToLeft(paragraph);
  const most = maxWidth === null ? Number.POSITIVE_INFINITY : maxWidth + SLACK;
  let start = 0;
  let end = 0;
  /** Of the line so far: with the white space at its end, and without. */
  let advance = 0;
  let width = 0;
  const flush = (): void => {
    lines.push({ text: paragraph.slice(start, end), start: offset + start, width, rtl });
    start = end;
    advance = 0;
    width = 0;
  };
  const append = (word: string, wordWidth: number): void => {
    if (end > start && advance + wordWidth > most) flush();
    end += word.length;
    advance += wordWidth;
    width = advance;
  };
  for (const piece of piecesOf(paragraph)) {
    const word = piece.trimEnd();
    if (word !== "") {
      const wordWidth = measure(word, font);
      if (wordWidth <= most) {
        append(word, wordWidth);
      } else {
        if (end > start) flush();
        for (const grapheme of graphemesOf(word)) append(grapheme, measure(grapheme, font));
      }
    }
    const spaces = piece.slice(word.length);
    if (spaces !== "") {
      end += spaces.length;
      advance += measure(spaces, font);
    }
  }
  flush();
}

/** Where a caret before the character number `index` stands. */
export function caretAt(layout: TextLayout, index: number, measure: Measure = measureText): Caret {
  const { lines, lineHeight, font, maxWidth } = layout;
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const line = lines[low];
  if (line === undefined) return { x: 0, y: 0, height: lineHeight };
  const before = measure(line.text.slice(0, Math.max(0, index - line.start)), font);
  const x = line.rtl ? line.x + line.width - before : line.x + before;
  // White space hangs over the edge; its caret does not.
  const most = maxWidth ?? Number.POSITIVE_INFINITY;
  return { x: Math.min(most, Math.max(0, x)), y: line.y, height: lineHeight };
}

/** The CSS font of a board font at a named size, in board units. */
export function fontOf(font: Font, width: Width): string {
  return cssFont(font, FONT_SIZE[width]);
}

/** The size of a text shape around its text; `maxWidth` when lines wrap. */
export function textSize(
  text: string,
  font: Font,
  width: Width,
  maxWidth: number | null,
  measure: Measure = measureOneText(),
): readonly [width: number, height: number] {
  const size = FONT_SIZE[width];
  const layout = layoutText(text, { font, size, maxWidth, align: "start" }, measure);
  const natural = Math.max(Math.ceil(layout.width) + 1, Math.ceil(size / 2));
  return [maxWidth ?? natural, layout.height];
}

/** A box that is wider or narrower than its text by no more than this share has the text's own width: fonts differ a little. */
const OWN_WIDTH = 0.03;

/**
 * The width at which a text shape wraps. It is none while the box is as wide as
 * its words, and the box's width once somebody has changed that. That says it
 * without a field of its own in the document.
 */
export function wrapWidthOf(
  text: string,
  font: Font,
  width: Width,
  boxWidth: number,
  measure: Measure = measureOneText(),
): number | null {
  const [own] = textSize(text, font, width, null, measure);
  // A box without room for a letter is one that nobody has measured.
  const follows =
    text === "" ||
    boxWidth < FONT_SIZE[width] / 2 ||
    Math.abs(boxWidth - own) <= 1 + own * OWN_WIDTH;
  return follows ? null : boxWidth;
}

/** How high a note of `noteWidth` must be at least for its text. */
export function noteHeight(
  text: string,
  font: Font,
  width: Width,
  noteWidth: number,
  measure: Measure = measureOneText(),
): number {
  const size = FONT_SIZE[width];
  const padding = notePadding(noteWidth);
  const maxWidth = Math.max(size, noteWidth - 2 * padding);
  const layout = layoutText(text, { font, size, maxWidth, align: "start" }, measure);
  return Math.ceil(layout.height + 2 * padding);
}

/** Room between the edge of a note of this width and its text. */
export function notePadding(noteWidth: number): number {
  return Math.min(NOTE_PADDING, noteWidth / 6);
}
