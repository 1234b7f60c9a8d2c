/** Measures text in CSS fonts, and remembers what it measured. */
import type { Font } from "../style.ts";
import { drawable } from "./graphemes.ts";
import type { Look } from "./runs.ts";

const FAMILY: Readonly<Record<Font, string>> = {
  hand: '"Shantell Sans Variable", "Comic Sans MS", cursive',
  sans: '"Inter Variable", system-ui, sans-serif',
  serif: '"Source Serif 4 Variable", Georgia, serif',
  mono: 'ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace',
};

/** Words remembered for each font; then it begins anew. */
const MOST_WORDS = 8000;

/** Longer words are not remembered: they would fill the memory. */
const LONGEST_KNOWN = 500;

/** Words that are measured for one text; the widths of more are estimated. A novel has fewer on 20,000 characters. */
const MOST_MEASURED = 3_000;

/** A character as wide as it is high. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** From about there on characters are as wide as they are high. */
const FIRST_WIDE = 0x2e80;

const LINE_BREAK = 10;

/** Ems of a character where there is no canvas to measure with (outside a browser). */
const TYPICAL_WIDTH = 0.55;

/** A canvas context measures text. */
export interface TextContext {
  font: string;
  measureText(text: string): {
    readonly width: number;
    readonly fontBoundingBoxAscent: number;
    readonly fontBoundingBoxDescent: number;
  };
}

/** The width of `text` in a CSS font. */
export type Measure = (text: string, font: string) => number;

const widths = new Map<string, Map<string, number>>();
const baselines = new Map<string, number>();
let context: TextContext | null = null;
let makeContext: () => TextContext | null = () => null;
let contextFont = "";
/** Words that were measured so far, those that were remembered not counted. */
let measured = 0;
let current = 0;

/** The weight of letters on the board: on paper and beside lines, regular ones look grey. */
const WEIGHT = 500;

/** Their weight in earlier versions. The boxes of texts were made for it. */
export const EARLIER_WEIGHT = 400;

/** The families of a board font, as CSS says them. */
export function familyOf(font: Font): string {
  return FAMILY[font];
}

/** A board font at a size, as CSS says it. */
export function cssFont(font: Font, size: number, look?: Look, weight = WEIGHT): string {
  const italic = look?.italic === true ? "italic " : "";
  const family = FAMILY[look?.code === true ? "mono" : font];
  return `${italic}${look?.bold === true ? "bold" : weight} ${size}px ${family}`;
}

/** The width of a text in a CSS font. */
export function measureText(text: string, font: string): number {
  let known = widths.get(font);
  if (known === undefined) {
    known = new Map();
    widths.set(font, known);
  }
  let width = known.get(text);
  if (width === undefined) {
    measured += 1;
    width = contextIn(font)?.measureText(drawable(text)).width ?? estimate(text, font);
    if (text.length > LONGEST_KNOWN) return width;
    if (known.size >= MOST_WORDS) known.clear();
    known.set(text, width);
  }
  return width;
}

/** Measures for one text: exactly, until that has taken so many new words that the page would stand still. */
export function measureOneText(): Measure {
  const before = measured;
  return (text, font) =>
    measured - before < MOST_MEASURED || widths.get(font)?.has(text) === true
      ? measureText(text, font)
      : estimate(text, font);
}

function estimate(text: string, font: string): number {
  return text.length * sizeIn(font) * (WIDE.test(text) ? 1 : TYPICAL_WIDTH);
}

/** How many lines a text takes in a width, about, without measuring it. */
export function estimateLines(text: string, size: number, width: number): number {
  let lines = 0;
  let across = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === LINE_BREAK) {
      lines += Math.max(1, Math.ceil(across / width));
      across = 0;
    } else across += code < FIRST_WIDE ? size * TYPICAL_WIDTH : size;
  }
  return lines + Math.max(1, Math.ceil(across / width));
}

/** How far below the middle of its line a font's baseline lies: where CSS would put it. */
export function baselineOf(font: string): number {
  let baseline = baselines.get(font);
  if (baseline === undefined) {
    const metrics = contextIn(font)?.measureText("x");
    const size = sizeIn(font);
    const ascent = metrics?.fontBoundingBoxAscent ?? size * 0.9;
    const descent = metrics?.fontBoundingBoxDescent ?? size * 0.25;
    baseline = (ascent - descent) / 2;
    baselines.set(font, baseline);
  }
  return baseline;
}

/** Grows when what was measured is no longer right, because a font has arrived. */
export function fontGeneration(): number {
  return current;
}

/** Forgets all widths. Call it when a font has been loaded. */
export function fontsChanged(): void {
  widths.clear();
  baselines.clear();
  contextFont = "";
  current++;
}

/** Measures with the contexts of a browser from now on. Elsewhere widths are estimated. */
export function measureWith(make: () => TextContext | null): void {
  makeContext = make;
  context = null;
}

function contextIn(font: string): TextContext | null {
  context ??= makeContext();
  if (context !== null && font !== contextFont) {
    context.font = font;
    contextFont = font;
  }
  return context;
}

function sizeIn(font: string): number {
  return Number.parseFloat(/[\d.]+px/.exec(font)?.[0] ?? "16");
}
