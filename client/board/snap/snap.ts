/** Snapping: how far a box goes so that it lines up with others, or stands at the same gap. It knows no shapes. */
import type { Point } from "../../../shared/board/shape.ts";
import type { Box } from "../geometry.ts";

/** Across (0) or down (1). */
export type Axis = 0 | 1;

/** A mark that shows why something has snapped: a line through sides and middles, or one of several equal gaps. */
export interface Guide {
  readonly kind: "line" | "gap";
  /** A line stands at one place of this axis; a gap runs along it. */
  readonly axis: Axis;
  /** The place of a line on its axis; the place of a gap on the other one. */
  readonly at: number;
  /** The two ends: of a line on the other axis, of a gap on its own. */
  readonly from: number;
  readonly to: number;
}

/** How far to go on each axis; `null`: nothing is near. */
export type Pull = readonly [across: number | null, down: number | null];

/** Places that are no further apart than this are the same, in board units. */
const SAME = 0.02;

export const startOf = (box: Box, axis: Axis): number => (axis === 0 ? box.minX : box.minY);
export const endOf = (box: Box, axis: Axis): number => (axis === 0 ? box.maxX : box.maxY);
const middleOf = (box: Box, axis: Axis): number => (startOf(box, axis) + endOf(box, axis)) / 2;
const otherAxis = (axis: Axis): Axis => (axis === 0 ? 1 : 0);

/** The places of a box to which others snap, and that snap themselves. */
const linesOf = (box: Box, axis: Axis): readonly number[] => [
  startOf(box, axis),
  middleOf(box, axis),
  endOf(box, axis),
];

/** The gap between two neighbours, and the boxes beside it. */
interface Gap {
  readonly before: Box;
  readonly after: Box;
  readonly length: number;
}

/** The boxes to which something snaps, ready to be asked at each move. */
export class SnapTargets {
  readonly boxes: readonly Box[];
  /** The places of all lines of each axis, in order. */
  readonly #lines: readonly [Float64Array, Float64Array];
  /** The boxes by their start on each axis. */
  readonly #byStart: readonly [readonly Box[], readonly Box[]];

  constructor(boxes: readonly Box[]) {
    this.boxes = boxes;
    const sorted = (axis: Axis) =>
      Float64Array.from(boxes.flatMap((box) => linesOf(box, axis))).sort();
    this.#lines = [sorted(0), sorted(1)];
    const byStart = (axis: Axis) => [...boxes].sort((a, b) => startOf(a, axis) - startOf(b, axis));
    this.#byStart = [byStart(0), byStart(1)];
  }

  /** How far a place must go to the nearest line; `null`: none is within `reach`. */
  pullOf(places: readonly number[], axis: Axis, reach: number): number | null {
    let best: number | null = null;
    for (const place of places) {
      const way = nearest(this.#lines[axis], place) - place;
      if (Math.abs(way) <= Math.min(reach, Math.abs(best ?? reach))) best = way;
    }
    return best;
  }

  /** How far a box that moves must go on each axis. Lines count before gaps that are as near. */
  pull(box: Box, reach: number): Pull {
    const pullOn = (axis: Axis): number | null => {
      const line = this.pullOf(linesOf(box, axis), axis, reach);
      const gap = this.#gapPull(box, axis, reach);
      if (line === null || gap === null) return line ?? gap;
      return Math.abs(gap) < Math.abs(line) - SAME ? gap : line;
    };
    return [pullOn(0), pullOn(1)];
  }

  /** The marks for a box that stands where it stands. */
  guides(box: Box): Guide[] {
    return ([0, 1] as const).flatMap((axis) => [
      ...this.lineGuides(linesOf(box, axis), box, axis),
      ...this.#gapGuides(box, axis),
    ]);
  }

  /** The lines through these places of a box and through the boxes that have a line there. */
  lineGuides(places: readonly number[], box: Box, axis: Axis): Guide[] {
    const other = otherAxis(axis);
    return places.flatMap((at): Guide[] => {
      if (Math.abs(nearest(this.#lines[axis], at) - at) >= SAME) return [];
      const same = this.boxes.filter((one) =>
        linesOf(one, axis).some((line) => Math.abs(line - at) < SAME),
      );
      const all = [box, ...same];
      const from = Math.min(...all.map((one) => startOf(one, other)));
      const to = Math.max(...all.map((one) => endOf(one, other)));
      return [{ kind: "line", axis, at, from, to }];
    });
  }

  #gapPull(box: Box, axis: Axis, reach: number): number | null {
    let best: number | null = null;
    const offer = (start: number) => {
      const way = start - startOf(box, axis);
      if (Math.abs(way) <= Math.min(reach, Math.abs(best ?? reach))) best = way;
    };
    const length = endOf(box, axis) - startOf(box, axis);
    for (const { before, after, length: gap } of this.#gaps(box, axis, reach)) {
      if (gap > length) offer(endOf(before, axis) + (gap - length) / 2);
      offer(endOf(after, axis) + gap);
      offer(startOf(before, axis) - gap - length);
    }
    return best;
  }

  #gapGuides(box: Box, axis: Axis): Guide[] {
    const guides: Guide[] = [];
    const mark = (before: Box, after: Box) => {
      const other = otherAxis(axis);
      const least = Math.max(startOf(before, other), startOf(after, other));
      const most = Math.min(endOf(before, other), endOf(after, other));
      const [from, to] = [endOf(before, axis), startOf(after, axis)];
      guides.push({ kind: "gap", axis, at: (least + most) / 2, from, to });
    };
    const is = (one: number, other: number) => Math.abs(one - other) < SAME;
    for (const { before, after, length } of this.#gaps(box, axis, 0)) {
      const left = startOf(box, axis) - endOf(before, axis);
      const right = startOf(after, axis) - endOf(box, axis);
      if (left > SAME && is(left, right)) {
        mark(before, box);
        mark(box, after);
      } else if (is(startOf(box, axis) - endOf(after, axis), length)) {
        mark(before, after);
        mark(after, box);
      } else if (is(startOf(before, axis) - endOf(box, axis), length)) {
        mark(box, before);
        mark(before, after);
      }
    }
    return guides;
  }

  /** The gaps between neighbours in the row (or column) of a box. */
  #gaps(box: Box, axis: Axis, reach: number): Gap[] {
    const other = otherAxis(axis);
    const [least, most] = [startOf(box, other) - reach, endOf(box, other) + reach];
    const gaps: Gap[] = [];
    let before: Box | undefined;
    for (const after of this.#byStart[axis]) {
      if (startOf(after, other) >= most || endOf(after, other) <= least) continue;
      const length = before === undefined ? 0 : startOf(after, axis) - endOf(before, axis);
      if (before !== undefined && length > SAME) gaps.push({ before, after, length });
      if (before === undefined || endOf(after, axis) > endOf(before, axis)) before = after;
    }
    return gaps;
  }
}

/** The number of a sorted list that is nearest to a place; infinity of an empty one. */
function nearest(sorted: Float64Array, place: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  const above = sorted[low] ?? Number.POSITIVE_INFINITY;
  const below = sorted[low - 1] ?? Number.NEGATIVE_INFINITY;
  return above - place < place - below ? above : below;
}

/** How far a place must go to the nearest line of a grid. */
export function gridPull(place: number, spacing: number): number {
  return Math.round(place / spacing) * spacing - place;
}

/** A box, so much further. */
export function shifted({ minX, minY, maxX, maxY }: Box, [x, y]: Point): Box {
  return { minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y };
}
