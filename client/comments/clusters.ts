/** Clusters: pins that would lie on one another at a zoom, as one. Pure. */
import type { Pin } from "../../shared/comments/comment.ts";

type Point = Pin["at"];

/** A pin at its place on the board. */
export interface Placed<T> {
  readonly item: T;
  readonly at: Point;
}

/** Pins that are shown as one, at the place of the first in reading order. */
export interface Cluster<T> {
  readonly at: Point;
  readonly items: readonly T[];
}

/** CSS pixels within which two pins are one. */
const NEAR = 30;

/** The steps of zoom between which clusters stay as they are: half an octave. */
const STEPS_PER_OCTAVE = 2;

/** Pins whose tops differ by less than this stand in one row, in CSS pixels. */
const ROW = 24;

/** The step of a zoom. While a zoom stays within a step, the clusters stay. */
export function zoomLevel(zoom: number): number {
  return Math.floor(Math.log2(zoom) * STEPS_PER_OCTAVE);
}

/** Gathers pins that lie on one another at a step of zoom, in reading order: row by row from the top, each from the left. */
export function clustersOf<T>(pins: readonly Placed<T>[], level: number): Cluster<T>[] {
  const zoom = 2 ** (level / STEPS_PER_OCTAVE);
  const near = NEAR / zoom;
  const cells = new Map<string, { at: Point; items: T[] }[]>();
  const clusters: { at: Point; items: T[] }[] = [];
  for (const { item, at } of inReadingOrder(pins, ROW / zoom)) {
    const [column, row] = [Math.floor(at[0] / near), Math.floor(at[1] / near)];
    const home = around(column, row)
      .flatMap((cell) => cells.get(cell) ?? [])
      .find((each) => Math.hypot(each.at[0] - at[0], each.at[1] - at[1]) < near);
    if (home !== undefined) {
      home.items.push(item);
      continue;
    }
    const cluster = { at, items: [item] };
    clusters.push(cluster);
    const cell = `${column} ${row}`;
    cells.set(cell, [...(cells.get(cell) ?? []), cluster]);
  }
  return clusters;
}

/** The cell of a point, and those beside it. */
function around(column: number, row: number): string[] {
  const steps = [-1, 0, 1];
  return steps.flatMap((x) => steps.map((y) => `${column + x} ${row + y}`));
}

function inReadingOrder<T>(pins: readonly Placed<T>[], row: number): Placed<T>[] {
  const byTop = pins.toSorted((a, b) => a.at[1] - b.at[1]);
  const rows: Placed<T>[][] = [];
  let top = Number.NEGATIVE_INFINITY;
  for (const pin of byTop) {
    const last = rows.at(-1);
    if (last !== undefined && pin.at[1] - top < row) last.push(pin);
    else {
      rows.push([pin]);
      top = pin.at[1];
    }
  }
  return rows.flatMap((each) => each.sort((a, b) => a.at[0] - b.at[0]));
}
