/** Builds an R-tree of many things at once: along a curve that keeps neighbours together. It knows no shapes. */
import type { Box } from "../geometry.ts";

/** A node of the tree as rbush keeps it. */
export interface Node<T> extends Box {
  children: (Node<T> | T)[];
  /** 1 for one whose children are things. */
  height: number;
  leaf: boolean;
}

/** Steps of the grid on which the curve runs, on each axis: as a power of 2. */
const BITS = 16;
const LAST_STEP = 2 ** BITS - 1;

/** A place on the curve and the number of a thing share one number, which holds 53 bits. */
const MOST_THINGS = 2 ** (53 - 2 * BITS);

/**
 * Packs things into nodes of `most` each, in the order of the middles of their boxes along a Hilbert curve. One sort of
 * numbers takes a fraction of the time that rbush needs for its own bulk. `null`: there are none, or too many.
 */
export function packed<T extends { readonly box: Box }>(
  things: readonly T[],
  most: number,
): Node<T> | null {
  if (things.length === 0 || things.length > MOST_THINGS) return null;
  let level: Node<T>[] = nodesOf(alongCurve(things), ({ box }) => box, most, 1);
  for (let height = 2; level.length > 1; height++) {
    level = nodesOf(level, (node) => node, most, height);
  }
  return level[0] ?? null;
}

function alongCurve<T extends { readonly box: Box }>(things: readonly T[]): T[] {
  const { minX, minY, maxX, maxY } = around(things, ({ box }) => box);
  const scaleX = LAST_STEP / Math.max(2 * (maxX - minX), Number.MIN_VALUE);
  const scaleY = LAST_STEP / Math.max(2 * (maxY - minY), Number.MIN_VALUE);
  const keys = new Float64Array(things.length);
  for (const [index, { box }] of things.entries()) {
    const x = stepOf((box.minX + box.maxX - 2 * minX) * scaleX);
    const y = stepOf((box.minY + box.maxY - 2 * minY) * scaleY);
    keys[index] = placeOnCurve(x, y) * MOST_THINGS + index;
  }
  keys.sort();
  const ordered: T[] = [];
  for (const key of keys) {
    const thing = things[key % MOST_THINGS];
    if (thing !== undefined) ordered.push(thing);
  }
  return ordered;
}

/** A whole step of the grid; what is no number is at its beginning. */
function stepOf(value: number): number {
  return value >= 0 ? Math.min(LAST_STEP, Math.floor(value)) : 0;
}

/** How far along the Hilbert curve a step of the grid lies. */
function placeOnCurve(stepX: number, stepY: number): number {
  let x = stepX;
  let y = stepY;
  let place = 0;
  for (let side = 2 ** (BITS - 1); side >= 1; side /= 2) {
    const isRight = (x & side) > 0;
    const isLow = (y & side) > 0;
    place += side * side * (isRight ? (isLow ? 2 : 3) : isLow ? 1 : 0);
    if (isLow) continue;
    if (isRight) {
      x = side - 1 - (x & (side - 1));
      y = side - 1 - (y & (side - 1));
    }
    [x, y] = [y, x];
  }
  return place;
}

function nodesOf<T, C extends Node<T> | T>(
  children: readonly C[],
  boxOf: (child: C) => Box,
  most: number,
  height: number,
): Node<T>[] {
  const nodes: Node<T>[] = [];
  for (let start = 0; start < children.length; start += most) {
    const own = children.slice(start, start + most);
    nodes.push({ children: own, height, leaf: height === 1, ...around(own, boxOf) });
  }
  return nodes;
}

function around<C>(all: readonly C[], boxOf: (one: C) => Box): Box {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const one of all) {
    const { minX, minY, maxX, maxY } = boxOf(one);
    if (minX < box.minX) box.minX = minX;
    if (minY < box.minY) box.minY = minY;
    if (maxX > box.maxX) box.maxX = maxX;
    if (maxY > box.maxY) box.maxY = maxY;
  }
  return box;
}
