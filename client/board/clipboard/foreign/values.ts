/** Values of other programs, read as hostile: what is missing or of another type has a default. */

import { anchoredPoint, shareAt, type TurnedBox } from "../../../../shared/board/anchor.ts";
import { rotate } from "../../../../shared/board/geometry.ts";
import { encodeInk, type InkPoint } from "../../../../shared/board/ink.ts";
import { endsBetween } from "../../../../shared/board/kinds/ends.ts";
import { storedPoint } from "../../../../shared/board/kinds/stretch.ts";
import type { Point, Size } from "../../../../shared/board/shape.ts";
import { MAX_COORDINATE, MAX_INK_POINTS } from "../../../../shared/limits.ts";
import { inkBox } from "../../draft.ts";

export type Values = Readonly<Record<string, unknown>>;

/** The part of a shape that the page must do: fit a text's box around its words, or store an image. */
export interface Rest {
  /** The width at which the text wraps; `null`: it is as wide as its words. */
  readonly wrap?: number | null;
  /** It has a label, whose letters must fit it. */
  readonly fits?: true;
  /** The name of the image in the reading. */
  readonly image?: string;
}

/** A shape to be, by its stored fields. */
export type Made = readonly [
  id: string,
  fields: Readonly<Record<string, unknown>>,
  rest?: Rest | undefined,
];

/** Everything that can become another thing than it was, or nothing. */
export type Change =
  | "unknown"
  | "video"
  | "page"
  | "imageElsewhere"
  | "imageMissing"
  | "imageRefused"
  | "figure"
  | "letters"
  | "link"
  | "cut";

/** How many things have become others. */
export class Changes {
  readonly #counts = new Map<Change, number>();

  note(change: Change, count = 1): void {
    if (count > 0) this.#counts.set(change, this.of(change) + count);
  }

  of(change: Change): number {
    return this.#counts.get(change) ?? 0;
  }

  [Symbol.iterator](): Iterator<[Change, number]> {
    return this.#counts.entries();
  }
}

/** A reading: shapes from the lowest to the highest, their images as addresses that hold them, and what has changed. */
export interface Foreign {
  readonly shapes: readonly Made[];
  readonly images: ReadonlyMap<string, string>;
  readonly changes: Changes;
}

export function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function valuesOf(value: unknown): Values {
  return isValues(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A number on the board. */
export function numberOf(value: unknown, otherwise = 0): number {
  const isOnBoard = typeof value === "number" && Math.abs(value) <= MAX_COORDINATE;
  return isOnBoard ? value : otherwise;
}

/** The entry of a table by a name from elsewhere. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: unknown, otherwise: T): T {
  const key = String(name);
  return Object.hasOwn(table, key) ? (table[key] ?? otherwise) : otherwise;
}

/** The name whose number is the nearest, by ratio. */
export function nearest<T extends string>(table: Readonly<Record<T, number>>, value: number): T {
  const names = Object.keys(table) as T[];
  const far = (name: T) => Math.abs(Math.log(table[name] / Math.max(value, 1e-6)));
  return names.reduce((best, name) => (far(name) < far(best) ? name : best));
}

/** The place and points of a stroke between points of the board; it may have fewer than were given. */
export function strokeFields(points: readonly InkPoint[]): Values {
  const step = Math.ceil(points.length / MAX_INK_POINTS);
  const kept = points.filter((_, at) => at % step === 0 || at === points.length - 1);
  const { xy, size, points: own } = inkBox(kept.slice(0, MAX_INK_POINTS));
  return { xy: storedPoint(xy), size, points: encodeInk(own) };
}

/** The fields of a line with corners through points of the board; it may have fewer than were given. */
export function polylineFields(corners: readonly Place[], closed: boolean): Values {
  const [first, last] = [corners[0], corners.at(-1)];
  const isDouble = closed && first !== undefined && last !== undefined && corners.length > 3;
  const isBack = isDouble && Math.hypot(last[0] - first[0], last[1] - first[1]) < 1;
  const points = (isBack ? corners.slice(0, -1) : corners).map(([x, y]): InkPoint => [x, y, 0.5]);
  return { type: "polyline", ...strokeFields(points), closed };
}

/** A point, with or without pressure. */
type Place = readonly [x: number, y: number, ...rest: readonly number[]];

/** The place and the ends of an arrow or a line between two points of the board. */
export function endFields(from: Point, to: Point): Values {
  return { ...endsBetween(from, to) };
}

/** A place and a size on the board. */
export function boxFields(xy: Point, size: Size): Values {
  return { xy: storedPoint(xy), size: [Math.abs(size[0]), Math.abs(size[1])] };
}

/** An anchor in a shape. */
export function anchorTo(shape: string, at: readonly unknown[], edge: boolean): Values {
  const share = (value: unknown) => Math.min(1, Math.max(0, numberOf(value, 0.5)));
  return { shape, at: [share(at[0]), share(at[1])], edge };
}

/** The share of a box within which a line aims at its middle. */
const NEAR_MIDDLE = 0.12;

/** Units by which a line may miss the box to which it is bound. */
const MISS = 8;

/**
 * The anchor in a box at which the end of a line aims: the point of its way on that is nearest to the middle.
 * A line that leads past the box would be drawn otherwise if it followed: it has none.
 */
export function aimedAt(
  shape: string,
  box: TurnedBox,
  end: Point,
  before: Point,
): Values | undefined {
  const { xy, size } = box;
  const middle: Point = [xy[0] + size[0] / 2, xy[1] + size[1] / 2];
  const [x, y] = [end[0] - before[0], end[1] - before[1]];
  const length = x * x + y * y;
  if (length === 0) return anchorTo(shape, [0.5, 0.5], true);
  const on = Math.max(0, ((middle[0] - end[0]) * x + (middle[1] - end[1]) * y) / length);
  const aim: Point = [end[0] + x * on, end[1] + y * on];
  const at = shareAt(aim, box);
  const [hitX, hitY] = anchoredPoint({ at }, box);
  if (Math.hypot(hitX - aim[0], hitY - aim[1]) > MISS) return undefined;
  const isMiddle = at.every((share) => Math.abs(share - 0.5) < NEAR_MIDDLE);
  return anchorTo(shape, isMiddle ? [0.5, 0.5] : at, true);
}

/** How far a curved arrow bends to its left, as a share of its length; `right`: how far its middle lies at its right. */
export function courseOf(from: Point, to: Point, right: number): Values {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const bend = length === 0 ? 0 : Math.min(4, Math.max(-4, -right / length));
  return Math.abs(bend) < 0.01 ? {} : { route: "curve", bend };
}

/** The box around points. */
export function boxAround(points: readonly Point[]): { readonly xy: Point; readonly size: Size } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return points.length === 0
    ? { xy: [0, 0], size: [0, 0] }
    : { xy: [left, top], size: [right - left, bottom - top] };
}

/** The field of an image that is mirrored across, down, or both. */
export function flipFields(across: boolean, down: boolean): Values {
  const flip = `${across ? "x" : ""}${down ? "y" : ""}`;
  return flip === "" ? {} : { flip };
}

/** Points turned about the middle of their box. */
export function turned(points: readonly Point[], angle: number): readonly Point[] {
  if (angle === 0) return points;
  const { xy, size } = boxAround(points);
  const middle: Point = [xy[0] + size[0] / 2, xy[1] + size[1] / 2];
  return points.map((point) => rotate(point, middle, angle));
}
