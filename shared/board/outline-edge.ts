/** Edges of outlines: where a way over the board first meets the outline of a shape. They know no document. */
import { boxEdge } from "./anchor.ts";
import { Polyline } from "./draw/polyline.ts";
import type { Shape } from "./kinds.ts";
import { outlineOf, pointInShape } from "./outline.ts";
import type { Point } from "./record.ts";

/** Returns where the way from one point of the board to another first meets a shape; `null` when it does not. */
export function outlineEdge(shape: Shape, from: Point, to: Point): Point | null {
  const { closed, path } = outlineOf(shape);
  if (!closed) return boxEdge(shape, from, to);
  const start = pointInShape(shape, from);
  const end = pointInShape(shape, to);
  const corners = [...new Polyline(path).points()];
  let first = Number.POSITIVE_INFINITY;
  let before = corners.at(-1);
  for (const corner of corners) {
    if (before !== undefined) first = Math.min(first, crossing(start, end, before, corner));
    before = corner;
  }
  if (first > 1) return null;
  return [from[0] + (to[0] - from[0]) * first, from[1] + (to[1] - from[1]) * first];
}

/** The share of the way from `from` to `to` at which it crosses the side from `a` to `b`; infinite when it does not. */
function crossing(from: Point, to: Point, a: Point, b: Point): number {
  const way: Point = [to[0] - from[0], to[1] - from[1]];
  const side: Point = [b[0] - a[0], b[1] - a[1]];
  const turn = way[0] * side[1] - way[1] * side[0];
  if (turn === 0) return Number.POSITIVE_INFINITY;
  const [x, y] = [a[0] - from[0], a[1] - from[1]];
  const along = (x * side[1] - y * side[0]) / turn;
  const across = (x * way[1] - y * way[0]) / turn;
  // Two sides meet at a corner, which is on both within what the numbers hold.
  const isOnSide = across >= -1e-6 && across <= 1 + 1e-6;
  return along >= 0 && isOnSide ? along : Number.POSITIVE_INFINITY;
}
