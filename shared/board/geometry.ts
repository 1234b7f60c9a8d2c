/** Points, boxes and segments on the board: plain geometry that knows no shape. */
import type { Point, Size } from "./record.ts";

/** An upright box in board units. */
export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export function boxOf(xy: Point, size: Size): Box {
  return { minX: xy[0], minY: xy[1], maxX: xy[0] + size[0], maxY: xy[1] + size[1] };
}

export function sizeOf(box: Box): Size {
  return [box.maxX - box.minX, box.maxY - box.minY];
}

/** The smallest box around the points; `null` for none. */
export function boxFromPoints(
  points: Iterable<readonly [number, number, ...number[]]>,
): Box | null {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (const [x, y] of points) {
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return minX <= maxX ? { minX, minY, maxX, maxY } : null;
}

export function unionBox(a: Box, b: Box): Box {
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  };
}

export function unionBoxes(boxes: Iterable<Box>): Box | null {
  let union: Box | null = null;
  for (const box of boxes) union = union === null ? box : unionBox(union, box);
  return union;
}

export function expandBox(box: Box, by: number): Box {
  return { minX: box.minX - by, minY: box.minY - by, maxX: box.maxX + by, maxY: box.maxY + by };
}

export function boxesTouch(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}

export function boxContains(outer: Box, inner: Box): boolean {
  return (
    outer.minX <= inner.minX &&
    outer.minY <= inner.minY &&
    outer.maxX >= inner.maxX &&
    outer.maxY >= inner.maxY
  );
}

/** The part of a box that lies in another one. Of a box beside that, what is left has no area and lies at its edge. */
export function boxWithin(box: Box, outer: Box): Box {
  const x = (value: number): number => Math.min(outer.maxX, Math.max(outer.minX, value));
  const y = (value: number): number => Math.min(outer.maxY, Math.max(outer.minY, value));
  return { minX: x(box.minX), minY: y(box.minY), maxX: x(box.maxX), maxY: y(box.maxY) };
}

export function boxesEqual(a: Box | null, b: Box | null): boolean {
  if (a === null || b === null) return a === b;
  return a.minX === b.minX && a.minY === b.minY && a.maxX === b.maxX && a.maxY === b.maxY;
}

export function boxContainsPoint(box: Box, [x, y]: Point): boolean {
  return x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY;
}

export function boxCenter(box: Box): Point {
  return [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
}

/** The middle of a shape's box, about which it is turned. */
export function centerOf(xy: Point, size: Size): Point {
  return [xy[0] + size[0] / 2, xy[1] + size[1] / 2];
}

/** Turns a point about `center`, clockwise on the screen. */
export function rotate(point: Point, center: Point, angle: number): Point {
  if (angle === 0) return point;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const x = point[0] - center[0];
  const y = point[1] - center[1];
  return [center[0] + x * cos - y * sin, center[1] + x * sin + y * cos];
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** How far `point` is from the segment between `a` and `b`. */
export function segmentDistance(point: Point, a: Point, b: Point): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared;
  const clamped = Math.min(1, Math.max(0, along));
  return Math.hypot(point[0] - a[0] - clamped * dx, point[1] - a[1] - clamped * dy);
}

/** Does the segment between `a` and `b` touch the box? */
export function segmentTouchesBox(a: Point, b: Point, box: Box): boolean {
  let from = 0;
  let to = 1;
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const edges: readonly (readonly [number, number])[] = [
    [-dx, a[0] - box.minX],
    [dx, box.maxX - a[0]],
    [-dy, a[1] - box.minY],
    [dy, box.maxY - a[1]],
  ];
  for (const [step, room] of edges) {
    if (step === 0) {
      if (room < 0) return false;
      continue;
    }
    const at = room / step;
    if (step < 0) from = Math.max(from, at);
    else to = Math.min(to, at);
    if (from > to) return false;
  }
  return true;
}

/** The turned corners: north-west, north-east, south-east, south-west. */
export function cornersOf(
  xy: Point,
  size: Size,
  angle: number,
): readonly [Point, Point, Point, Point] {
  const center = centerOf(xy, size);
  const [x, y] = xy;
  const [width, height] = size;
  return [
    rotate([x, y], center, angle),
    rotate([x + width, y], center, angle),
    rotate([x + width, y + height], center, angle),
    rotate([x, y + height], center, angle),
  ];
}

/** The upright box around a turned box. */
export function outlineBox(xy: Point, size: Size, angle: number): Box {
  if (angle === 0) return boxOf(xy, size);
  return boxFromPoints(cornersOf(xy, size, angle)) ?? boxOf(xy, size);
}
