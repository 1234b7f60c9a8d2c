/** Following: where the ends of an arrow are, by the shapes that they are bound to. It knows no document. */
import { type Anchor, anchoredPoint } from "../anchor.ts";
import { type Box, distance } from "../geometry.ts";
import type { Point } from "../record.ts";
import type { Route } from "../style.ts";
import { elbow, elbowRegion } from "./elbow.ts";
import { meeting, meetingOnLine, type Target, type TargetFinder } from "./target.ts";
import { arcWay, bendOfPart, isFlat, PolyWay, pointOnLine, type Way } from "./way.ts";

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

/** Where an arrow goes, once it has followed its shapes. */
export interface Followed extends Ends {
  /** Where it would go if it did not stop at outlines: its arc is one between these. */
  readonly aim: Ends;
  /** The bend of the part of that arc that is seen. */
  readonly bend: number;
  /** The corners between its ends, for one that goes along the board's sides. */
  readonly via: readonly Point[];
}

/** The part of an arrow that decides on where it goes, besides its anchors. */
export interface Course {
  readonly ends: Ends;
  readonly route: Route;
  readonly bend: number;
  /** The width of its line. */
  readonly line: number;
}

/** Finds the boxes of shapes that lie in the way of an arrow between two points, in a part of the board. */
export type ObstacleFinder = (within: Box, bound: Bound, aim: Ends) => readonly Box[];

/** Returns where an arrow goes, once its ends have followed their shapes. An end without its shape stays. */
export function followed(
  { ends, route, bend, line }: Course,
  { start, end }: Bound,
  targetOf: TargetFinder,
  obstaclesIn: ObstacleFinder = () => [],
): Followed {
  const startAt = start === null ? undefined : targetOf(start.shape);
  const endAt = end === null ? undefined : targetOf(end.shape);
  const aim = {
    from: start !== null && startAt !== undefined ? anchoredPoint(start, startAt) : ends.from,
    to: end !== null && endAt !== undefined ? anchoredPoint(end, endAt) : ends.to,
  };
  const startEdge = start?.edge === true ? startAt : undefined;
  const endEdge = end?.edge === true ? endAt : undefined;
  if (route === "elbow") {
    const obstacles = obstaclesIn(elbowRegion(aim, startAt, endAt), { start, end }, aim);
    const points = elbow(aim, startAt?.around ?? null, endAt?.around ?? null, obstacles);
    const way = new PolyWay(points, 0);
    const { first, last } = cut(way, startEdge, endEdge, line);
    const via = way.steps.filter(({ length }) => length > first && length < last);
    return { ...endsOn(way, first, last, aim), aim, bend: 0, via: via.map(({ at }) => at) };
  }
  const arc = route === "curve" ? bend : 0;
  if (startEdge === undefined && endEdge === undefined) return { ...aim, aim, bend: arc, via: [] };
  const chord = distance(aim.from, aim.to);
  if (isFlat(chord, arc)) return straight(aim, chord, arc, startEdge, endEdge, line);
  const way = arcWay(aim.from, aim.to, arc);
  const { first, last } = cut(way, startEdge, endEdge, line);
  return {
    ...endsOn(way, first, last, aim),
    aim,
    bend: bendOfPart(arc, (last - first) / Math.max(way.length, 1)),
    via: [],
  };
}

/** An arrow that goes straight, as most do: no way is made for it. */
function straight(
  aim: Ends,
  length: number,
  bend: number,
  start: Target | undefined,
  end: Target | undefined,
  line: number,
): Followed {
  const { from, to } = aim;
  const left = start === undefined ? null : meetingOnLine(to, from, length, start);
  const leaves = left === null ? null : length - left;
  const meets = end === undefined ? null : meetingOnLine(from, to, length, end);
  const { first, last } = between({ length, leaves, meets }, start, end, line);
  return {
    from: first === 0 ? from : pointOnLine(from, to, length, first),
    to: last === length ? to : pointOnLine(from, to, length, last),
    aim,
    bend: bendOfPart(bend, (last - first) / Math.max(length, 1)),
    via: [],
  };
}

/** The ends of a part of a way; where it is not cut, they are those aimed at, to the last digit. */
function endsOn(way: Way, first: number, last: number, aim: Ends): Ends {
  return {
    from: first === 0 ? aim.from : way.at(first),
    to: last === way.length ? aim.to : way.at(last),
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
  return between({ length, leaves, meets }, start, end, line);
}

/** The part that is left of a length between the places where it leaves one outline and meets another. */
function between(
  {
    length,
    leaves,
    meets,
  }: { readonly length: number; readonly leaves: number | null; readonly meets: number | null },
  start: Target | undefined,
  end: Target | undefined,
  line: number,
): { first: number; last: number } {
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
