/** Carrying: what the ends of an arrow are bound to once a hand has moved it. It knows no document. */
import { type Anchor, anchoredPoint, shareAt } from "../anchor.ts";
import type { Point } from "../record.ts";
import type { Bound, Followed } from "./follow.ts";
import { contains, type TargetFinder } from "./target.ts";
import { arcWay, bendThrough } from "./way.ts";

/** The ends of an arrow that let go of their shapes. */
export interface Released {
  readonly start: boolean;
  readonly end: boolean;
}

/**
 * Returns what an arrow is bound to once it is moved by so much. With one of its shapes it stays bound to both. Without
 * them, an end stays bound while its point still lies in its shape, where it aims at that point. Else the end lets go.
 */
export function carried(
  { start, end }: Bound,
  by: Point,
  goesAlong: (shape: string) => boolean,
  targetOf: TargetFinder,
): Bound {
  const isAlong = [start, end].some((anchor) => anchor !== null && goesAlong(anchor.shape));
  if (isAlong || (by[0] === 0 && by[1] === 0)) return { start, end };
  const slid = (anchor: Anchor | null): Anchor | null => {
    const target = anchor === null ? undefined : targetOf(anchor.shape);
    if (anchor === null || target === undefined) return null;
    const [x, y] = anchoredPoint(anchor, target);
    const point: Point = [x + by[0], y + by[1]];
    return contains(target.outline, point) ? { ...anchor, at: shareAt(point, target) } : null;
  };
  return { start: slid(start), end: slid(end) };
}

/** Says which ends have let go between two states of an arrow. */
export function releasedBetween(before: Bound, now: Bound): Released {
  return {
    start: before.start !== null && now.start === null,
    end: before.end !== null && now.end === null,
  };
}

/** Returns the bend with which an arc is seen where it was, once some of its ends have let go. */
export function bendReleased({ from, to, aim, bend }: Followed, { start, end }: Released): number {
  if (start && end) return bend;
  const way = arcWay(from, to, bend);
  return bendThrough(start ? from : aim.from, way.at(way.length / 2), end ? to : aim.to);
}
