/** The polyline: a line through points, with corners or round, which may be closed and filled. */

import { storedPoints } from "../draw/ink-line.ts";
import { drawLine } from "../draw/lines.ts";
import { EDGE, fillColor } from "../draw/palette.ts";
import type { Path, PathSink } from "../draw/path.ts";
import { linePathOf, lineWidthOf, sketchBleed } from "../draw/sketching.ts";
import { boxFromPoints } from "../geometry.ts";
import type { ShapeKind } from "../kind.ts";
import { oneOf, type Point, type ShapeBase, type Size } from "../record.ts";
import {
  DASHES,
  type Dash,
  FILLS,
  FINISHES,
  type Fill,
  type Finish,
  LINE_WIDTH,
  TONES,
  type Tone,
} from "../style.ts";
import { mirroredPoints } from "./mirrored-points.ts";
import { stretched } from "./stretch.ts";

/** A line through points, stretched from their own box to `size`. */
export interface PolylineShape extends ShapeBase {
  readonly type: "polyline";
  /** Coded as those of ink; they have no pressure. */
  readonly points: Uint8Array;
  /** Does it lead back to its first point? */
  readonly closed: boolean;
  /** Does it go round its points as a curve, without corners? */
  readonly round: boolean;
  readonly fill: Fill;
  readonly tone: Tone;
  readonly dash: Dash;
  readonly finish: Finish;
}

/** Points beyond which its path is kept in the paper's own form. */
const LONG = 64;

/** Microseconds that it takes to read a byte of its points, about. */
const READING = 0.04;

/** The share of its size by which a curve may lie beyond its points. */
const SWELL = 0.2;

/** The path of such a shape. */
class LinePath implements Path {
  readonly box = null;
  readonly length: number;
  readonly count: number;
  readonly #points: readonly Point[];
  readonly #closed: boolean;
  readonly #round: boolean;

  constructor(points: readonly Point[], closed: boolean, round: boolean) {
    this.#points = points;
    this.#closed = closed && points.length > 2;
    this.#round = round && points.length > 2;
    this.count = points.length;
    let length = 0;
    for (const [at, point] of points.entries()) {
      const before = points[at - 1] ?? (this.#closed ? points.at(-1) : undefined) ?? point;
      length += Math.hypot(point[0] - before[0], point[1] - before[1]);
    }
    this.length = length;
  }

  get isLong(): boolean {
    return this.count > LONG;
  }

  trace(to: PathSink): void {
    const [first, ...others] = this.#points;
    if (first === undefined) return;
    to.moveTo(first[0], first[1]);
    if (this.#round) this.#traceCurve(to);
    else for (const [x, y] of others) to.lineTo(x, y);
    if (this.#closed) to.closePath();
  }

  /** Between two points, the curve goes as their neighbours say (Catmull-Rom), as two quadratic curves. */
  #traceCurve(to: PathSink): void {
    const { length } = this.#points;
    const last = this.#closed ? length : length - 1;
    for (let at = 0; at < last; at++) {
      const [from, until] = [this.#at(at), this.#at(at + 1)];
      const [before, after] = [this.#at(at - 1), this.#at(at + 2)];
      const lead = (axis: 0 | 1) => from[axis] + (until[axis] - before[axis]) / 8;
      const tail = (axis: 0 | 1) => until[axis] - (after[axis] - from[axis]) / 8;
      const [leadX, leadY, tailX, tailY] = [lead(0), lead(1), tail(0), tail(1)];
      to.quadraticCurveTo(leadX, leadY, (leadX + tailX) / 2, (leadY + tailY) / 2);
      to.quadraticCurveTo(tailX, tailY, until[0], until[1]);
    }
  }

  /** The point of this number: of an open line, the first or last one again beyond its ends. */
  #at(at: number): Point {
    const { length } = this.#points;
    const index = this.#closed ? (at + length) % length : Math.min(length - 1, Math.max(0, at));
    return this.#points[index] ?? [0, 0];
  }
}

const paths = new WeakMap<PolylineShape, LinePath>();

/** The path of a shape; made once. */
function pathOf(shape: PolylineShape): LinePath {
  let path = paths.get(shape);
  if (path === undefined) {
    path = new LinePath(placedPoints(shape), shape.closed, shape.round);
    paths.set(shape, path);
  }
  return path;
}

function placedPoints({ points, size }: PolylineShape): readonly Point[] {
  const stored = storedPoints(points);
  const own = boxFromPoints(stored);
  if (own === null) return [];
  const scale = (length: number, to: number) => (length === 0 ? 1 : to / length);
  const across = scale(own.maxX - own.minX, size[0]);
  const down = scale(own.maxY - own.minY, size[1]);
  return stored.map(([x, y]): Point => [(x - own.minX) * across, (y - own.minY) * down]);
}

export const polyline: ShapeKind<PolylineShape> = {
  type: "polyline",
  keys: ["points", "closed", "round", "fill", "tone", "dash", "finish"],
  styles: ["stroke", "fill", "tone", "width", "dash", "finish"],

  read(base, fields) {
    const points = fields.get("points");
    if (!(points instanceof Uint8Array)) return null;
    return {
      ...base,
      type: "polyline",
      points,
      closed: fields.get("closed") === true,
      round: fields.get("round") === true,
      fill: oneOf(FILLS, fields.get("fill"), "none"),
      tone: oneOf(TONES, fields.get("tone"), "soft"),
      dash: oneOf(DASHES, fields.get("dash"), "solid"),
      finish: oneOf(FINISHES, fields.get("finish"), "neat"),
    };
  },

  outline(shape) {
    const { size, width, fill, closed, round, points } = shape;
    const line = LINE_WIDTH[width];
    const path = pathOf(shape);
    return {
      box: boxOfSize(size),
      bleed: line / 2 + EDGE + sketchBleed(shape) + (round ? Math.max(...size) * SWELL : 0),
      path,
      effort: points.byteLength * READING,
      closed: path.count > 2 && (closed || fill !== "none"),
      hollow: fill === "none",
      line,
    };
  },

  draw(shape, pen, palette) {
    const { stroke, width, fill, tone, dash } = shape;
    const own = pathOf(shape);
    const inside = fillColor(palette, fill, tone);
    if (inside !== null && own.count > 2) pen.fill(own, inside);
    const path = linePathOf(shape, own, pen.detail);
    drawLine(pen, palette, stroke, path, lineWidthOf(shape, path, own, LINE_WIDTH[width]), dash);
  },

  mirrored: (shape, axis) => ({ ...shape, points: mirroredPoints(shape.points, axis) }),

  resized: (shape, from, to) => ({ ...shape, ...stretched(shape, from, to) }),
};

function boxOfSize([width, height]: Size) {
  return { minX: 0, minY: 0, maxX: width, maxY: height };
}
