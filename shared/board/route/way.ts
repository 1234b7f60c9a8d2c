/** Ways: the line of an arrow from one point to another, measured along it. They know no shape and no heads. */
import type { PathSink } from "../draw/path.ts";
import { type Box, boxFromPoints, distance } from "../geometry.ts";
import type { Point } from "../record.ts";

/** A way from one point to another. Lengths are board units from its beginning. */
export interface Way {
  readonly length: number;
  /** The point after so many units. */
  at(length: number): Point;
  /** The box around it. */
  readonly box: Box;
  /** Points along it, as close as hits need, each with its length. */
  readonly steps: readonly Step[];
  /** Draws a part of it. */
  trace(to: PathSink, from: number, until: number): void;
}

/** A point of a way, and how far along it is. */
export interface Step {
  readonly at: Point;
  readonly length: number;
}

/** No arc bends further: the share of its chord by which its middle lies beside it. */
export const MAX_BEND = 4;

/** An arc whose middle lies nearer to its chord than this many units is a straight way. */
const FLAT = 0.5;

/** Radians of an arc that one quadratic curve draws: it strays by less than a 5,000th of the radius. */
const CURVE = Math.PI / 8;

/** Steps of an arc. */
const ARC_STEPS = 32;

/** The way along an arc whose middle lies `bend` chords beside its chord: to the left as one goes. */
export function arcWay(from: Point, to: Point, bend: number): Way {
  const chord = distance(from, to);
  if (isFlat(chord, bend)) return new PolyWay([from, to], 0);
  return new ArcWay(from, to, bend * chord);
}

/** Is the arc over a chord of this length a straight way? */
export function isFlat(chord: number, bend: number): boolean {
  return Math.abs(bend * chord) < FLAT;
}

/** The point after so many units of the straight way of a length between two points. */
export function pointOnLine(from: Point, to: Point, length: number, units: number): Point {
  return between(from, to, length === 0 ? 0 : Math.max(0, units) / length);
}

/** The bend of the arc between two points that goes through a third. */
export function bendThrough(from: Point, through: Point, to: Point): number {
  const [ax, ay] = [from[0] - through[0], from[1] - through[1]];
  const [bx, by] = [to[0] - through[0], to[1] - through[1]];
  const angle = Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by));
  const side =
    (to[0] - from[0]) * (through[1] - from[1]) - (to[1] - from[1]) * (through[0] - from[0]);
  const bend = Math.tan((Math.PI - angle) / 2) / 2;
  return -Math.sign(side) * Math.min(MAX_BEND, bend);
}

/** The bend of a part of an arc, which is so great a share of it. */
export function bendOfPart(bend: number, share: number): number {
  return Math.tan(Math.atan(2 * bend) * share) / 2;
}

/** Straight steps, with round corners where they are drawn. */
export class PolyWay implements Way {
  readonly length: number;
  readonly steps: readonly Step[];
  readonly #radius: number;

  /** `radius`: that of its corners, where there is room for it. */
  constructor(points: readonly Point[], radius: number) {
    let length = 0;
    this.steps = points.map((at, index) => {
      length += distance(points[index - 1] ?? at, at);
      return { at, length };
    });
    this.length = length;
    this.#radius = radius;
  }

  get box(): Box {
    return boxFromPoints(this.steps.map(({ at }) => at)) ?? EMPTY;
  }

  at(length: number): Point {
    return pointAlong(this.steps, length);
  }

  trace(to: PathSink, from: number, until: number): void {
    const within = this.steps.filter((step) => step.length > from && step.length < until);
    const points = [this.at(from), ...within.map(({ at }) => at), this.at(until)];
    const [start, ...rest] = points;
    if (start === undefined) return;
    to.moveTo(start[0], start[1]);
    for (const [index, corner] of rest.entries()) {
      const next = rest[index + 1];
      const before = points[index];
      if (next === undefined || before === undefined) {
        to.lineTo(corner[0], corner[1]);
        continue;
      }
      const room = Math.min(distance(before, corner), distance(corner, next)) / 2;
      const radius = Math.min(this.#radius, room);
      const enter = towards(corner, before, radius);
      const leave = towards(corner, next, radius);
      to.lineTo(enter[0], enter[1]);
      to.quadraticCurveTo(corner[0], corner[1], leave[0], leave[1]);
    }
  }
}

/** An arc. */
class ArcWay implements Way {
  readonly length: number;
  readonly #middle: Point;
  readonly #radius: number;
  readonly #start: number;
  /** Radians, clockwise on the screen. */
  readonly #sweep: number;
  #steps: readonly Step[] | null = null;

  /** `height`: how far its middle lies beside its chord, in units. */
  constructor(from: Point, to: Point, height: number) {
    const chord = distance(from, to);
    const radius = (chord * chord) / (8 * Math.abs(height)) + Math.abs(height) / 2;
    const beside = (height - Math.sign(height) * radius) / chord;
    this.#radius = radius;
    this.#middle = [
      (from[0] + to[0]) / 2 + (to[1] - from[1]) * beside,
      (from[1] + to[1]) / 2 - (to[0] - from[0]) * beside,
    ];
    this.#start = Math.atan2(from[1] - this.#middle[1], from[0] - this.#middle[0]);
    this.#sweep = 4 * Math.atan((2 * height) / chord);
    this.length = radius * Math.abs(this.#sweep);
  }

  get steps(): readonly Step[] {
    this.#steps ??= Array.from({ length: ARC_STEPS + 1 }, (_, step) => {
      const length = (this.length * step) / ARC_STEPS;
      return { at: this.at(length), length };
    });
    return this.#steps;
  }

  get box(): Box {
    const points = [this.at(0), this.at(this.length)];
    // The four points of the circle that lie furthest out, where the arc goes through them.
    for (let quarter = -8; quarter <= 8; quarter++) {
      const angle = (quarter * Math.PI) / 2;
      const share = (angle - this.#start) / this.#sweep;
      if (share > 0 && share < 1) points.push(this.#atAngle(angle));
    }
    return boxFromPoints(points) ?? EMPTY;
  }

  at(length: number): Point {
    return this.#atAngle(this.#start + (this.#sweep * length) / this.length);
  }

  trace(to: PathSink, from: number, until: number): void {
    const start = this.#start + (this.#sweep * from) / this.length;
    const sweep = (this.#sweep * (until - from)) / this.length;
    const curves = Math.max(1, Math.ceil(Math.abs(sweep) / CURVE));
    const step = sweep / curves;
    const [x, y] = this.#atAngle(start);
    to.moveTo(x, y);
    for (let curve = 0; curve < curves; curve++) {
      const out = this.#radius / Math.cos(step / 2);
      const control = this.#atAngle(start + step * (curve + 0.5), out);
      const end = this.#atAngle(start + step * (curve + 1));
      to.quadraticCurveTo(control[0], control[1], end[0], end[1]);
    }
  }

  #atAngle(angle: number, radius = this.#radius): Point {
    const [x, y] = this.#middle;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  }
}

const EMPTY: Box = { minX: 0, minY: 0, maxX: 0, maxY: 0 };

function pointAlong(steps: readonly Step[], length: number): Point {
  let before = steps[0];
  if (before === undefined) return [0, 0];
  for (const step of steps) {
    if (step.length >= length) {
      const part = step.length - before.length;
      const share = part === 0 ? 0 : Math.max(0, length - before.length) / part;
      return between(before.at, step.at, share);
    }
    before = step;
  }
  return before.at;
}

function between(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

function towards(from: Point, to: Point, units: number): Point {
  const length = distance(from, to);
  return length === 0 ? from : between(from, to, units / length);
}
