/** The text that is set: its letters in one piece, and the looks of its stretches. It knows no lines. */
import { MAX_SHAPE_TEXT } from "../../limits.ts";
import { cutText, drawable } from "./graphemes.ts";
import type { LayoutLine, LayoutOptions, LineRun } from "./layout.ts";
import { cssFont, type Measure } from "./measure.ts";
import { hasLists, type LineLook, type Look, type Run } from "./runs.ts";

/** A stretch of a text with its font. */
interface Stretch {
  readonly end: number;
  readonly font: string;
  readonly look: Look;
}

/** A text in one piece, and the looks of its stretches. */
export class TextSource {
  readonly text: string;
  /** Where each run ends, and its font. */
  readonly #runs: readonly Stretch[];
  readonly #lines: readonly (LineLook | null)[];
  readonly #measure: Measure;
  /** The look of all its letters, if they have one. */
  readonly #only: Stretch | null;
  readonly hasLists: boolean;

  constructor(runs: readonly Run[], { font, size, weight }: LayoutOptions, measure: Measure) {
    this.#measure = measure;
    this.text = cutText(runs.map(({ text }) => text).join(""), MAX_SHAPE_TEXT);
    let end = 0;
    this.#runs = runs.map((run) => {
      end += run.text.length;
      return { end, font: cssFont(font, size, run, weight), look: run };
    });
    this.#only = this.#runs.length === 1 ? (this.#runs[0] ?? null) : null;
    this.hasLists = hasLists(runs);
    this.#lines = this.hasLists ? runs.map(({ line = null }) => line) : [];
  }

  /** The list of the line that the line break before `end` ends. */
  lineBefore(end: number): LineLook | null {
    return this.hasLists ? (this.#lines[this.#runAt(end - 1)] ?? null) : null;
  }

  /** Cuts a stretch into its runs. */
  *cut(start: number, end: number): Iterable<{ text: string } & Omit<Stretch, "end">> {
    let at = start;
    for (let index = this.#runAt(start); at < end; index++) {
      const run = this.#runs[index];
      if (run === undefined) return;
      const until = Math.min(end, run.end);
      if (until > at) yield { text: this.text.slice(at, until), font: run.font, look: run.look };
      at = until;
    }
  }

  width(start: number, end: number): number {
    if (this.#only !== null) return this.#measure(this.text.slice(start, end), this.#only.font);
    let width = 0;
    for (const { text, font } of this.cut(start, end)) width += this.#measure(text, font);
    return width;
  }

  /** The runs of a line, one beside the other. */
  runsOf({
    text,
    start,
    width,
    rtl,
  }: Pick<LayoutLine, "text" | "start" | "width" | "rtl">): LineRun[] {
    if (this.#only !== null) {
      const { font, look } = this.#only;
      return [{ text, drawn: drawable(text), font, rtl, x: 0, width, look }];
    }
    const runs: LineRun[] = [];
    let before = 0;
    for (const { text: letters, font, look } of this.cut(start, start + text.length)) {
      const own = this.#measure(letters, font);
      const x = rtl ? width - before - own : before;
      runs.push({ text: letters, drawn: drawable(letters), font, rtl, x, width: own, look });
      before += own;
    }
    return runs;
  }

  /** The number of the run in which a character stands. */
  #runAt(index: number): number {
    let low = 0;
    let high = this.#runs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runs[middle]?.end ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
