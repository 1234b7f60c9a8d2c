/** Anchors: a point that keeps its place in a shape. Ends of arrows, pins and links have them. They know no document. */

import { centerOf, rotate } from "./geometry.ts";
import { isShapeId } from "./place.ts";
import type { Point, Size } from "./record.ts";

/** A point of a shape, which goes where the shape goes. */
export interface Anchor {
  readonly shape: string;
  /** The point in the shape's box before it is turned: `[0, 0]` is its top left corner, `[1, 1]` its bottom right one. */
  readonly at: Point;
  /** Whether what is anchored ends at the shape's outline, on its way to the point. */
  readonly edge: boolean;
}

/** A box that is turned about its middle. */
export interface TurnedBox {
  readonly xy: Point;
  readonly size: Size;
  /** Radians, clockwise. */
  readonly angle: number;
}

/** The middle of a shape. */
const MIDDLE: Point = [0.5, 0.5];

/** Reads an anchor; `null` when it is none. */
export function readAnchor(value: unknown): Anchor | null {
  if (typeof value !== "object" || value === null) return null;
  const { shape, at, edge } = value as Record<string, unknown>;
  if (!isShapeId(shape) || !Array.isArray(at) || at.length !== 2) return null;
  const [u, v]: unknown[] = at;
  return isShare(u) && isShare(v) ? { shape, at: [u, v], edge: edge === true } : null;
}

/** Returns an anchor as it is stored. */
export function anchorFields({ shape, at, edge }: Anchor): object {
  return edge ? { shape, at, edge } : { shape, at };
}

/** Returns where an anchor's point is on the board. */
export function anchoredPoint({ at }: Pick<Anchor, "at">, { xy, size, angle }: TurnedBox): Point {
  const point: Point = [xy[0] + at[0] * size[0], xy[1] + at[1] * size[1]];
  return rotate(point, centerOf(xy, size), angle);
}

/** Returns the place in a box (0 to 1 across and down) that is nearest to a point of the board. */
export function shareAt(point: Point, { xy, size, angle }: TurnedBox): Point {
  const [x, y] = rotate(point, centerOf(xy, size), -angle);
  return [share(x - xy[0], size[0]), share(y - xy[1], size[1])];
}

/** Writes an anchor as parameters of a link's fragment: `shape=<id>`, and `at=<u>,<v>` unless it is the middle. */
export function anchorLink({ shape, at }: Pick<Anchor, "shape" | "at">): string {
  const link = `shape=${encodeURIComponent(shape)}`;
  if (at[0] === MIDDLE[0] && at[1] === MIDDLE[1]) return link;
  return `${link}&at=${rounded(at[0])},${rounded(at[1])}`;
}

/** Reads the anchor that a link's fragment names; `null` when it names none. A bad `at` is the middle. */
export function readAnchorLink(fragment: string): Anchor | null {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  const at = parameters.get("at")?.split(",").map(Number);
  const shape = parameters.get("shape");
  return (
    readAnchor({ shape, at: at ?? MIDDLE, edge: false }) ??
    readAnchor({ shape, at: MIDDLE, edge: false })
  );
}

function isShare(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function share(distance: number, length: number): number {
  return length === 0 ? 0.5 : Math.min(1, Math.max(0, distance / length));
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
