import { getStroke } from "perfect-freehand";
import { decodeInk, type InkPoint } from "../../../shared/board/ink.ts";
import type { InkShape, Point, Size } from "../../../shared/board/shape.ts";
import type { Width } from "../../../shared/board/style.ts";
import { boxFromPoints, inkSize } from "../geometry.ts";

/** A mouse has no pressure and says so with this constant. */
const NO_PRESSURE = 0.5;

/** The points of a stroke, stretched from their own box to the shape's size; relative to its `xy`. */
export function inkPoints(shape: InkShape): InkPoint[] {
  const points = decodeInk(shape.points);
  return points === null ? [] : stretch(points, shape.size);
}

function stretch(points: InkPoint[], size: Size): InkPoint[] {
  const own = boxFromPoints(points);
  if (own === null) return [];
  const width = own.maxX - own.minX;
  const height = own.maxY - own.minY;
  const scaleX = width === 0 ? 1 : size[0] / width;
  const scaleY = height === 0 ? 1 : size[1] / height;
  if (scaleX === 1 && scaleY === 1 && own.minX === 0 && own.minY === 0) return points;
  return points.map(([x, y, pressure]) => [
    (x - own.minX) * scaleX,
    (y - own.minY) * scaleY,
    pressure,
  ]);
}

/** The outline of a pen stroke: thick where the pen pressed, or moved slowly when it cannot tell. */
export function strokeOutline(points: readonly InkPoint[], width: Width): Point[] {
  const simulate = points.every((point) => Math.abs(point[2] - NO_PRESSURE) < 0.01);
  const outline = getStroke(points as InkPoint[] as [number, number, number][], {
    size: inkSize(width),
    thinning: simulate ? 0.35 : 0.5,
    smoothing: 0.5,
    streamline: 0.4,
    simulatePressure: simulate,
    last: true,
  });
  return outline.filter(
    (point): point is [number, number] => Number.isFinite(point[0]) && Number.isFinite(point[1]),
  );
}

/** What is kept of a stroke: its outline for near, its middle line for far, a coarse one for farther. */
interface InkPaths {
  readonly width: Width;
  readonly size: Size;
  outline: Path2D | null;
  line: Path2D | null;
  coarse: Path2D | null;
}

/** By the coded points: they stay the same object while a stroke is moved. */
const pathsOf = new WeakMap<Uint8Array, InkPaths>();

function cachedPaths(shape: InkShape): InkPaths {
  const cached = pathsOf.get(shape.points);
  if (
    cached !== undefined &&
    cached.width === shape.width &&
    cached.size[0] === shape.size[0] &&
    cached.size[1] === shape.size[1]
  ) {
    return cached;
  }
  const paths = { width: shape.width, size: shape.size, outline: null, line: null, coarse: null };
  pathsOf.set(shape.points, paths);
  return paths;
}

/** The stroke as an area to fill, relative to the shape's `xy`. */
export function inkOutline(shape: InkShape): Path2D {
  const paths = cachedPaths(shape);
  paths.outline ??= smoothPath(strokeOutline(inkPoints(shape), shape.width));
  return paths.outline;
}

/** The stroke's middle line, for when it is too thin to show its thickness; relative to `xy`. */
export function inkLine(shape: InkShape): Path2D {
  const paths = cachedPaths(shape);
  paths.line ??= linePath(inkPoints(shape), Number.POSITIVE_INFINITY);
  return paths.line;
}

/** The most points of a coarse line. */
const MOST_COARSE_POINTS = 12;

/** The same of few points, for when the whole stroke is small; relative to `xy`. */
export function coarseInkLine(shape: InkShape): Path2D {
  const paths = cachedPaths(shape);
  paths.coarse ??= linePath(inkPoints(shape), MOST_COARSE_POINTS);
  return paths.coarse;
}

function linePath(points: readonly InkPoint[], most: number): Path2D {
  const path = new Path2D();
  const step = Math.max(1, (points.length - 1) / (most - 1));
  for (let at = 0; at < points.length - 0.5; at += step) {
    const point = points[Math.round(at)];
    if (point === undefined) continue;
    if (at === 0) path.moveTo(point[0], point[1]);
    path.lineTo(point[0], point[1]);
  }
  return path;
}

/** A closed path through the middles between the outline's points: round where they are sharp. */
function smoothPath(outline: readonly Point[]): Path2D {
  const path = new Path2D();
  const last = outline.at(-1);
  const first = outline[0];
  if (first === undefined || last === undefined) return path;
  path.moveTo((last[0] + first[0]) / 2, (last[1] + first[1]) / 2);
  for (let index = 0; index < outline.length; index++) {
    const point = outline[index];
    const next = outline[(index + 1) % outline.length];
    if (point === undefined || next === undefined) continue;
    path.quadraticCurveTo(point[0], point[1], (point[0] + next[0]) / 2, (point[1] + next[1]) / 2);
  }
  path.closePath();
  return path;
}
