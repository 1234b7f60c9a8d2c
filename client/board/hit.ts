import { hasText, type Point, type Shape } from "../../shared/board/shape.ts";
import { LINE_WIDTH } from "../../shared/board/style.ts";
import {
  arrowEnds,
  arrowHead,
  type Box,
  boxCenter,
  boxContains,
  boxContainsPoint,
  boxesTouch,
  boxFromPoints,
  boxOf,
  centerOf,
  cornersOf,
  expandBox,
  inkSize,
  outlineBox,
  rotate,
  segmentDistance,
  segmentTouchesBox,
  shapeBox,
  sizeOf,
} from "./geometry.ts";
import { labelBox } from "./paint/shape-text.ts";
import { inkPoints } from "./paint/stroke.ts";
import type { Scene } from "./scene.ts";

/** Points of the polygon that stands for an ellipse in a marquee. */
const ELLIPSE_POINTS = 48;

/**
 * The topmost shape under a point; `toleranceBoard` is how far beside it a
 * press may be. The inside of a box without fill is looked through: it counts
 * only where nothing else is, and then the smallest box is meant.
 */
export function shapeAt(scene: Scene, point: Point, toleranceBoard: number): Shape | null {
  const around = expandBox(boxOf(point, [0, 0]), toleranceBoard);
  let inside: Shape | null = null;
  for (const shape of [...scene.inOrder(around)].reverse()) {
    const place = placeIn(shape, point, toleranceBoard);
    if (place === "on") return shape;
    if (place === "inside" && (inside === null || areaOf(shape) < areaOf(inside))) inside = shape;
  }
  return inside;
}

/** The shapes of which something that is drawn lies in the box, bottom to top. */
export function shapesTouching(scene: Scene, box: Box): Shape[] {
  return scene.inOrder(box).filter((shape) => touches(shape, box));
}

function areaOf(shape: Shape): number {
  return shape.size[0] * shape.size[1];
}

function isHollow(shape: Shape): boolean {
  return (shape.type === "rectangle" || shape.type === "ellipse") && shape.fill === "none";
}

/** `on` what is drawn of the shape, in its hollow `inside`, or `null`: beside it. */
function placeIn(shape: Shape, point: Point, tolerance: number): "on" | "inside" | null {
  const center = centerOf(shape.xy, shape.size);
  const local = rotate(point, center, -shape.angle);
  const line = LINE_WIDTH[shape.width] / 2 + tolerance;
  switch (shape.type) {
    case "note":
    case "text":
      return boxContainsPoint(expandBox(boxOf(shape.xy, shape.size), tolerance), local)
        ? "on"
        : null;
    case "arrow": {
      const [from, to] = arrowEnds(shape);
      const reach = line + LINE_WIDTH[shape.width];
      return segmentDistance(point, from, to) <= reach ? "on" : null;
    }
    case "ink":
      return isOnInk(
        [local[0] - shape.xy[0], local[1] - shape.xy[1]],
        inkPoints(shape),
        inkSize(shape.width) / 2 + tolerance,
      )
        ? "on"
        : null;
    case "rectangle":
    case "ellipse": {
      const depth =
        shape.type === "rectangle"
          ? depthInBox(boxOf(shape.xy, shape.size), local)
          : depthInEllipse(center, shape.size[0] / 2, shape.size[1] / 2, local);
      if (Math.abs(depth) <= line) return "on";
      const label = labelBox(shape);
      if (label !== null && boxContainsPoint(expandBox(label, tolerance), local)) return "on";
      if (depth < 0) return null;
      return shape.fill === "none" ? "inside" : "on";
    }
  }
}

/** How far within the box a point is; negative outside of it. */
function depthInBox(box: Box, [x, y]: Point): number {
  const depthX = Math.min(x - box.minX, box.maxX - x);
  const depthY = Math.min(y - box.minY, box.maxY - y);
  if (depthX >= 0 && depthY >= 0) return Math.min(depthX, depthY);
  return -Math.hypot(Math.min(0, depthX), Math.min(0, depthY));
}

/** About how far within the ellipse a point is; exact enough near its line. Negative outside. */
function depthInEllipse(center: Point, radiusX: number, radiusY: number, point: Point): number {
  const a = Math.max(radiusX, 1e-3);
  const b = Math.max(radiusY, 1e-3);
  const x = point[0] - center[0];
  const y = point[1] - center[1];
  const value = (x / a) ** 2 + (y / b) ** 2 - 1;
  const slope = 2 * Math.hypot(x / a ** 2, y / b ** 2);
  if (slope < 1e-9) return Math.min(a, b);
  return Math.min(-value / slope, Math.min(a, b));
}

function isOnInk(point: Point, points: readonly (readonly number[])[], reach: number): boolean {
  let before: Point | null = null;
  for (const [x = 0, y = 0] of points) {
    const here: Point = [x, y];
    if (segmentDistance(point, before ?? here, here) <= reach) return true;
    before = here;
  }
  return false;
}

function touches(shape: Shape, box: Box): boolean {
  if (boxContains(box, outlineBox(shape.xy, shape.size, shape.angle))) return true;
  if (!boxesTouch(box, shapeBox(shape))) return false;
  const half = shape.type === "ink" ? inkSize(shape.width) / 2 : LINE_WIDTH[shape.width] / 2;
  const reach = expandBox(box, half);
  const { points, closed } = lineOf(shape);
  if (lineTouches(points, closed, reach)) return true;
  if (!closed) return false;
  if (!isHollow(shape)) return holds(shape, boxCenter(box));
  const label = hasText(shape) ? labelBox(shape) : null;
  if (label === null) return false;
  // A turned label is taken by the upright box around it.
  const center = centerOf(shape.xy, shape.size);
  const corners = cornersOf([label.minX, label.minY], sizeOf(label), 0);
  const turned = boxFromPoints(corners.map((corner) => rotate(corner, center, shape.angle)));
  return turned !== null && boxesTouch(box, turned);
}

/** Does the solid shape hold a point that is not near its edge? */
function holds(shape: Shape, point: Point): boolean {
  return placeIn(shape, point, 0) === "on";
}

/** The line that is drawn of a shape, or around it, in board units. */
function lineOf(shape: Shape): { points: readonly Point[]; closed: boolean } {
  const center = centerOf(shape.xy, shape.size);
  const turned = (point: Point): Point => rotate(point, center, shape.angle);
  const [x, y] = shape.xy;
  const [width, height] = shape.size;
  switch (shape.type) {
    case "arrow": {
      const [from, to] = arrowEnds(shape);
      const [left, right] = arrowHead(from, to, shape.width);
      return { points: [from, to, left, to, right], closed: false };
    }
    case "ink":
      return {
        points: inkPoints(shape).map((point) => turned([x + point[0], y + point[1]])),
        closed: false,
      };
    case "ellipse": {
      const points = Array.from({ length: ELLIPSE_POINTS }, (_, index): Point => {
        const angle = (index / ELLIPSE_POINTS) * Math.PI * 2;
        const along = (width / 2) * Math.cos(angle);
        return turned([center[0] + along, center[1] + (height / 2) * Math.sin(angle)]);
      });
      return { points, closed: true };
    }
    default: {
      return { points: cornersOf(shape.xy, shape.size, shape.angle), closed: true };
    }
  }
}

function lineTouches(points: readonly Point[], closed: boolean, box: Box): boolean {
  let before = closed ? points.at(-1) : points[0];
  for (const point of points) {
    if (before !== undefined && segmentTouchesBox(before, point, box)) return true;
    before = point;
  }
  return false;
}
