/** A pen stroke's middle line in figures: what it weighs, as it is drawn. It knows no paper. */
import { boxFromPoints } from "../geometry.ts";
import { decodeInk, type Ink, type InkPoint } from "../ink.ts";
import type { InkShape } from "../kinds/ink.ts";
import { isTurnFromAfar } from "./ink-turns.ts";

/** A stroke as it is stored: from its own box at the origin, not yet stretched to the shape's size. */
export class InkLine {
  readonly count: number;
  /** The sum of its segments, in units of the stored points. */
  readonly length: number;
  /** Turns of more than a right angle, and turns from afar: each becomes a round cap or a curve in the outline. */
  readonly corners: number;
  readonly width: number;
  readonly height: number;

  constructor(points: readonly InkPoint[]) {
    const own = boxFromPoints(points) ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
    this.count = points.length;
    this.width = own.maxX - own.minX;
    this.height = own.maxY - own.minY;
    let length = 0;
    let corners = 0;
    let beforeX = 0;
    let beforeY = 0;
    let before = points[0];
    for (const point of points) {
      if (before === undefined || point === before) continue;
      const stepX = point[0] - before[0];
      const stepY = point[1] - before[1];
      before = point;
      length += Math.hypot(stepX, stepY);
      const isBack = stepX * beforeX + stepY * beforeY < 0;
      if (isBack || isTurnFromAfar(beforeX, beforeY, stepX, stepY)) corners += 1;
      beforeX = stepX;
      beforeY = stepY;
    }
    this.length = length;
    this.corners = corners;
  }
}

/** By the points: they stay the same object while a stroke is moved. `null`: they cannot be read. */
const lineOf = new WeakMap<Ink, InkLine | null>();

/** The points that were decoded last, because they are mostly asked for twice in a row. */
let latest: { readonly bytes: Uint8Array; readonly points: InkPoint[] } | null = null;

/** The points of a stroke as they are stored; those of a draft are not coded. */
export function storedPoints(ink: Ink): readonly InkPoint[] {
  if (!(ink instanceof Uint8Array)) return ink;
  const bytes = ink;
  if (latest?.bytes === bytes) return latest.points;
  const points = decodeInk(bytes) ?? [];
  latest = { bytes, points };
  return points;
}

/** Microseconds that it takes to read a stroke's points, when they have not been read yet. */
export function readingEffort({ points }: InkShape): number {
  const isRead = !(points instanceof Uint8Array) || lineOf.has(points);
  return isRead ? 0 : points.byteLength * 0.04;
}

/** The stroke's line; read from its points once. `null`: its points cannot be read. */
export function inkLineOf({ points }: InkShape): InkLine | null {
  const known = lineOf.get(points);
  if (known !== undefined) return known;
  const stored = storedPoints(points);
  const line = stored.length === 0 ? null : new InkLine(stored);
  lineOf.set(points, line);
  return line;
}
