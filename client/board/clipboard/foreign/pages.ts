/** Pages of a file side by side: each is a frame with the page's name. */
import type { Point } from "../../../../shared/board/shape.ts";
import { listOf, type Made, numberOf, type Values } from "./values.ts";

/** A page: its name, and its shapes from the lowest to the highest. */
export interface Page {
  readonly name: string;
  readonly shapes: readonly Made[];
}

/** Air around the shapes of a page, and between two pages, in board units. */
const AIR = 40;
const GAP = 120;

/** Lays pages side by side. One page is as it is, and empty ones are left out. */
export function layPages(pages: readonly Page[]): Made[] {
  const full = pages.filter(({ shapes }) => shapes.length > 0);
  const [only, ...others] = full;
  if (only === undefined) return [];
  if (others.length === 0) return [...only.shapes];
  let left = 0;
  return full.flatMap(({ name, shapes }, at): Made[] => {
    const box = boundsOf(shapes);
    const by: Point = [left + AIR - box.left, AIR - box.top];
    const frame: Point = [left, 0];
    const size = [box.right - box.left + 2 * AIR, box.bottom - box.top + 2 * AIR];
    left += size[0] ?? 0;
    left += GAP;
    const id = `page ${at}`;
    const look = { type: "frame", xy: frame, size, name, stroke: "ink", width: "m" };
    return [[id, look], ...shapes.map((made) => inPage(moved(made, by), id, frame))];
  });
}

function inPage([id, fields, rest]: Made, page: string, frame: Point): Made {
  if (fields["parent"] !== undefined) return [id, fields, rest];
  const xy = pointOf(fields["xy"]);
  const parent = { id: page, xy: [xy[0] - frame[0], xy[1] - frame[1]], board: xy };
  return [id, { ...fields, parent }, rest];
}

/** A shape at another place; what lies in a frame stays where it is in it. */
export function moved([id, fields, rest]: Made, by: Point): Made {
  const [x, y] = pointOf(fields["xy"]);
  const xy: Point = [x + by[0], y + by[1]];
  const parent = fields["parent"] as Values | undefined;
  const own = { ...fields, xy };
  return [id, parent === undefined ? own : { ...own, parent: { ...parent, board: xy } }, rest];
}

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The box around shapes, turned ones about as large as they can be. */
export function boundsOf(shapes: readonly Made[]): Bounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [, { xy, size, angle }] of shapes) {
    const [x, y] = pointOf(xy);
    const [width, height] = pointOf(size);
    const turn = numberOf(angle);
    const [c, s] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
    const half: Point = [(width * c + height * s) / 2, (width * s + height * c) / 2];
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    left = Math.min(left, middleX - half[0]);
    top = Math.min(top, middleY - half[1]);
    right = Math.max(right, middleX + half[0]);
    bottom = Math.max(bottom, middleY + half[1]);
  }
  return { left, top, right, bottom };
}

function pointOf(value: unknown): Point {
  const [x, y] = listOf(value);
  return [numberOf(x), numberOf(y)];
}
