/** Following: where the ends of an arrow are, by the shapes that they are bound to. It knows no document. */
import { type Anchor, anchoredPoint } from "../anchor.ts";
import type { Point } from "../record.ts";
import { meeting, type Target, type TargetFinder } from "./target.ts";
import { arcWay, type Way } from "./way.ts";

/** An end at an outline stops so many board units short of it. */
export const GAP = 5;

/** The two ends of an arrow on the board. */
export interface Ends {
  readonly from: Point;
  readonly to: Point;
}

/** The anchors of the two ends of an arrow. */
export interface Bound {
  readonly start: Anchor | null;
  readonly end: Anchor | null;
}

/** Where an arrow goes, and where it would go if it did not stop at outlines. */
export interface Followed extends Ends {
  readonly aim: Ends;
}

/** The part of an arrow that decides on its ends, besides its anchors. */
export interface Course {
  readonly ends: Ends;
  /** How far its arc bends; 0: it is straight. */
  readonly bend: number;
  /** The width of its line. */
  readonly line: number;
}

/** Returns where the ends of an arrow are, once they have followed their shapes. An end without its shape stays. */
export function followed(
  { ends, bend, line }: Course,
  { start, end }: Bound,
  targetOf: TargetFinder,
): Followed {
  const startAt = start === null ? undefined : targetOf(start.shape);
  const endAt = end === null ? undefined : targetOf(end.shape);
  const aim = {
    from: start !== null && startAt !== undefined ? anchoredPoint(start, startAt) : ends.from,
    to: end !== null && endAt !== undefined ? anchoredPoint(end, endAt) : ends.to,
  };
  const startEdge = start?.edge === true ? startAt : undefined;
  const endEdge = end?.edge === true ? endAt : undefined;
  if (startEdge === undefined && endEdge === undefined) return { ...aim, aim };
  const way = arcWay(aim.from, aim.to, bend);
  const { first, last } = cut(way, startEdge, endEdge, line);
  return {
    from: first === 0 ? aim.from : way.at(first),
    to: last === way.length ? aim.to : way.at(last),
    aim,
  };
}

/** The part of a way that is left between two outlines. */
function cut(
  way: Way,
  start: Target | undefined,
  end: Target | undefined,
  line: number,
): { first: number; last: number } {
  const { length } = way;
  const leaves = start === undefined ? null : meeting(way, start, true);
  const meets = end === undefined ? null : meeting(way, end, false);
  const first = leaves ?? 0;
  const last = meets ?? length;
  // Shapes that lie over each other leave nothing: then it goes all the way.
  if (last <= first) return { first: 0, last: length };
  const most = (last - first) / 4;
  const gap = (target: Target) => Math.min(most, GAP + target.bleed + line / 2);
  return {
    first: leaves === null || start === undefined ? first : first + gap(start),
    last: meets === null || end === undefined ? last : last - gap(end),
  };
}
