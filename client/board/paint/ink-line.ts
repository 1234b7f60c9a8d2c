/** A pen stroke's middle line as plain numbers: what it weighs, and what it lies near. */
import { decodeInk, type InkPoint } from "../../../shared/board/ink.ts";
import type { InkShape, Point } from "../../../shared/board/shape.ts";
import {
  type Box,
  boxesTouch,
  boxFromPoints,
  segmentDistance,
  segmentTouchesBox,
} from "../geometry.ts";
import { isTurnFromAfar } from "./ink-turns.ts";

/** Points that share one box. A point on the board is compared with boxes first, and with few points. */
const CHUNK = 64;

/** A stroke as it is stored: from its own box at the origin, not yet stretched to the shape's size. */
export class InkLine {
  readonly count: number;
  /** The sum of its segments, in units of the stored points. */
  readonly length: number;
  /** Turns of more than a right angle, and turns from afar: each becomes a round cap or a curve in the outline. */
  readonly corners: number;
  readonly width: number;
  readonly height: number;
  readonly #xs: Float32Array;
  readonly #ys: Float32Array;
  readonly #chunks: readonly Box[];

  constructor(points: readonly InkPoint[]) {
    const own = boxFromPoints(points) ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
    this.count = points.length;
    this.width = own.maxX - own.minX;
    this.height = own.maxY - own.minY;
    this.#xs = Float32Array.from(points, ([x]) => x - own.minX);
    this.#ys = Float32Array.from(points, ([, y]) => y - own.minY);
    this.#chunks = this.#boxes();
    let length = 0;
    let corners = 0;
    let beforeX = 0;
    let beforeY = 0;
    for (let index = 1; index < this.count; index++) {
      const stepX = this.#x(index) - this.#x(index - 1);
      const stepY = this.#y(index) - this.#y(index - 1);
      length += Math.hypot(stepX, stepY);
      const isBack = stepX * beforeX + stepY * beforeY < 0;
      if (isBack || isTurnFromAfar(beforeX, beforeY, stepX, stepY)) corners += 1;
      beforeX = stepX;
      beforeY = stepY;
    }
    this.length = length;
    this.corners = corners;
  }

  /** Is the point within `reach` of the line, both relative to the shape's `xy`, before the shape is turned? */
  isNear(point: Point, reach: number, size: readonly [number, number]): boolean {
    const around: Box = {
      minX: point[0] - reach,
      minY: point[1] - reach,
      maxX: point[0] + reach,
      maxY: point[1] + reach,
    };
    return this.#some(around, size, (a, b) => segmentDistance(point, a, b) <= reach);
  }

  /** Does the line touch the box, relative to the shape's `xy`? `turn` turns a point of the line with its shape. */
  touches(
    box: Box,
    size: readonly [number, number],
    turn: ((point: Point) => Point) | null,
  ): boolean {
    if (turn === null) return this.#some(box, size, (a, b) => segmentTouchesBox(a, b, box));
    return this.#some(box, size, (a, b) => segmentTouchesBox(turn(a), turn(b), box), turn);
  }

  /** Is there a segment that `is`? Only those of chunks that touch `box` are asked. */
  #some(
    box: Box,
    size: readonly [number, number],
    is: (a: Point, b: Point) => boolean,
    turn: ((point: Point) => Point) | null = null,
  ): boolean {
    const scaleX = this.width === 0 ? 1 : size[0] / this.width;
    const scaleY = this.height === 0 ? 1 : size[1] / this.height;
    for (const [index, chunk] of this.#chunks.entries()) {
      const place = scaled(chunk, scaleX, scaleY);
      if (!boxesTouch(box, turn === null ? place : turned(place, turn))) continue;
      const first = index * CHUNK;
      // The last point of a chunk is the first of the next one.
      const last = Math.min(first + CHUNK, this.count - 1);
      let before: Point = [this.#x(first) * scaleX, this.#y(first) * scaleY];
      if (first === last && is(before, before)) return true;
      for (let at = first + 1; at <= last; at++) {
        const here: Point = [this.#x(at) * scaleX, this.#y(at) * scaleY];
        if (is(before, here)) return true;
        before = here;
      }
    }
    return false;
  }

  #boxes(): Box[] {
    const boxes: Box[] = [];
    for (let first = 0; first < this.count; first += CHUNK) {
      const last = Math.min(first + CHUNK, this.count - 1);
      const box = {
        minX: this.#x(first),
        minY: this.#y(first),
        maxX: this.#x(first),
        maxY: this.#y(first),
      };
      for (let at = first + 1; at <= last; at++) {
        box.minX = Math.min(box.minX, this.#x(at));
        box.minY = Math.min(box.minY, this.#y(at));
        box.maxX = Math.max(box.maxX, this.#x(at));
        box.maxY = Math.max(box.maxY, this.#y(at));
      }
      boxes.push(box);
    }
    return boxes;
  }

  #x(index: number): number {
    return this.#xs[index] ?? 0;
  }

  #y(index: number): number {
    return this.#ys[index] ?? 0;
  }
}

function scaled(box: Box, scaleX: number, scaleY: number): Box {
  return {
    minX: box.minX * scaleX,
    minY: box.minY * scaleY,
    maxX: box.maxX * scaleX,
    maxY: box.maxY * scaleY,
  };
}

/** The upright box around a turned box. */
function turned(box: Box, turn: (point: Point) => Point): Box {
  const { minX, minY, maxX, maxY } = box;
  const corners: Point[] = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
  return boxFromPoints(corners.map(turn)) ?? box;
}

/** By the coded points: they stay the same object while a stroke is moved. `null`: they cannot be read. */
const lineOf = new WeakMap<Uint8Array, InkLine | null>();

/** The points that were decoded last, because they are mostly asked for twice in a row. */
let latest: { readonly bytes: Uint8Array; readonly points: InkPoint[] } | null = null;

/** The points of a stroke as they are stored. */
export function storedPoints(bytes: Uint8Array): readonly InkPoint[] {
  if (latest?.bytes === bytes) return latest.points;
  const points = decodeInk(bytes) ?? [];
  latest = { bytes, points };
  return points;
}

/** Microseconds that it takes to read a stroke's points, when they have not been read yet. */
export function readingEffort({ points }: InkShape): number {
  return lineOf.has(points) ? 0 : points.byteLength * 0.04;
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
