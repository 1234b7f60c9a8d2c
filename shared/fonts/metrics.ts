/** Metrics: the widths of letters in the shipped fonts, where there is no browser to measure with. They know no glyph. */
import type { TextContext } from "../board/draw/measure.ts";
import { readCssFont } from "./faces.ts";
import { METRICS } from "./widths.ts";

/** The widths of a font without a table, as shares of its size: those of a font of fixed width. */
const FIXED = 0.602;

/** A sign of East Asia, or a picture: as wide as it is high. */
const WIDE = /[\u1100-\u11ff\u2e80-\uffdc]|\p{Extended_Pictographic}/u;

/** A sign that stands on the one before it. */
const MARK = /\p{Mark}|\u200b|\u200c|\u200d/u;

/** The width of a letter that no table has. */
const OTHERS = 0.55;

/** Measures by the tables. Kerning is left out: it changes a line by about one percent. */
export class ShippedMetrics implements TextContext {
  font = "";

  measureText(text: string) {
    const { size, weight, families } = readCssFont(this.font);
    const name = /^"([^"]+) Variable"/.exec(families)?.[1];
    const metrics = name === undefined ? undefined : METRICS[`${name} ${weight}`];
    const [ascent, descent] = metrics === undefined ? [0.928, 0.236] : metrics.height;
    let width = 0;
    for (const letter of text) {
      const code = letter.codePointAt(0) ?? 0;
      if (code !== 0 && MARK.test(letter)) continue;
      if (WIDE.test(letter)) width += 1;
      else if (metrics === undefined) width += FIXED;
      else width += widthIn(metrics.runs, code) ?? OTHERS;
    }
    return {
      width: width * size,
      fontBoundingBoxAscent: ascent * size,
      fontBoundingBoxDescent: descent * size,
    };
  }
}

function widthIn(
  runs: readonly (readonly [number, readonly number[]])[],
  code: number,
): number | null {
  for (const [first, widths] of runs) {
    const width = widths[code - first];
    if (width !== undefined) return width === 0 ? null : width / 1000;
  }
  return null;
}
