/** The paths of pen strokes: fine, thin and coarse, and what it costs to draw them. */
import { getStroke } from "perfect-freehand";
import { MAX_INK_POINTS } from "../../limits.ts";
import { boxFromPoints } from "../geometry.ts";
import type { Ink, InkPoint } from "../ink.ts";
import type { InkShape } from "../kinds/ink.ts";
import type { Point, Size } from "../record.ts";
import { INK_WIDTH, MARKER_WIDTH, type Width } from "../style.ts";
import { MOST_AT_ONCE } from "./budget.ts";
import { type InkLine, storedPoints } from "./ink-line.ts";
import { roundTurns } from "./ink-turns.ts";
import type { Path, PathSink } from "./path.ts";

/** The thickness of a stroke; of a pen's at middling pressure. */
export function inkSize({ nib, width }: Pick<InkShape, "nib" | "width">): number {
  return nib === "marker" ? MARKER_WIDTH[width] : INK_WIDTH[width];
}

/** A mouse has no pressure and says so with this constant. */
const NO_PRESSURE = 0.5;

/** The points of a stroke, stretched from their own box to the shape's size; relative to its `xy`. */
export function inkPoints(shape: InkShape): readonly InkPoint[] {
  return stretch(storedPoints(shape.points), shape.size);
}

function stretch(points: readonly InkPoint[], size: Size): readonly InkPoint[] {
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

/** How much of its thickness a stroke loses without pressure: told by a pen, and told by the hand's speed. */
const THINNING = { pen: 0.5, speed: 0.7 } as const;

/** The outline of a pen stroke: thick where the pen pressed, or moved slowly when it cannot tell. */
export function strokeOutline(points: readonly InkPoint[], width: Width): Point[] {
  const size = INK_WIDTH[width];
  const [first, second] = points;
  if (first !== undefined && second === undefined) return dotOutline(first, size);
  const isEven = points.every((point) => Math.abs(point[2] - NO_PRESSURE) < 0.01);
  const pressed = isEven ? pressedBySpeed(points, size) : points;
  const outline = getStroke(pressed as InkPoint[] as [number, number, number][], {
    size,
    thinning: isEven ? THINNING.speed : THINNING.pen,
    smoothing: 0.5,
    streamline: 0.4,
    // Its own simulation thins every stroke whose points lie farther apart than it is thick.
    simulatePressure: false,
    last: true,
  });
  return outline.filter(
    (point): point is [number, number] => Number.isFinite(point[0]) && Number.isFinite(point[1]),
  );
}

/** How much thicker a dot is than a line of the same pen. */
const DOT = 1.3;

/** Corners of a dot's outline, which is rounded. */
const DOT_CORNERS = 16;

function dotOutline([x, y, pressure]: InkPoint, size: number): Point[] {
  const radius = (size / 2) * DOT * (1 - THINNING.pen * (NO_PRESSURE - pressure));
  return Array.from({ length: DOT_CORNERS }, (_, index): Point => {
    const angle = (index / DOT_CORNERS) * Math.PI * 2;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

/** Board units between two points at which a hand presses as much as it mostly does. */
const USUAL_STEP = 4;

/** How far the pressure goes up when the hand is slow, and down when it is fast. */
const SWING = 0.24;

/** The share of a change of speed that is taken on at each point. */
const FOLLOWING = 0.3;

/** The lengths of a stroke's thin ends, in thicknesses, and the most of the whole that each may take. */
const TAPER = { start: 2.5, end: 5, most: 0.3 } as const;

/** The pressure at the very ends. */
const END_PRESSURE = 0.08;

/** The points with the pressure that the hand's speed tells: less when it hurries, and least at both ends. */
function pressedBySpeed(points: readonly InkPoint[], size: number): readonly InkPoint[] {
  // A dot, or the shortest of strokes, is as thick as the pen.
  if (points.length < 3) return points;
  const along = new Float64Array(points.length);
  for (let index = 1; index < points.length; index++) {
    const [point, before] = [points[index], points[index - 1]];
    if (point === undefined || before === undefined) break;
    const step = Math.hypot(point[0] - before[0], point[1] - before[1]);
    along[index] = (along[index - 1] ?? 0) + step;
  }
  const whole = along[points.length - 1] ?? 0;
  const start = Math.min(TAPER.start * size, TAPER.most * whole);
  const end = Math.min(TAPER.end * size, TAPER.most * whole);
  let pressure = NO_PRESSURE;
  return points.map(([x, y], index): InkPoint => {
    const here = along[index] ?? 0;
    const step = here - (along[index - 1] ?? 0);
    const told = NO_PRESSURE + (SWING * (USUAL_STEP - step)) / (USUAL_STEP + step);
    if (index > 0) pressure += (told - pressure) * FOLLOWING;
    const rise = Math.min(share(here, start), share(whole - here, end));
    return [x, y, END_PRESSURE + (pressure - END_PRESSURE) * rise];
  });
}

/** How far one is on a way of this length: fast at first, then slower; 0 to 1. */
function share(at: number, length: number): number {
  if (at >= length) return 1;
  const left = 1 - at / length;
  return 1 - left * left;
}

/** Points of a stroke up to which it is always drawn finely: nearly every stroke of a hand has fewer. */
export const SHORT_STROKE = 300;

/** Points of all outlines of longer strokes that are kept. Each takes some 30 bytes. */
const MOST_KEPT_POINTS = 2_000_000;

/** The kept paths of a stroke: its outline for near, its middle line for far, a coarse one for farther. */
interface InkPaths {
  readonly width: Width;
  readonly size: Size;
  exact: Path | null;
  outline: Path | null;
  line: Path | null;
  thin: Path | null;
  coarse: Path | null;
}

/** By the coded points: they stay the same object while a stroke is moved. */
const pathsOf = new WeakMap<Ink, InkPaths>();

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
  const { width, size } = shape;
  const paths = { width, size, exact: null, outline: null, line: null, thin: null, coarse: null };
  pathsOf.set(shape.points, paths);
  return paths;
}

/** Outlines of long strokes, the latest used last. */
const longOutlines = new Map<InkPaths, number>();
let keptPoints = 0;

/** Keeps a long stroke's outline, and lets go of those that were used least lately. */
function keep(paths: InkPaths, points: number): void {
  keptPoints += points - (longOutlines.get(paths) ?? 0);
  longOutlines.delete(paths);
  longOutlines.set(paths, points);
  for (const [oldest, count] of longOutlines) {
    if (keptPoints <= MOST_KEPT_POINTS || oldest === paths) return;
    longOutlines.delete(oldest);
    keptPoints -= count;
    oldest.outline = null;
  }
}

/** A path that a paper keeps in its own form. Its points are reckoned when it is traced, and not held here. */
function longPath(trace: (to: PathSink) => void): Path {
  // Ink is never dashed.
  return { isLong: true, length: 0, box: null, trace };
}

/** The stroke as the hand went, point by point: a press is compared with it. */
export function inkTrail(shape: InkShape): Path {
  const paths = cachedPaths(shape);
  paths.exact ??= longPath((to) => linePath(inkPoints(shape), MAX_INK_POINTS, to));
  return paths.exact;
}

/** The stroke as an area to fill, relative to the shape's `xy`. */
export function inkOutline(shape: InkShape): Path {
  const paths = cachedPaths(shape);
  paths.outline ??= longPath((to) => {
    const points = roundTurns(inkPoints(shape), storedPoints(shape.points));
    const outline = strokeOutline(points, shape.width);
    smoothPath(outline, to);
    if (outline.length > SHORT_STROKE * 2) keep(paths, outline.length);
  });
  return paths.outline;
}

/** Microseconds that drawing a stroke takes, about; measured in Chromium without a GPU. */
export interface InkEffort {
  /** Making its outline, when that has not been made yet. */
  readonly making: number;
  /** Filling the outline. */
  readonly filling: number;
  /** Drawing its middle line instead, with every point. */
  readonly line: number;
}

/** Points that a round cap takes in an outline. The curve of a turn from afar takes fewer. */
const CAP_POINTS = 26;

/** The effort of drawing a stroke at a scale; `share`: the part of it in sight; `isMade`: its paper has its outline. */
export function inkEffort(
  shape: InkShape,
  line: InkLine,
  scale: number,
  share: number,
  isMade: boolean,
): InkEffort {
  const points = line.count * 1.7 + line.corners * CAP_POINTS;
  const stretched = Math.max(
    line.width === 0 ? 1 : shape.size[0] / line.width,
    line.height === 0 ? 1 : shape.size[1] / line.height,
  );
  const pixels = line.length * stretched * scale * share;
  return {
    making: isMade ? 0 : line.count * 4 + line.corners * CAP_POINTS,
    filling: 8 + points * 0.35 + pixels * 0.08,
    line: 8 + line.count * 0.5 + pixels * 0.06,
  };
}

/** Is this a stroke that no hand draws: all corners, so that its outline takes longer than the page may be busy? */
export function isTooMuch({ making, filling }: InkEffort): boolean {
  return making > MOST_AT_ONCE || filling > MOST_AT_ONCE;
}

/** The stroke's middle line, for when it is too thin to show its thickness; relative to `xy`. */
export function inkLine(shape: InkShape): Path {
  const paths = cachedPaths(shape);
  paths.line ??= longPath((to) =>
    curvedLine(inkPoints(shape), INK_WIDTH[shape.width] * STRAIGHT, to),
  );
  return paths.line;
}

/**
 * Steps up to which a middle line is straight, as a multiple of the stroke's thickness. They are a
 * few pixels where the line is drawn. A hand that draws from afar takes longer ones.
 */
const STRAIGHT = 2;

/** Traces an open path that is round at each point with a step longer than `straight` beside it. */
function curvedLine(points: readonly InkPoint[], straight: number, path: PathSink): void {
  const [first] = points;
  if (first === undefined) return;
  path.moveTo(first[0], first[1]);
  let [beforeX, beforeY] = first;
  let wasLong = false;
  for (let index = 1; index < points.length; index++) {
    const point = points[index];
    if (point === undefined) break;
    const isLong = Math.hypot(point[0] - beforeX, point[1] - beforeY) > straight;
    const middleX = (beforeX + point[0]) / 2;
    const middleY = (beforeY + point[1]) / 2;
    // The point before is left behind in a curve, or in a corner that nobody sees.
    if (index > 1 && (isLong || wasLong)) path.quadraticCurveTo(beforeX, beforeY, middleX, middleY);
    else if (index > 1) path.lineTo(beforeX, beforeY);
    [beforeX, beforeY] = point;
    wasLong = isLong;
  }
  path.lineTo(beforeX, beforeY);
}

/** The most points of a coarse line. Each may cross the whole screen. */
export const MOST_COARSE_POINTS = 12;

/** The most points of the line of a stroke that no hand draws. */
const MOST_THIN_POINTS = 150;

/** The same of not many points, for strokes whose every point takes too long; relative to `xy`. */
export function thinInkLine(shape: InkShape): Path {
  const paths = cachedPaths(shape);
  paths.thin ??= longPath((to) => linePath(inkPoints(shape), MOST_THIN_POINTS, to));
  return paths.thin;
}

/** The same of few points, for when the whole stroke is small; relative to `xy`. */
export function coarseInkLine(shape: InkShape): Path {
  const paths = cachedPaths(shape);
  paths.coarse ??= longPath((to) => linePath(inkPoints(shape), MOST_COARSE_POINTS, to));
  return paths.coarse;
}

function linePath(points: readonly InkPoint[], most: number, path: PathSink): void {
  const step = Math.max(1, (points.length - 1) / (most - 1));
  for (let at = 0; at < points.length - 0.5; at += step) {
    const point = points[Math.round(at)];
    if (point === undefined) continue;
    if (at === 0) path.moveTo(point[0], point[1]);
    path.lineTo(point[0], point[1]);
  }
}

/** Traces a closed path through the middles between the outline's points: round where they are sharp. */
function smoothPath(outline: readonly Point[], path: PathSink): void {
  const last = outline.at(-1);
  const first = outline[0];
  if (first === undefined || last === undefined) return;
  path.moveTo((last[0] + first[0]) / 2, (last[1] + first[1]) / 2);
  for (let index = 0; index < outline.length; index++) {
    const point = outline[index];
    const next = outline[(index + 1) % outline.length];
    if (point === undefined || next === undefined) continue;
    path.quadraticCurveTo(point[0], point[1], (point[0] + next[0]) / 2, (point[1] + next[1]) / 2);
  }
  path.closePath();
}
