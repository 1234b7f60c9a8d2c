/** Layouts: how far boxes go so that they stand in line, at even gaps, or in a grid. They know no shapes. */

import type { Point } from "../../shared/board/shape.ts";
import type { Box } from "./geometry.ts";
import { unionBoxes } from "./geometry.ts";

/** Says for each box how far it goes. */
export type Layout = (boxes: readonly Box[]) => readonly Point[];

type Axis = 0 | 1;

/** The air between boxes that have none, in board units. */
const GAP = 24;

/** A box that is more than so many times as wide or high as the middle one makes a grid's columns too wide. */
const UNEVEN = 1.6;

const start = (box: Box, axis: Axis): number => (axis === 0 ? box.minX : box.minY);
const end = (box: Box, axis: Axis): number => (axis === 0 ? box.maxX : box.maxY);
const length = (box: Box, axis: Axis): number => end(box, axis) - start(box, axis);
const along = (axis: Axis, way: number): Point => (axis === 0 ? [way, 0] : [0, way]);

/** Puts all boxes at one side of the box around them, or in its middle: `share` is 0, 1 or a half. */
function aligned(axis: Axis, share: number): Layout {
  return (boxes) => {
    const all = unionBoxes(boxes);
    if (all === null) return [];
    const line = start(all, axis) + share * length(all, axis);
    return boxes.map((box) => along(axis, line - (start(box, axis) + share * length(box, axis))));
  };
}

/** Puts boxes one after the other along an axis, the first where it stands; `gapOf` tells the gap between them. */
function inRow(axis: Axis, gapOf: (sorted: readonly Box[]) => number): Layout {
  return (boxes) => {
    const order = boxes.map((box, index) => ({ box, index }));
    const middle = (box: Box): number => start(box, axis) + end(box, axis);
    order.sort((a, b) => middle(a.box) - middle(b.box));
    const gap = gapOf(order.map(({ box }) => box));
    const ways: Point[] = boxes.map(() => [0, 0]);
    const [first] = order;
    let at = first === undefined ? 0 : start(first.box, axis);
    for (const { box, index } of order) {
      ways[index] = along(axis, at - start(box, axis));
      at += length(box, axis) + gap;
    }
    return ways;
  };
}

/** The gap at which the boxes take as much room as now. */
function evenGap(axis: Axis): (sorted: readonly Box[]) => number {
  return (sorted) => {
    const all = unionBoxes(sorted);
    const [first] = sorted;
    if (all === null || first === undefined || sorted.length < 2) return 0;
    const taken = sorted.reduce((sum, box) => sum + length(box, axis), 0);
    const last = Math.max(...sorted.map((box) => end(box, axis)));
    return (last - start(first, axis) - taken) / (sorted.length - 1);
  };
}

/** The gap that stands between the boxes most often. */
function usualGap(axis: Axis): (sorted: readonly Box[]) => number {
  return (sorted) => {
    const counts = new Map<number, number>();
    for (const [index, box] of sorted.entries()) {
      const next = sorted[index + 1];
      const gap = next === undefined ? 0 : Math.round(start(next, axis) - end(box, axis));
      if (gap > 0) counts.set(gap, (counts.get(gap) ?? 0) + 1);
    }
    const [usual] = [...counts].sort((a, b) => b[1] - a[1]);
    return usual === undefined || usual[1] < 2 ? GAP : usual[0];
  };
}

/**
 * Puts boxes into rows from the upper left corner of the box around them, in the order in which they stand. Boxes of
 * about one size stand in columns, too. Others stand one after the other, in rows about as wide as a square is.
 */
export function tidy(boxes: readonly Box[]): readonly Point[] {
  const all = unionBoxes(boxes);
  if (all === null) return [];
  const rows = rowsOf(boxes);
  const isEven = ([0, 1] as const).every((axis) => isAlike(boxes.map((box) => length(box, axis))));
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => lengthOf(boxes, row[column], 0))),
  );
  const ways: Point[] = boxes.map(() => [0, 0]);
  let y = all.minY;
  for (const row of rows) {
    let x = all.minX;
    for (const [column, index] of row.entries()) {
      const box = boxes[index];
      if (box === undefined) continue;
      ways[index] = [x - box.minX, y - box.minY];
      x += (isEven ? (widths[column] ?? 0) : length(box, 0)) + GAP;
    }
    y += Math.max(...row.map((index) => lengthOf(boxes, index, 1))) + GAP;
  }
  return ways;
}

function lengthOf(boxes: readonly Box[], index: number | undefined, axis: Axis): number {
  const box = index === undefined ? undefined : boxes[index];
  return box === undefined ? 0 : length(box, axis);
}

function isAlike(lengths: readonly number[]): boolean {
  const sorted = [...lengths].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return sorted.every((one) => one <= middle * UNEVEN);
}

/**
 * The rows of a grid, by the boxes' numbers. They are those in which the boxes stand already. Without such rows, the
 * grid becomes about as wide as it is high.
 */
function rowsOf(boxes: readonly Box[]): number[][] {
  const order = boxes.map((box, index) => ({ box, index }));
  const middle = ({ box }: (typeof order)[number], axis: Axis) => start(box, axis) + end(box, axis);
  order.sort((a, b) => middle(a, 1) - middle(b, 1));
  const standing: (typeof order)[] = [];
  for (const one of order) {
    const row = standing.at(-1);
    const first = row?.[0];
    const reach = first === undefined ? 0 : Math.min(length(first.box, 1), length(one.box, 1)) / 2;
    if (row !== undefined && first !== undefined && (middle(one, 1) - middle(first, 1)) / 2 < reach)
      row.push(one);
    else standing.push([one]);
  }
  const total = boxes.reduce((sum, box) => sum + length(box, 0) + GAP, 0);
  const height = boxes.reduce((sum, box) => sum + length(box, 1) + GAP, 0) / boxes.length;
  // So many rows make a square of them.
  const count = Math.max(1, Math.round(Math.sqrt(total / height)));
  const longest = Math.max(...standing.map((row) => row.length));
  const areRows =
    standing.length > 1 && longest > 1 && standing.length * longest <= boxes.length * 1.5;
  if (!areRows) {
    const perRow = Math.ceil(boxes.length / count);
    standing.length = 0;
    for (let at = 0; at < order.length; at += perRow) standing.push(order.slice(at, at + perRow));
  }
  return standing.map((row) =>
    row.sort((a, b) => middle(a, 0) - middle(b, 0)).map(({ index }) => index),
  );
}

/** The layouts by the names of their commands. */
export const LAYOUTS = {
  alignLeft: aligned(0, 0),
  alignCenter: aligned(0, 0.5),
  alignRight: aligned(0, 1),
  alignTop: aligned(1, 0),
  alignMiddle: aligned(1, 0.5),
  alignBottom: aligned(1, 1),
  distributeAcross: inRow(0, evenGap(0)),
  distributeDown: inRow(1, evenGap(1)),
  stackAcross: inRow(0, usualGap(0)),
  stackDown: inRow(1, usualGap(1)),
  tidy,
} as const satisfies Readonly<Record<string, Layout>>;
