/** The letter at a point: where a caret goes when somebody clicks into a text. */
import { graphemesOf } from "../../../shared/board/draw/graphemes.ts";
import { caretAt, type TextLayout } from "../../../shared/board/draw/layout.ts";
import type { Measure } from "../../../shared/board/draw/measure.ts";
import { shownText, withRoom } from "../../../shared/board/draw/shape-text.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import type { Point, TextualShape } from "../../../shared/board/shape.ts";
import { centerOf, rotate } from "../geometry.ts";

/** Board units beside a label in which a click still is on its words. */
const AROUND_LABEL = 6;

/**
 * Finds the letter of a shape's text that is nearest to a point of the board; `null` where the
 * point is beside a label. A note and a text are all words.
 */
export function letterAt(stored: TextualShape, point: Point): number | null {
  const { layout, lines, frame, top } = shownText(stored);
  const shape = withRoom(stored);
  const [x, y] = rotate(point, centerOf(shape.xy, shape.size), -shape.angle);
  const place: Point = [x - shape.xy[0] - frame.x, y - shape.xy[1] - top];
  if (!kindOf(shape).words?.main && !isOnLabel({ ...layout, lines }, place)) return null;
  return indexAt({ ...layout, lines }, place);
}

function isOnLabel({ lines, lineHeight }: TextLayout, [x, y]: Point): boolean {
  const line = lines[Math.floor(y / lineHeight)];
  if (line === undefined) return false;
  return x >= line.x - AROUND_LABEL && x <= line.x + line.width + AROUND_LABEL;
}

/** Finds the index of the caret that is nearest to a point, from the top left of the text's frame. */
export function indexAt(layout: TextLayout, [x, y]: Point, measure?: Measure): number {
  const { lines, lineHeight } = layout;
  const row = Math.min(lines.length - 1, Math.max(0, Math.floor(y / lineHeight)));
  const line = lines[row];
  if (line === undefined) return 0;
  const stops = [line.start];
  for (const letter of graphemesOf(line.text)) {
    stops.push((stops.at(-1) ?? line.start) + letter.length);
  }
  // Where a line wraps, the place behind its last letter belongs to the next one.
  const last = stops.at(-1);
  if (stops.length > 1 && last === lines[row + 1]?.start) stops.pop();
  const far = (stop: number) => Math.abs(caretAt(layout, stop, measure).x - x);
  // Halving: each look measures the line's beginning. From the left, carets go one way.
  const isBefore = (stop: number) => {
    const at = caretAt(layout, stop, measure).x;
    return line.rtl ? at > x : at < x;
  };
  let low = 0;
  let high = stops.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(stops[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  const after = stops[low] ?? line.start;
  const before = stops[Math.max(0, low - 1)] ?? after;
  return far(before) <= far(after) ? before : after;
}
