import { baselineOf, fontGeneration } from "../../../shared/board/draw/measure.ts";

let generation = -1;
const shifts = new Map<string, number>();

/**
 * The distance by which the painter puts a font's letters lower than a text
 * field does, in board units. Browsers round where a line's baseline is, the
 * canvas does not.
 */
export function baselineShift(font: string, lineHeight: number): number {
  if (generation !== fontGeneration()) {
    generation = fontGeneration();
    shifts.clear();
  }
  const key = `${lineHeight} ${font}`;
  let shift = shifts.get(key);
  if (shift === undefined) {
    shift = lineHeight / 2 + baselineOf(font) - fieldBaseline(font, lineHeight);
    shifts.set(key, shift);
  }
  return shift;
}

/** Where the browser puts the baseline of a line, from its top. */
function fieldBaseline(font: string, lineHeight: number): number {
  const line = document.createElement("div");
  line.style.cssText =
    "position:absolute;top:0;left:0;visibility:hidden;white-space:pre;text-rendering:geometricPrecision";
  line.style.font = font;
  line.style.lineHeight = `${lineHeight}px`;
  const mark = document.createElement("span");
  mark.style.cssText = "display:inline-block;width:1px;height:0";
  line.append("x", mark);
  document.body.append(line);
  const baseline = mark.getBoundingClientRect().bottom - line.getBoundingClientRect().top;
  line.remove();
  return baseline;
}
