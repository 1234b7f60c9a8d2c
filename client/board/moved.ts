/** Shapes at another place, as they would be written there. */
import { storedPoint } from "../../shared/board/kinds/stretch.ts";
import { placed } from "../../shared/board/outline.ts";
import type { Point, Shape } from "../../shared/board/shape.ts";

/** The shape, so much further right and down. */
export function movedBy(shape: Shape, [x, y]: Point): Shape {
  return movedTo(shape, [shape.xy[0] + x, shape.xy[1] + y]);
}

/** The shape at another place, which is rounded as it is stored. */
export function movedTo(shape: Shape, xy: Point): Shape {
  return placed(shape, storedPoint(xy), shape.size);
}
