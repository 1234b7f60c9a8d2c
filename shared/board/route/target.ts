/** Targets: shapes as the ends of arrows see them, a box and a line around it. They know no kind of shape. */
import type { TurnedBox } from "../anchor.ts";
import { type Box, boxFromPoints, boxOf, cornersOf } from "../geometry.ts";
import type { Point } from "../record.ts";
import type { Step, Way } from "./way.ts";

/** A shape that an end is bound to. */
export interface Target extends TurnedBox {
  /** The corners of the line around it on the board; the last one leads to the first. */
  readonly outline: readonly Point[];
  /** The box around those corners. */
  readonly around: Box;
  /** How far that line is drawn beyond them, in board units. */
  readonly bleed: number;
}

/** Finds the shape with an id; undefined for one that nothing can be bound to. */
export type TargetFinder = (shape: string) => Target | undefined;

/** A box of which nothing else is known. */
export function boxTarget({ xy, size, angle }: TurnedBox): Target {
  return targetWith({ xy, size, angle }, cornersOf(xy, size, angle), 0);
}

/** A box with the corners of the line around it. */
export function targetWith(
  { xy, size, angle }: TurnedBox,
  outline: readonly Point[],
  bleed: number,
): Target {
  const around = boxFromPoints(outline) ?? boxOf(xy, size);
  return { xy, size, angle, outline, around, bleed };
}

/** Beyond its last point a way is followed so far: an end may be bound to a point of the outline itself. */
const BEYOND = 1;

/**
 * Returns how far along a way first meets an outline, or, going `back` from its end, last leaves it. A way that
 * begins inside meets it when it comes back. `null`: it does not meet it.
 */
export function meeting(way: Way, { outline, around }: Target, back: boolean): number | null {
  const steps = back ? turnedRound(way) : way.steps;
  const last = steps.at(-1);
  const before = steps.at(-2);
  if (last === undefined || before === undefined) return null;
  let from = steps[0];
  for (const step of steps.slice(1)) {
    if (from === undefined) break;
    const to = step === last ? beyond(before, last) : step;
    const at = touches(around, from.at, to.at) ? firstEntry(outline, around, from.at, to.at) : null;
    if (at !== null) {
      const length = Math.min(from.length + (to.length - from.length) * at, way.length);
      return back ? way.length - length : length;
    }
    from = step;
  }
  return null;
}

/** The same along the straight way of a length between two points, of which nothing is made. */
export function meetingOnLine(
  from: Point,
  to: Point,
  length: number,
  { outline, around }: Target,
): number | null {
  const more = length === 0 ? 0 : BEYOND / length;
  const end: Point = [to[0] + (to[0] - from[0]) * more, to[1] + (to[1] - from[1]) * more];
  if (!touches(around, from, end)) return null;
  const at = firstEntry(outline, around, from, end);
  return at === null ? null : Math.min((length + BEYOND) * at, length);
}

function touches({ minX, minY, maxX, maxY }: Box, a: Point, b: Point): boolean {
  const isAcross = Math.min(a[0], b[0]) <= maxX && Math.max(a[0], b[0]) >= minX;
  return isAcross && Math.min(a[1], b[1]) <= maxY && Math.max(a[1], b[1]) >= minY;
}

function turnedRound({ steps, length }: Way): readonly Step[] {
  return steps.map((step) => ({ at: step.at, length: length - step.length })).reverse();
}

function beyond(before: Step, last: Step): Step {
  const part = last.length - before.length;
  const more = part === 0 ? 0 : BEYOND / part;
  const [x, y] = last.at;
  const at: Point = [x + (x - before.at[0]) * more, y + (y - before.at[1]) * more];
  return { at, length: last.length + BEYOND };
}

/** The least share of the step at which it comes into the figure; `null`: it does not. */
function firstEntry(
  outline: readonly Point[],
  { minX, minY, maxX, maxY }: Box,
  from: Point,
  to: Point,
): number | null {
  let first = 2;
  let crossings = 0;
  let before = outline.at(-1);
  for (const corner of outline) {
    if (before !== undefined) {
      const at = crossing(from, to, before, corner);
      if (at !== null) {
        crossings += 1;
        first = Math.min(first, at);
      }
    }
    before = corner;
  }
  if (crossings === 0) return null;
  const [x, y] = from;
  const isBeside = x < minX || x > maxX || y < minY || y > maxY;
  // Of a step that begins inside, the first crossing leads out.
  return !isBeside && contains(outline, from) ? null : first;
}

/** Is the point within the figure? */
export function contains(outline: readonly Point[], [x, y]: Point): boolean {
  let isWithin = false;
  let before = outline.at(-1);
  for (const corner of outline) {
    if (before !== undefined && before[1] > y !== corner[1] > y) {
      const across =
        before[0] + ((y - before[1]) / (corner[1] - before[1])) * (corner[0] - before[0]);
      if (x < across) isWithin = !isWithin;
    }
    before = corner;
  }
  return isWithin;
}

/** The share of the way from `from` to `to` at which it crosses the side from `a` to `b`. */
function crossing(from: Point, to: Point, a: Point, b: Point): number | null {
  // An arrow asks this for each side of what it is bound to: nothing is made for the answer.
  const wayX = to[0] - from[0];
  const wayY = to[1] - from[1];
  const sideX = b[0] - a[0];
  const sideY = b[1] - a[1];
  const turn = wayX * sideY - wayY * sideX;
  if (turn === 0) return null;
  const x = a[0] - from[0];
  const y = a[1] - from[1];
  const along = (x * sideY - y * sideX) / turn;
  const across = (x * wayY - y * wayX) / turn;
  // Two sides meet at a corner, which is on both within what the numbers hold.
  const isOnSide = across >= -1e-6 && across <= 1 + 1e-6;
  return along >= 0 && along <= 1 && isOnSide ? along : null;
}
