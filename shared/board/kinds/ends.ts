/** Two ends, which are dragged by themselves: the common part of arrows and lines. */
import { type Box, boxFromPoints, centerOf, rotate } from "../geometry.ts";
import type { AnyShape, PointHandle } from "../kind.ts";
import { type Fields, oneOf, type Point, readPoint, type ShapeBase, type Size } from "../record.ts";
import { DASHES, type Dash, FINISHES, type Finish } from "../style.ts";
import { storedPoint, stretched } from "./stretch.ts";

/** The names of the two ends' handles. */
export type EndHandle = "from" | "to";

/** A shape from one point to another; both are relative to `xy`. Its box is the one around the two. */
export interface TwoEnds extends ShapeBase {
  readonly from: Point;
  readonly to: Point;
  readonly dash: Dash;
  readonly finish: Finish;
}

/** Place, size and ends of such a shape, as they are stored. */
export interface EndsPlace {
  readonly xy: Point;
  readonly size: Size;
  readonly from: Point;
  readonly to: Point;
}

/** Reads the fields of the two ends; `null` when one is missing. */
export function readEnds(fields: Fields): Pick<TwoEnds, "from" | "to" | "dash" | "finish"> | null {
  const from = readPoint(fields.get("from"));
  const to = readPoint(fields.get("to"));
  if (from === null || to === null) return null;
  return {
    from,
    to,
    dash: oneOf(DASHES, fields.get("dash"), "solid"),
    finish: oneOf(FINISHES, fields.get("finish"), "neat"),
  };
}

/** The stored form between two points of the board. */
export function endsBetween(from: Point, to: Point): EndsPlace {
  const [fromX, fromY] = storedPoint(from);
  const [toX, toY] = storedPoint(to);
  const x = Math.min(fromX, toX);
  const y = Math.min(fromY, toY);
  return {
    xy: [x, y],
    size: [Math.abs(toX - fromX), Math.abs(toY - fromY)],
    from: [fromX - x, fromY - y],
    to: [toX - x, toY - y],
  };
}

/** The two ends on the board. */
export function endsOf({ xy, size, from, to, angle }: TwoEnds): readonly [from: Point, to: Point] {
  const center = centerOf(xy, size);
  return [
    rotate([xy[0] + from[0], xy[1] + from[1]], center, angle),
    rotate([xy[0] + to[0], xy[1] + to[1]], center, angle),
  ];
}

/** The handles at the two ends. */
function endHandles(shape: TwoEnds): readonly PointHandle[] {
  const [from, to] = endsOf(shape);
  return [
    { name: "from", at: from },
    { name: "to", at: to },
  ];
}

/** With shift it goes in one of so many directions. */
const DIRECTIONS = 24;

/** Where a moving end is: with shift it keeps to the nearest of the even directions. */
export function movedEnd(fixed: Point, moving: Point, shift: boolean): Point {
  if (!shift) return moving;
  const length = Math.hypot(moving[0] - fixed[0], moving[1] - fixed[1]);
  const step = (2 * Math.PI) / DIRECTIONS;
  const angle = Math.round(Math.atan2(moving[1] - fixed[1], moving[0] - fixed[0]) / step) * step;
  return [fixed[0] + length * Math.cos(angle), fixed[1] + length * Math.sin(angle)];
}

/** The same shape with one of its ends elsewhere. It is not turned any more: its ends say where it goes. */
function pulledEnd<S extends TwoEnds>(shape: S, handle: string, at: Point, shift: boolean): S {
  const [from, to] = endsOf(shape);
  const place =
    handle === "from"
      ? endsBetween(movedEnd(to, at, shift), to)
      : endsBetween(from, movedEnd(from, at, shift));
  return { ...shape, ...place, angle: 0 };
}

/** The same shape at another place and in another size: its ends follow its box. */
function placedEnds<S extends TwoEnds>(shape: S, xy: Point, size: Size): S {
  const scaleX = shape.size[0] === 0 ? 1 : size[0] / shape.size[0];
  const scaleY = shape.size[1] === 0 ? 1 : size[1] / shape.size[1];
  const { from, to } = shape;
  if (scaleX === 1 && scaleY === 1) return { ...shape, xy, size };
  return {
    ...shape,
    xy,
    size,
    from: [from[0] * scaleX, from[1] * scaleY],
    to: [to[0] * scaleX, to[1] * scaleY],
  };
}

/** The parts of a kind that follow from its two ends alone. */
export const twoEnds = {
  /** A point is nothing without the place to which it is relative. */
  together: ["xy", "size", "from", "to", "angle"] as const,
  placed: placedEnds,
  resized<S extends TwoEnds & AnyShape>(shape: S, from: Box, to: Box): S {
    const { xy, size } = stretched(shape, from, to);
    return placedEnds(shape, xy, size);
  },
  turned<S extends TwoEnds & AnyShape>(shape: S, by: number, about: Point): S {
    const [from, to] = endsOf(shape);
    const turn = (point: Point) => rotate(point, about, by);
    return { ...shape, ...endsBetween(turn(from), turn(to)), angle: 0 };
  },
  mirrored<S extends TwoEnds & AnyShape>(shape: S, axis: "x" | "y"): S {
    const [width, height] = shape.size;
    const mirror = ([x, y]: Point): Point => (axis === "x" ? [width - x, y] : [x, height - y]);
    return { ...shape, from: mirror(shape.from), to: mirror(shape.to) };
  },
  handles: endHandles,
  pulled: pulledEnd,
};

/** The box around points relative to a shape's `xy`. */
export function boxAround(points: readonly Point[]): Box {
  return boxFromPoints(points) ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
}
