/** Layout: sets runs of text in lines, and finds places in them. It knows no shape and no paper. */
import { MAX_SHAPE_TEXT } from "../../limits.ts";
import type { Align, Font } from "../style.ts";
import { cutText, drawable, graphemesOf, isRightToLeft, piecesOf } from "./graphemes.ts";
import { cssFont, type Measure, measureOneText, measureText } from "./measure.ts";
import type { Letters } from "./pen.ts";
import { plainRun, type Run } from "./runs.ts";

/** Letters of one look in a line; `x` and `width` are from the line's left edge. */
export interface LineRun extends Letters {
  readonly text: string;
  readonly x: number;
  readonly width: number;
}

/** One line as it is drawn. */
export interface LayoutLine {
  /** The line's text, white space at its end included, the line break not. */
  readonly text: string;
  /** The same in runs, without the marks that are too many to be drawn. */
  readonly runs: readonly LineRun[];
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
  /** The CSS font of its plain letters. */
  readonly font: string;
  /** Font size in board units. */
  readonly size: number;
  readonly maxWidth: number | null;
  /** Is there a word that is wider than a line? */
  readonly isBroken: boolean;
}

export interface LayoutOptions {
  readonly font: Font;
  /** Font size in board units. */
  readonly size: number;
  /** Where lines wrap; `null`: only at line breaks. */
  readonly maxWidth: number | null;
  readonly align: Align;
  /** The letters' weight, when it is another than that of all letters. */
  readonly weight?: number;
}

/** A caret's place, from the top left of the text's frame. */
export interface Caret {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Line height of all text on the board, in font sizes. */
export const LINE_HEIGHT = 1.25;

/** Widths add up with rounding; a line may be this much too wide. */
const SLACK = 0.01;

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g;

type BareLine = Pick<LayoutLine, "text" | "start" | "width" | "rtl">;

/** A text in one piece, and the looks of its stretches. */
class Source {
  readonly text: string;
  /** Where each run ends, and its font. */
  readonly #runs: readonly { readonly end: number; readonly font: string }[];
  readonly #measure: Measure;

  constructor(runs: readonly Run[], { font, size, weight }: LayoutOptions, measure: Measure) {
    this.#measure = measure;
    this.text = cutText(runs.map(({ text }) => text).join(""), MAX_SHAPE_TEXT);
    let end = 0;
    this.#runs = runs.map((run) => {
      end += run.text.length;
      return { end, font: cssFont(font, size, run, weight) };
    });
  }

  /** Cuts a stretch into its runs. */
  *cut(start: number, end: number): Iterable<{ text: string; font: string }> {
    let at = start;
    for (const run of this.#runs) {
      if (run.end <= at) continue;
      const until = Math.min(end, run.end);
      if (until <= at) return;
      yield { text: this.text.slice(at, until), font: run.font };
      at = until;
    }
  }

  width(start: number, end: number): number {
    const [only, second] = this.#runs;
    if (only !== undefined && second === undefined) {
      return this.#measure(this.text.slice(start, end), only.font);
    }
    let width = 0;
    for (const { text, font } of this.cut(start, end)) width += this.#measure(text, font);
    return width;
  }

  /** The runs of a line, one beside the other. */
  runsOf({ text, start, width, rtl }: BareLine): LineRun[] {
    const [only, second] = this.#runs;
    if (only !== undefined && second === undefined) {
      return [{ text, drawn: drawable(text), font: only.font, rtl, x: 0, width }];
    }
    const runs: LineRun[] = [];
    let before = 0;
    for (const { text: letters, font } of this.cut(start, start + text.length)) {
      const own = this.#measure(letters, font);
      const x = rtl ? width - before - own : before;
      runs.push({ text: letters, drawn: drawable(letters), font, rtl, x, width: own });
      before += own;
    }
    return runs;
  }
}

/** Sets a text in lines: greedily, by words, and within a word only where it alone is too wide. */
export function layoutText(
  words: string | readonly Run[],
  options: LayoutOptions,
  measure: Measure = measureOneText(),
): TextLayout {
  const { size, maxWidth, align } = options;
  const runs = typeof words === "string" ? [plainRun(words)] : words;
  const source = new Source(runs, options, measure);
  const { text } = source;
  const bare: BareLine[] = [];
  let start = 0;
  let isBroken = false;
  for (const lineBreak of text.matchAll(LINE_BREAK)) {
    if (wrapParagraph(source, start, lineBreak.index, maxWidth, bare)) isBroken = true;
    start = lineBreak.index + lineBreak[0].length;
  }
  if (wrapParagraph(source, start, text.length, maxWidth, bare)) isBroken = true;

  let width = 0;
  for (const line of bare) width = Math.max(width, line.width);
  const frame = maxWidth ?? width;
  const lineHeight = size * LINE_HEIGHT;
  const lines = bare.map((line, row) => ({
    ...line,
    runs: source.runsOf(line),
    x: indent(align, line.rtl, frame - line.width),
    y: row * lineHeight,
  }));
  const font = cssFont(options.font, size, undefined, options.weight);
  const height = lines.length * lineHeight;
  return { lines, width, height, lineHeight, font, size, maxWidth, isBroken };
}

function indent(align: Align, rtl: boolean, free: number): number {
  if (align === "middle") return free / 2;
  return (align === "start") === rtl ? free : 0;
}

/** Appends the lines of one paragraph to `lines`. Says whether a word was too wide for a line. */
function wrapParagraph(
  source: Source,
  first: number,
  last: number,
  maxWidth: number | null,
  lines: BareLine[],
): boolean {
  const paragraph = source.text.slice(first, last);
  const rtl = isRightToLeft(paragraph);
  const most = maxWidth === null ? Number.POSITIVE_INFINITY : maxWidth + SLACK;
  let start = first;
  let end = first;
  /** Of the line so far: with the white space at its end, and without. */
  let advance = 0;
  let width = 0;
  let isBroken = false;
  const flush = (): void => {
    lines.push({ text: source.text.slice(start, end), start, width, rtl });
    start = end;
    advance = 0;
    width = 0;
  };
  const append = (length: number, wordWidth: number): void => {
    if (end > start && advance + wordWidth > most) flush();
    end += length;
    advance += wordWidth;
    width = advance;
  };
  for (const piece of piecesOf(paragraph)) {
    const word = piece.trimEnd();
    if (word !== "") {
      const wordWidth = source.width(end, end + word.length);
      if (wordWidth <= most) {
        append(word.length, wordWidth);
      } else {
        isBroken = true;
        if (end > start) flush();
        for (const grapheme of graphemesOf(word)) {
          append(grapheme.length, source.width(end, end + grapheme.length));
        }
      }
    }
    const spaces = piece.length - word.length;
    if (spaces > 0) {
      advance += source.width(end, end + spaces);
      end += spaces;
    }
  }
  flush();
  return isBroken;
}

/** Where a caret before the character number `index` stands. */
export function caretAt(layout: TextLayout, index: number, measure: Measure = measureText): Caret {
  const { lines, lineHeight, maxWidth } = layout;
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const line = lines[low];
  if (line === undefined) return { x: 0, y: 0, height: lineHeight };
  let before = 0;
  let left = Math.max(0, index - line.start);
  for (const { text, font } of line.runs) {
    before += measure(text.slice(0, left), font);
    left -= text.length;
    if (left <= 0) break;
  }
  const x = line.rtl ? line.x + line.width - before : line.x + before;
  // White space hangs over the edge; its caret does not.
  const most = maxWidth ?? Number.POSITIVE_INFINITY;
  return { x: Math.min(most, Math.max(0, x)), y: line.y, height: lineHeight };
}
