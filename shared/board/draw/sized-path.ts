/** Paths of figures that are curved, drawn anew for each size. They know no paper and no colour. */
import type { Size } from "../record.ts";
import type { Path, PathSink } from "./path.ts";

/** Draws a figure into the box from 0, 0 to this size. */
export type Trace = (size: Size, to: PathSink) => void;

/** A figure in a box, which one function draws. */
export class SizedPath implements Path {
  readonly isLong = false;
  readonly box = null;
  readonly #trace: Trace;
  size: Size = [0, 0];

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** Sets it anew, as `BoxPath` does. */
  of(size: Size): this {
    this.size = size;
    return this;
  }

  get length(): number {
    return 2 * (this.size[0] + this.size[1]);
  }

  trace(to: PathSink): void {
    this.#trace(this.size, to);
  }
}

/** The two paths of a figure: one of its own for each call, and one for a moment. */
export function sizedPaths(trace: Trace): {
  path(size: Size): Path;
  quickPath(size: Size): Path;
} {
  const quick = new SizedPath(trace);
  return {
    path: (size) => new SizedPath(trace).of(size),
    quickPath: (size) => quick.of(size),
  };
}

/** The part of a turn that one quadratic curve follows closely: to 0.3 % of the radius. */
const MOST_TURN = Math.PI / 4;

/**
 * Draws a part of an ellipse from where the pen is, which is its point at `from`. Angles are in radians, clockwise from
 * the right.
 */
export function traceArc(
  to: PathSink,
  [x, y]: readonly [x: number, y: number],
  [radiusX, radiusY]: readonly [x: number, y: number],
  from: number,
  until: number,
): void {
  const count = Math.ceil(Math.abs(until - from) / MOST_TURN - 1e-9);
  const half = (until - from) / count / 2;
  const beyond = 1 / Math.cos(half);
  for (let index = 0; index < count; index++) {
    const middle = from + half * (2 * index + 1);
    const end = middle + half;
    to.quadraticCurveTo(
      x + radiusX * Math.cos(middle) * beyond,
      y + radiusY * Math.sin(middle) * beyond,
      x + radiusX * Math.cos(end),
      y + radiusY * Math.sin(end),
    );
  }
}
