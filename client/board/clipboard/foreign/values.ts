/** Values of other programs, read as hostile: what is missing or of another type has a default. */
import { encodeInk, type InkPoint } from "../../../../shared/board/ink.ts";
import { endsBetween } from "../../../../shared/board/kinds/ends.ts";
import { storedPoint } from "../../../../shared/board/kinds/stretch.ts";
import type { Point, Size } from "../../../../shared/board/shape.ts";
import { MAX_COORDINATE, MAX_INK_POINTS } from "../../../../shared/limits.ts";
import { inkBox } from "../../draft.ts";

export type Values = Readonly<Record<string, unknown>>;

/** A shape to be, by its stored fields. */
export type Made = readonly [id: string, fields: Readonly<Record<string, unknown>>];

/** A reading: shapes from the lowest to the highest, and how many had no counterpart here. */
export interface Foreign {
  readonly shapes: readonly Made[];
  readonly leftOut: number;
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

/** Points along a broken line, so close that a stroke through them keeps its corners. */
export function pointsAlong(corners: readonly Point[]): InkPoint[] {
  const points: InkPoint[] = [];
  for (const [at, corner] of corners.entries()) {
    const before = corners[at - 1] ?? corner;
    const steps = Math.min(
      100,
      Math.max(1, Math.ceil(Math.hypot(corner[0] - before[0], corner[1] - before[1]) / 8)),
    );
    for (let step = at === 0 ? steps : 1; step <= steps; step++) {
      const share = step / steps;
      points.push([
        before[0] + (corner[0] - before[0]) * share,
        before[1] + (corner[1] - before[1]) * share,
        0.5,
      ]);
    }
  }
  return points;
}

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

/** How far a curved arrow bends to its left, as a share of its length; `right`: how far its middle lies at its right. */
export function courseOf(from: Point, to: Point, right: number): Values {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const bend = length === 0 ? 0 : Math.min(4, Math.max(-4, -right / length));
  return Math.abs(bend) < 0.01 ? {} : { route: "curve", bend };
}
