/** Paths of figures, drawn anew for each size, and mirrored within it. They know no paper and no colour. */
import { type Flip, isFlipped } from "../flip.ts";
import type { Point, Size } from "../record.ts";
import type { Path, PathSink } from "./path.ts";

/** The steps of which figures are made: each can be mirrored. */
export type LineSink = Omit<PathSink, "ellipse">;

/** Draws a figure into the box from 0, 0 to this size. */
export type Trace = (size: Size, to: LineSink) => void;

/** A figure in a box, which one function draws. */
export class SizedPath implements Path {
  readonly isLong = false;
  readonly box = null;
  readonly #trace: Trace;
  size: Size = [0, 0];
  flip: Flip = "none";

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** Sets it anew, as `BoxPath` does. */
  of(size: Size, flip: Flip = "none"): this {
    this.size = size;
    this.flip = flip;
    return this;
  }

  get length(): number {
    return 2 * (this.size[0] + this.size[1]);
  }

  trace(to: PathSink): void {
    const { size, flip } = this;
    this.#trace(size, flip === "none" ? to : mirrored(to, size, flip));
  }
}

/** Passes on steps as a mirror shows them. */
function mirrored(to: LineSink, [width, height]: Size, flip: Flip): LineSink {
  const x = isFlipped(flip, "x") ? (at: number) => width - at : (at: number) => at;
  const y = isFlipped(flip, "y") ? (at: number) => height - at : (at: number) => at;
  const boxFrom = (atX: number, atY: number, wide: number, high: number) =>
    [Math.min(x(atX), x(atX + wide)), Math.min(y(atY), y(atY + high)), wide, high] as const;
  return {
    moveTo: (atX, atY) => to.moveTo(x(atX), y(atY)),
    lineTo: (atX, atY) => to.lineTo(x(atX), y(atY)),
    quadraticCurveTo: (controlX, controlY, atX, atY) =>
      to.quadraticCurveTo(x(controlX), y(controlY), x(atX), y(atY)),
    rect: (atX, atY, wide, high) => to.rect(...boxFrom(atX, atY, wide, high)),
    roundRect: (atX, atY, wide, high, radius) =>
      to.roundRect(...boxFrom(atX, atY, wide, high), radius),
    closePath: () => to.closePath(),
  };
}

/** Draws a closed figure with straight sides, whose corners are shares of its width and height. */
export function polygon(corners: readonly Point[]): Trace {
  return ([width, height], to) => {
    let isFirst = true;
    for (const [x, y] of corners) {
      if (isFirst) to.moveTo(x * width, y * height);
      else to.lineTo(x * width, y * height);
      isFirst = false;
    }
    to.closePath();
  };
}

/** The two paths of a figure: one of its own for each call, and one for a moment. */
export function sizedPaths(trace: Trace): {
  path(size: Size, flip?: Flip): Path;
  quickPath(size: Size, detail: number, flip?: Flip): Path;
} {
  const quick = new SizedPath(trace);
  return {
    path: (size, flip) => new SizedPath(trace).of(size, flip),
    quickPath: (size, _detail, flip) => quick.of(size, flip),
  };
}

/** The part of a turn that one quadratic curve follows closely: to 0.3 % of the radius. */
const MOST_TURN = Math.PI / 4;

/**
 * Draws a part of an ellipse from where the pen is, which is its point at `from`. Angles are in radians, clockwise from
 * the right.
 */
export function traceArc(
  to: LineSink,
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
