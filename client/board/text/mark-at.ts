/** Marks in a text that a click means: its check boxes and its links. */
import { labelEffort, shownText, withRoom } from "../../../shared/board/draw/shape-text.ts";
import { isOnCheckBox } from "../../../shared/board/draw/written-line.ts";
import type { Point, TextualShape } from "../../../shared/board/shape.ts";
import { centerOf, rotate } from "../geometry.ts";

/** A mark of a text: the box of the line that begins behind so many letters, or a link. */
export type TextMark =
  | { readonly kind: "check"; readonly letters: number }
  | { readonly kind: "link"; readonly address: string };

/** Words that take longer to be set, in microseconds, are not set for a pointer that passes over them. */
const MOST_EFFORT = 400;

/** Finds the mark at a point of the board; `null`: there is none. */
export function markAt(stored: TextualShape, point: Point): TextMark | null {
  if (stored.text.length === 0 || labelEffort(stored) > MOST_EFFORT) return null;
  const { layout, frame, top } = shownText(stored);
  const { xy, size, angle } = withRoom(stored);
  const [boardX, boardY] = rotate(point, centerOf(xy, size), -angle);
  const x = boardX - xy[0] - frame.x;
  const y = boardY - xy[1] - top;
  const line = layout.lines[Math.floor(y / layout.lineHeight)];
  if (line === undefined) return null;
  if (isOnCheckBox(line, x, y, layout)) return { kind: "check", letters: line.start };
  const across = x - line.x;
  const run = line.runs.find((each) => across >= each.x && across < each.x + each.width);
  const address = run?.look.link ?? null;
  return address === null ? null : { kind: "link", address };
}
