/** Which shapes are under the pointer, or in a box. */
import {
  hasText,
  type InkShape,
  type Point,
  type Shape,
  type TextualShape,
} from "../../shared/board/shape.ts";
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
import { Effort } from "./paint/effort.ts";
import { inkLineOf, readingEffort } from "./paint/ink-line.ts";
import { labelBox, labelEffort } from "./paint/shape-text.ts";
import type { Scene } from "./scene.ts";

/** Points of the polygon that stands for an ellipse in a marquee. */
const ELLIPSE_POINTS = 48;

/** Microseconds of estimated work of one look for shapes: the pointer looks at each move. */
const LOOK_EFFORT = 15_000;

/** Microseconds in which a point, or a box, is compared with one point of a stroke, about. */
const POINT_EFFORT = 0.015;

/**
 * The topmost shape under a point; `toleranceBoard` is how far beside it a
 * press may be. The inside of a box without fill is looked through: it counts
 * only where nothing else is, and then the smallest box is meant. On a board
 * that takes too long to search, strokes and labels that have not been read yet
 * are found by a later search.
 */
export function shapeAt(
  scene: Scene,
  point: Point,
  toleranceBoard: number,
  effort = new Effort(LOOK_EFFORT),
): Shape | null {
  const around = expandBox(boxOf(point, [0, 0]), toleranceBoard);
  let inside: Shape | null = null;
  for (const shape of [...scene.inOrder(around)].reverse()) {
    const place = placeIn(shape, point, toleranceBoard, effort);
    if (place === "on") return shape;
    if (place === "inside" && (inside === null || areaOf(shape) < areaOf(inside))) inside = shape;
  }
  return inside;
}

/**
 * The shapes of which something that is drawn lies in the box, bottom to top.
 * On a board that takes too long to look through, the box around a stroke or a
 * label stands for it.
 */
export function shapesTouching(scene: Scene, box: Box, effort = new Effort(LOOK_EFFORT)): Shape[] {
  return scene.inOrder(box).filter((shape) => touches(shape, box, effort));
}

function areaOf(shape: Shape): number {
  return shape.size[0] * shape.size[1];
}

function isHollow(shape: Shape): boolean {
  return (shape.type === "rectangle" || shape.type === "ellipse") && shape.fill === "none";
}

/** `on` what is drawn of the shape, in its hollow `inside`, or `null`: beside it. */
function placeIn(
  shape: Shape,
  point: Point,
  tolerance: number,
  effort: Effort,
): "on" | "inside" | null {
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
      return isOnInk(shape, local, inkSize(shape.width) / 2 + tolerance, effort) ? "on" : null;
    case "rectangle":
    case "ellipse": {
      const depth =
        shape.type === "rectangle"
          ? depthInBox(boxOf(shape.xy, shape.size), local)
          : depthInEllipse(center, shape.size[0] / 2, shape.size[1] / 2, local);
      if (Math.abs(depth) <= line) return "on";
      const label = shape.text.length === 0 ? null : quickLabel(shape, effort);
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

function isOnInk(shape: InkShape, [x, y]: Point, reach: number, effort: Effort): boolean {
  effort.spend(readingEffort(shape));
  // A shape that has been read is compared whatever it takes: a document's points are bounded by
  // its size.
  if (effort.isOver && readingEffort(shape) > 0) return false;
  const line = inkLineOf(shape);
  if (line === null) return false;
  effort.spend(line.count * POINT_EFFORT);
  return line.isNear([x - shape.xy[0], y - shape.xy[1]], reach, shape.size);
}

/** The box around a label, where it is known or can be found in time. */
function quickLabel(shape: TextualShape, effort: Effort): Box | null {
  const needed = labelEffort(shape);
  if (needed > 0 && !effort.has(needed)) return null;
  effort.spend(needed);
  return labelBox(shape);
}

function touches(shape: Shape, box: Box, effort: Effort): boolean {
  if (boxContains(box, outlineBox(shape.xy, shape.size, shape.angle))) return true;
  if (!boxesTouch(box, shapeBox(shape))) return false;
  const half = shape.type === "ink" ? inkSize(shape.width) / 2 : LINE_WIDTH[shape.width] / 2;
  const reach = expandBox(box, half);
  if (shape.type === "ink") return inkTouches(shape, reach, effort);
  const { points, closed } = lineOf(shape);
  if (lineTouches(points, closed, reach)) return true;
  if (!closed) return false;
  if (!isHollow(shape)) return placeIn(shape, boxCenter(box), 0, effort) === "on";
  const label = hasText(shape) ? quickLabel(shape, effort) : null;
  if (label === null) return false;
  // A turned label is taken by the upright box around it.
  const center = centerOf(shape.xy, shape.size);
  const corners = cornersOf([label.minX, label.minY], sizeOf(label), 0);
  const turned = boxFromPoints(corners.map((corner) => rotate(corner, center, shape.angle)));
  return turned !== null && boxesTouch(box, turned);
}

function inkTouches(shape: InkShape, box: Box, effort: Effort): boolean {
  effort.spend(readingEffort(shape));
  if (effort.isOver) return true;
  const line = inkLineOf(shape);
  if (line === null) return false;
  effort.spend(line.count * POINT_EFFORT * (shape.angle === 0 ? 1 : 4));
  const [x, y] = shape.xy;
  const local = { minX: box.minX - x, minY: box.minY - y, maxX: box.maxX - x, maxY: box.maxY - y };
  if (shape.angle === 0) return line.touches(local, shape.size, null);
  const center = centerOf([0, 0], shape.size);
  return line.touches(local, shape.size, (point) => rotate(point, center, shape.angle));
}

/** The line that is drawn of a shape, or around it, in board units. */
function lineOf(shape: Exclude<Shape, InkShape>): { points: readonly Point[]; closed: boolean } {
  const center = centerOf(shape.xy, shape.size);
  const turned = (point: Point): Point => rotate(point, center, shape.angle);
  const [width, height] = shape.size;
  switch (shape.type) {
    case "arrow": {
      const [from, to] = arrowEnds(shape);
      const [left, right] = arrowHead(from, to, shape.width);
      return { points: [from, to, left, to, right], closed: false };
    }
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
