/** Turns of a pen stroke that was drawn from afar: few points lie far apart there. */
import type { InkPoint } from "../ink.ts";

/**
 * Board units of a step that a hand makes in one event when it draws from afar. Near the board, a
 * hand that turns slows down, and its steps are shorter.
 */
const LONG_STEP = 20;

/** The cosine of the least turn that is rounded: 60°. From about there on, an outline has a spike. */
const TURN_COSINE = 0.5;

/** Says whether a hand that drew from afar has turned between two steps. */
export function isTurnFromAfar(inX: number, inY: number, outX: number, outY: number): boolean {
  const squareIn = inX * inX + inY * inY;
  const squareOut = outX * outX + outY * outY;
  if (Math.min(squareIn, squareOut) <= LONG_STEP * LONG_STEP) return false;
  return inX * outX + inY * outY < TURN_COSINE * Math.sqrt(squareIn * squareOut);
}

/** Points that take the place of a turn from afar. */
const TURN_POINTS = 9;

/**
 * The points, with a curve instead of each at which the hand turned between two long steps. The
 * outline would have a spike there. The curve stays within the points' box. `stored`: the same
 * points before they were stretched, which tell how the hand moved.
 */
export function roundTurns(
  points: readonly InkPoint[],
  stored: readonly InkPoint[],
): readonly InkPoint[] {
  let rounded: InkPoint[] | null = null;
  for (let index = 0; index < points.length; index++) {
    const [before, point, after] = [points[index - 1], points[index], points[index + 1]];
    if (point === undefined) break;
    if (before === undefined || after === undefined || !isTurnAt(stored, index)) {
      rounded?.push(point);
      continue;
    }
    rounded ??= points.slice(0, index);
    for (let part = 0; part < TURN_POINTS; part++) {
      rounded.push(curvePoint(before, point, after, part / (TURN_POINTS - 1)));
    }
  }
  return rounded ?? points;
}

function isTurnAt(points: readonly InkPoint[], index: number): boolean {
  const [before, point, after] = [points[index - 1], points[index], points[index + 1]];
  if (before === undefined || point === undefined || after === undefined) return false;
  return isTurnFromAfar(
    point[0] - before[0],
    point[1] - before[1],
    after[0] - point[0],
    after[1] - point[1],
  );
}

/** A point of the curve from the middle before `point` to the middle after it; `t` from 0 to 1. */
function curvePoint(before: InkPoint, point: InkPoint, after: InkPoint, t: number): InkPoint {
  const at = (field: 0 | 1 | 2): number => {
    const from = (before[field] + point[field]) / 2;
    const to = (point[field] + after[field]) / 2;
    return (1 - t) ** 2 * from + 2 * (1 - t) * t * point[field] + t ** 2 * to;
  };
  return [at(0), at(1), at(2)];
}
