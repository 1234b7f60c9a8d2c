/** The look of tldraw's shapes: colours, sizes, fills and words, by ours. */
import {
  type Color,
  type Dash,
  FONT_SIZE,
  type Font,
  type Width,
} from "../../../../shared/board/style.ts";
import { deltaOf, plainOf } from "./tldraw-text.ts";
import { entryOf, nearest, numberOf, textOf, type Values, valuesOf } from "./values.ts";

export const COLORS: Readonly<Record<string, Color>> = {
  black: "ink",
  grey: "grey",
  "light-violet": "violet",
  violet: "violet",
  blue: "blue",
  "light-blue": "blue",
  yellow: "yellow",
  orange: "orange",
  green: "green",
  "light-green": "green",
  "light-red": "red",
  red: "red",
  white: "white",
};

export const SIZES: Readonly<Record<string, Width>> = { s: "s", m: "m", l: "l", xl: "xl" };
export const DASHES: Readonly<Record<string, Dash>> = { dashed: "dashed", dotted: "dotted" };

const FONTS: Readonly<Record<string, Font>> = {
  draw: "hand",
  sans: "sans",
  serif: "serif",
  mono: "mono",
};
const ALIGNS = { start: "start", middle: "middle", end: "end" } as const;
const VALIGNS = { start: "top", middle: "middle", end: "bottom" } as const;

/** Its own sizes of letters, in board units. */
const LETTERS: Readonly<Record<Width, number>> = { s: 18, m: 24, l: 36, xl: 44 };

/** Letters of this many times another size look otherwise. */
const LARGE_CHANGE = 1.35;

/** Its `solid` is a light tint, and `fill` is the colour itself. */
export function fillOf({ fill, color }: Values): Values {
  if (fill === undefined || fill === "none") return { fill: "none" };
  if (fill === "semi") return { fill: "white" };
  const isStrong = fill === "fill" || fill === "lined-fill";
  return { fill: entryOf(COLORS, color, "ink"), tone: isStrong ? "solid" : "soft" };
}

/** The words of a text, or of a label. */
export function wordsOf(props: Values, align: "start" | "middle"): Values {
  const valign = entryOf(VALIGNS, props["verticalAlign"], "middle");
  return {
    text: deltaOf(props),
    letter: letterOf(props),
    font: entryOf(FONTS, props["font"], "hand"),
    align: entryOf(ALIGNS, props["textAlign"] ?? alignIn(props), align),
    ...(align === "middle" && { valign }),
  };
}

/** Earlier versions have an alignment for figures of before, which is the middle. */
function alignIn({ align }: Values): string {
  return textOf(align).replace("-legacy", "");
}

/** The words of a text by itself. The page fits its box around them. */
export function textFields(props: Values): Values {
  const wrap = props["autoSize"] === false ? numberOf(props["w"], 200) * scaleOf(props) : null;
  return { type: "text", ...wordsOf(props, "start"), rest: { wrap } };
}

/** Has the nearest of our sizes another look? */
export function isLargeChange({ props }: Values): boolean {
  const values = valuesOf(props);
  const ratio = FONT_SIZE[letterOf(values)] / (LETTERS[nameOf(values)] * scaleOf(values));
  return plainOf(values) !== "" && (ratio > LARGE_CHANGE || ratio < 1 / LARGE_CHANGE);
}

/** The height of one line of its letters, in board units. */
export function lineHeightOf(props: Values): number {
  return LETTERS[nameOf(props)] * scaleOf(props) * 1.35;
}

function letterOf(props: Values): Width {
  const scale = scaleOf(props);
  const name = nameOf(props);
  return Math.abs(scale - 1) < 0.1 ? name : nearest(FONT_SIZE, LETTERS[name] * scale);
}

function nameOf({ size }: Values): Width {
  return entryOf(SIZES, size, "m");
}

/** How many times as large as usual a shape is. */
export function scaleOf({ scale }: Values): number {
  return Math.max(0.01, numberOf(scale, 1));
}
