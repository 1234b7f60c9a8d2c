/** Layout: sets runs of text in lines, and finds places in them. It knows no shape and no paper. */
import type { Box } from "../geometry.ts";
import type { Align, Font } from "../style.ts";
import { graphemesOf, isRightToLeft, piecesOf } from "./graphemes.ts";
import { hangOf, ListCounter, type ListMark } from "./lists.ts";
import { cssFont, type Measure, measureOneText, measureText } from "./measure.ts";
import type { Letters } from "./pen.ts";
import { type LineLook, type Look, plainRun, type Run } from "./runs.ts";
import { TextSource } from "./text-source.ts";

/** Letters of one look in a line; `x` and `width` are from the line's left edge. */
export interface LineRun extends Letters {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  /** Their look besides the font. */
  readonly look: Look;
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
  /** The room before its letters, in which the mark of its list stands; 0 outside of lists. */
  readonly hang: number;
  /** The mark before it, on the first line of an entry of a list. */
  readonly mark: ListMark | null;
}

/** A text set in lines. */
export interface TextLayout {
  readonly lines: readonly LayoutLine[];
  /** The widest line, with the room for its mark. */
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

type BareLine = Pick<LayoutLine, "text" | "start" | "width" | "rtl" | "hang" | "mark">;

/** Sets a text in lines: greedily, by words, and within a word only where it alone is too wide. */
export function layoutText(
  words: string | readonly Run[],
  options: LayoutOptions,
  measure: Measure = measureOneText(),
): TextLayout {
  const { size, maxWidth, align } = options;
  const runs = typeof words === "string" ? [plainRun(words)] : words;
  const source = new TextSource(runs, options, measure);
  const { text } = source;
  const bare: BareLine[] = [];
  const counter = source.hasLists ? new ListCounter() : null;
  let start = 0;
  let isBroken = false;
  const wrap = (end: number, look: LineLook | null): void => {
    const mark = counter?.next(look) ?? null;
    const hang = look === null ? 0 : hangOf(look, size, maxWidth);
    const room = maxWidth === null ? null : maxWidth - hang;
    if (wrapParagraph(source, start, end, room, { mark, hang }, bare)) isBroken = true;
  };
  for (const lineBreak of text.matchAll(LINE_BREAK)) {
    const next = lineBreak.index + lineBreak[0].length;
    wrap(lineBreak.index, source.lineBefore(next));
    start = next;
  }
  // In a text with lists, a line break at the end ends the last line, and begins none.
  if (start < text.length || start === 0 || !source.hasLists) wrap(text.length, null);

  let width = 0;
  for (const line of bare) width = Math.max(width, line.hang + line.width);
  const frame = maxWidth ?? width;
  const lineHeight = size * LINE_HEIGHT;
  const lefts = leftEdges(bare, align, frame);
  const lines = bare.map((line, row) => ({
    ...line,
    runs: source.runsOf(line),
    x: lefts[row] ?? 0,
    y: row * lineHeight,
  }));
  const font = cssFont(options.font, size, undefined, options.weight);
  const height = lines.length * lineHeight;
  return { lines, width, height, lineHeight, font, size, maxWidth, isBroken };
}

/** The left edges of the letters. The lines of a list begin one below the other, and the list is aligned as a whole. */
function leftEdges(lines: readonly BareLine[], align: Align, frame: number): number[] {
  const edges: number[] = [];
  for (let row = 0; row < lines.length; ) {
    const first = lines[row];
    if (first === undefined) break;
    if (first.hang === 0) {
      edges.push(indent(align, first.rtl, frame - first.width));
      row++;
      continue;
    }
    let last = row;
    let width = 0;
    for (; (lines[last]?.hang ?? 0) > 0; last++) {
      width = Math.max(width, (lines[last]?.hang ?? 0) + (lines[last]?.width ?? 0));
    }
    const left = indent(align, first.rtl, frame - width);
    for (const line of lines.slice(row, last)) {
      edges.push(left + (line.rtl ? width - line.hang - line.width : line.hang));
    }
    row = last;
  }
  return edges;
}

function indent(align: Align, rtl: boolean, free: number): number {
  if (align === "middle") return free / 2;
  return (align === "start") === rtl ? free : 0;
}

/** Appends the lines of one paragraph to `lines`. Says whether a word was too wide for a line. */
function wrapParagraph(
  source: TextSource,
  first: number,
  last: number,
  maxWidth: number | null,
  entry: Pick<BareLine, "hang" | "mark">,
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
    const mark = start === first ? entry.mark : null;
    lines.push({ text: source.text.slice(start, end), start, width, rtl, hang: entry.hang, mark });
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
  return { x: acrossIn(line, index, maxWidth, measure), y: line.y, height: lineHeight };
}

/** Where a caret in a line stands, from the left of the text's frame. White space hangs over the edge; its caret does not. */
function acrossIn(
  line: LayoutLine,
  index: number,
  maxWidth: number | null,
  measure: Measure,
): number {
  let before = 0;
  let left = Math.max(0, index - line.start);
  for (const { text, font } of line.runs) {
    before += measure(text.slice(0, left), font);
    left -= text.length;
    if (left <= 0) break;
  }
  const x = line.rtl ? line.x + line.width - before : line.x + before;
  return Math.min(maxWidth ?? Number.POSITIVE_INFINITY, Math.max(0, x));
}

/** The narrowest mark of an empty line that is selected, in font sizes. */
const LEAST_MARK = 0.3;

/** The boxes of the letters from one place to another, line by line, from the top left of the text's frame. */
export function boxesBetween(
  { lines, lineHeight, maxWidth, size }: TextLayout,
  from: number,
  to: number,
  measure: Measure = measureText,
): Box[] {
  return lines.flatMap((line) => {
    const end = line.start + line.text.length;
    if (from > end || to <= line.start) return [];
    const ends = [Math.max(from, line.start), Math.min(to, end)].map((index) =>
      acrossIn(line, index, maxWidth, measure),
    );
    const [minX, maxX] = [Math.min(...ends), Math.max(...ends)];
    // A line break that is selected is seen, too.
    const least = to > end ? size * LEAST_MARK : 0;
    const box = {
      minX,
      minY: line.y,
      maxX: Math.max(maxX, minX + least),
      maxY: line.y + lineHeight,
    };
    return box.maxX > box.minX ? [box] : [];
  });
}
