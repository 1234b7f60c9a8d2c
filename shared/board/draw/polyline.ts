/** Polylines: a path as straight steps, to find what is near it, in it, or touched by it. */
import {
  type Box,
  boxesTouch,
  boxFromPoints,
  segmentDistance,
  segmentTouchesBox,
} from "../geometry.ts";
import type { Point } from "../record.ts";
import type { Path, PathSink } from "./path.ts";

/** Points that share one box. A point on the board is compared with boxes first, and with few points. */
const CHUNK = 64;

/** A curve may lie this far beside its straight steps, in board units. */
const MOST_ERROR = 0.25;

/** Steps of a whole ellipse: the fewest and the most. */
const LEAST_STEPS = 24;
const MOST_STEPS = 512;

/** Steps of a curve of a pen stroke, and of a round corner. */
const CURVE_STEPS = 4;

/** A point for which something is asked, turned with the shape. */
type Turn = ((point: Point) => Point) | null;

/** A path as straight steps, in the coordinates of its shape. */
export class Polyline {
  readonly #xs: Float32Array;
  readonly #ys: Float32Array;
  /** The numbers of the points before which the pen was lifted. */
  readonly #lifts: ReadonlySet<number>;
  readonly #chunks: readonly Box[];

  constructor(path: Path) {
    const steps = stepsOf(path);
    this.#xs = new Float32Array(steps.xs);
    this.#ys = new Float32Array(steps.ys);
    this.#lifts = steps.lifts;
    this.#chunks = this.#boxes();
  }

  get count(): number {
    return this.#xs.length;
  }

  /** The points, in order. */
  *points(): Iterable<Point> {
    for (let index = 0; index < this.count; index++) yield this.#at(index);
  }

  /** Is the point within `reach` of the line? */
  isNear(point: Point, reach: number): boolean {
    const [x, y] = point;
    const around = { minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach };
    return this.#some(around, (a, b) => segmentDistance(point, a, b) <= reach);
  }

  /** Does the line touch the box? `turn` turns a point of the line with its shape. */
  touches(box: Box, turn: Turn = null): boolean {
    if (turn === null) return this.#some(box, (a, b) => segmentTouchesBox(a, b, box));
    return this.#some(box, (a, b) => segmentTouchesBox(turn(a), turn(b), box), turn);
  }

  /** Is the point within the figures that the line closes? */
  contains([x, y]: Point): boolean {
    let isWithin = false;
    let first = 0;
    for (let index = 0; index < this.count; index++) {
      if (this.#lifts.has(index)) first = index;
      const isLast = index + 1 === this.count || this.#lifts.has(index + 1);
      const a = this.#at(index);
      const b = this.#at(isLast ? first : index + 1);
      if (a[1] > y === b[1] > y) continue;
      if (x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) isWithin = !isWithin;
    }
    return isWithin;
  }

  /** Is there a step that `is`? Only those of chunks that touch `box` are asked. */
  #some(box: Box, is: (a: Point, b: Point) => boolean, turn: Turn = null): boolean {
    for (const [index, chunk] of this.#chunks.entries()) {
      if (!boxesTouch(box, turn === null ? chunk : turned(chunk, turn))) continue;
      const first = index * CHUNK;
      // The last point of a chunk is the first of the next one.
      const last = Math.min(first + CHUNK, this.count - 1);
      let before = this.#at(first);
      if (first === last && is(before, before)) return true;
      for (let at = first + 1; at <= last; at++) {
        const here = this.#at(at);
        if (is(this.#lifts.has(at) ? here : before, here)) return true;
        before = here;
      }
    }
    return false;
  }

  #boxes(): Box[] {
    const boxes: Box[] = [];
    for (let first = 0; first < this.count; first += CHUNK) {
      const last = Math.min(first + CHUNK, this.count - 1);
      let [minX, minY] = this.#at(first);
      let [maxX, maxY] = this.#at(first);
      for (let at = first + 1; at <= last; at++) {
        const [x, y] = this.#at(at);
        minX = Math.min(minX, x);
        minY = Math.min(minY, y);
        maxX = Math.max(maxX, x);
        maxY = Math.max(maxY, y);
      }
      boxes.push({ minX, minY, maxX, maxY });
    }
    return boxes;
  }

  #at(index: number): Point {
    return [this.#xs[index] ?? 0, this.#ys[index] ?? 0];
  }
}

/** The upright box around a turned box. */
function turned({ minX, minY, maxX, maxY }: Box, turn: (point: Point) => Point): Box {
  const corners: Point[] = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
  return boxFromPoints(corners.map(turn)) ?? { minX, minY, maxX, maxY };
}

/** Writes a path down as straight steps. */
class Steps implements PathSink {
  readonly xs: number[] = [];
  readonly ys: number[] = [];
  readonly lifts = new Set<number>();
  #first = 0;

  moveTo(x: number, y: number): void {
    this.#first = this.xs.length;
    if (this.#first > 0) this.lifts.add(this.#first);
    this.lineTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.xs.push(x);
    this.ys.push(y);
  }

  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void {
    const fromX = this.xs.at(-1) ?? controlX;
    const fromY = this.ys.at(-1) ?? controlY;
    for (let step = 1; step <= CURVE_STEPS; step++) {
      const t = step / CURVE_STEPS;
      const [a, b, c] = [(1 - t) ** 2, 2 * (1 - t) * t, t ** 2];
      this.lineTo(a * fromX + b * controlX + c * x, a * fromY + b * controlY + c * y);
    }
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    const [right, lower] = [x + width, y + height];
    this.moveTo(x + radius, y);
    this.lineTo(right - radius, y);
    this.quadraticCurveTo(right, y, right, y + radius);
    this.lineTo(right, lower - radius);
    this.quadraticCurveTo(right, lower, right - radius, lower);
    this.lineTo(x + radius, lower);
    this.quadraticCurveTo(x, lower, x, lower - radius);
    this.lineTo(x, y + radius);
    this.quadraticCurveTo(x, y, x + radius, y);
    this.closePath();
  }

  ellipse(x: number, y: number, radiusX: number, radiusY: number): void {
    const radius = Math.max(radiusX, radiusY, MOST_ERROR);
    const wanted = Math.ceil(Math.PI * Math.sqrt(radius / (2 * MOST_ERROR)));
    const steps = Math.min(MOST_STEPS, Math.max(LEAST_STEPS, wanted));
    for (let step = 0; step < steps; step++) {
      const angle = (step / steps) * Math.PI * 2;
      const at = [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)] as const;
      if (step === 0) this.moveTo(...at);
      else this.lineTo(...at);
    }
    this.closePath();
  }

  closePath(): void {
    const [x, y] = [this.xs[this.#first], this.ys[this.#first]];
    if (x !== undefined && y !== undefined) this.lineTo(x, y);
  }
}

/** The points of a path's straight steps, as `Polyline` has them, for a caller that compares nothing with them. */
export function pointsOf(path: Path): Point[] {
  const { xs, ys } = stepsOf(path);
  return xs.map((x, index): Point => [Math.fround(x), Math.fround(ys[index] ?? 0)]);
}

/** The lines of a path, each as the points of its straight steps. */
export function linesOf(path: Path): Point[][] {
  const { xs, ys, lifts } = stepsOf(path);
  const lines: Point[][] = [];
  for (const [index, x] of xs.entries()) {
    const point: Point = [x, ys[index] ?? 0];
    if (index === 0 || lifts.has(index)) lines.push([point]);
    else lines.at(-1)?.push(point);
  }
  return lines;
}

function stepsOf(path: Path): Steps {
  const steps = new Steps();
  path.trace(steps);
  return steps;
}

const polylines = new WeakMap<Path, Polyline>();

/** The straight steps of a path; made once. */
export function polylineOf(path: Path): Polyline {
  let polyline = polylines.get(path);
  if (polyline === undefined) {
    polyline = new Polyline(path);
    polylines.set(path, polyline);
  }
  return polyline;
}
