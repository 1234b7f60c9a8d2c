/** Shapes as targets, made once for each. */
import { pointsOf } from "../draw/polyline.ts";
import { rotate } from "../geometry.ts";
import type { Shape } from "../kinds.ts";
import { outlineOf } from "../outline.ts";
import type { Point } from "../record.ts";
import { boxTarget, type Target, targetWith } from "./target.ts";

const targets = new WeakMap<Shape, Target>();

/** A shape as a target; made once. */
export function targetOf(shape: Shape): Target {
  let target = targets.get(shape);
  if (target === undefined) {
    target = madeOf(shape);
    targets.set(shape, target);
  }
  return target;
}

function madeOf(shape: Shape): Target {
  const { closed, path, line } = outlineOf(shape);
  if (!closed) return boxTarget(shape);
  const { xy, size, angle } = shape;
  const center: Point = [size[0] / 2, size[1] / 2];
  const outline = pointsOf(path).map((point): Point => {
    const [x, y] = rotate(point, center, angle);
    return [xy[0] + x, xy[1] + y];
  });
  return targetWith(shape, outline, line / 2);
}
