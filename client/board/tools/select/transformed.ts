/** Shapes turned about a point or mirrored across a line, whatever their kind. */
import { withRoom } from "../../../../shared/board/draw/shape-text.ts";
import { storedPoint } from "../../../../shared/board/kinds/stretch.ts";
import { kindOf } from "../../../../shared/board/kinds.ts";
import type { Point, Shape } from "../../../../shared/board/shape.ts";
import { centerOf, rotate } from "../../geometry.ts";

/** Turns a shape about a point of the board, clockwise, by radians. A frame goes along, and stays upright. */
export function turnedShape(shape: Shape, by: number, about: Point): Shape {
  const kind = kindOf(shape);
  if (kind.turned !== undefined) return kind.turned(shape, by, about);
  if (kind.container !== undefined) {
    const [x, y] = rotate(centerOf(shape.xy, shape.size), about, by);
    const { size } = shape;
    return { ...shape, xy: storedPoint([x - size[0] / 2, y - size[1] / 2]) };
  }
  return withCorner(shape, rotate(cornerOf(shape), about, by), shape.angle + by);
}

/** Mirrors a shape across an upright line at x (`"x"`) or a level one at y (`"y"`). Words are never mirrored. */
export function flippedShape(shape: Shape, axis: "x" | "y", at: number): Shape {
  const mirrored = kindOf(shape).mirrored?.(shape, axis) ?? shape;
  // Words may need more room than is stored: the shape is mirrored as it is seen.
  const { xy, size, angle } = withRoom(shape);
  const [x, y] = centerOf(xy, size);
  const middle: Point = axis === "x" ? [2 * at - x, y] : [x, 2 * at - y];
  const [toX, toY] = rotate([size[0] / 2, size[1] / 2], [0, 0], -angle);
  return withCorner(mirrored, [middle[0] - toX, middle[1] - toY], -angle);
}

/** The corner of a shape that is its upper left one before it is turned. It stays where it is when words need room. */
function cornerOf({ xy, size, angle }: Shape): Point {
  return rotate(xy, centerOf(xy, size), angle);
}

/** The shape with that corner at a point of the board, turned by an angle. */
function withCorner(shape: Shape, corner: Point, turned: number): Shape {
  const angle = evenAngle(turned);
  const { size } = shape;
  const [x, y] = rotate([size[0] / 2, size[1] / 2], [0, 0], angle);
  const xy: Point = [corner[0] + x - size[0] / 2, corner[1] + y - size[1] / 2];
  return { ...shape, xy: storedPoint(xy), angle };
}

/** The same direction from just above −π to π, without the dust of many turns. */
export function evenAngle(angle: number): number {
  const whole = 2 * Math.PI;
  const turned = angle - whole * Math.ceil((angle - Math.PI) / whole);
  return Math.abs(turned) < 1e-6 ? 0 : turned;
}
