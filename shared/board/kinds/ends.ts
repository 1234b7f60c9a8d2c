/** Two ends, which are dragged by themselves: the common part of arrows and lines. */
import { type Box, boxFromPoints, centerOf, distance, rotate } from "../geometry.ts";
import type { AnyShape, PointHandle } from "../kind.ts";
import {
  type Fields,
  oneOf,
  type Point,
  readNumber,
  readPoint,
  type ShapeBase,
  type Size,
} from "../record.ts";
import { plainElbow } from "../route/elbow.ts";
import type { Ends, Followed } from "../route/follow.ts";
import { arcWay, bendThrough, MAX_BEND, PolyWay, type Way } from "../route/way.ts";
import { DASHES, type Dash, FINISHES, type Finish, ROUTES, type Route } from "../style.ts";
import { storedPoint, stretched } from "./stretch.ts";

/** The names of the two ends' handles. */
export type EndHandle = "from" | "to";

/** A shape from one point to another; both are relative to `xy`. Its box is the one around the two. */
export interface TwoEnds extends ShapeBase {
  readonly from: Point;
  readonly to: Point;
  readonly dash: Dash;
  readonly finish: Finish;
  readonly route: Route;
  /** The share of its chord by which the middle of its arc lies beside it, to the left as one goes. */
  readonly bend: number;
  /** Where it goes since its ends have followed shapes, relative to `xy`; `null`: as its own fields say. Never stored. */
  readonly followed: Followed | null;
}

/** The bend of an arc for which none is stored. */
export const USUAL_BEND = 0.1;

/** Place, size and ends of such a shape, as they are stored. */
export interface EndsPlace {
  readonly xy: Point;
  readonly size: Size;
  readonly from: Point;
  readonly to: Point;
}

/** Reads the fields of the two ends; `null` when one is missing. */
export function readEnds(fields: Fields): Omit<TwoEnds, keyof ShapeBase> | null {
  const from = readPoint(fields.get("from"));
  const to = readPoint(fields.get("to"));
  if (from === null || to === null) return null;
  return {
    from,
    to,
    dash: oneOf(DASHES, fields.get("dash"), "solid"),
    finish: oneOf(FINISHES, fields.get("finish"), "neat"),
    ...readRoute(fields),
    followed: null,
  };
}

/** Reads how an arrow or a line goes. */
export function readRoute(fields: Fields): Pick<TwoEnds, "route" | "bend"> {
  return {
    route: oneOf(ROUTES, fields.get("route"), "straight"),
    bend: readNumber(fields.get("bend"), -MAX_BEND, MAX_BEND) ?? USUAL_BEND,
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

/** The corners of an elbow are round, where there is room: by so many board units. */
const ELBOW_CORNER = 8;

const ways = new WeakMap<TwoEnds, Way>();

/** The way from one end to the other, relative to `xy`; made once. */
export function wayOf(shape: TwoEnds): Way {
  let way = ways.get(shape);
  if (way === undefined) {
    way = newWay(shape);
    ways.set(shape, way);
  }
  return way;
}

/** The same, made anew. */
export function newWay({ from, to, route, bend, followed }: TwoEnds): Way {
  switch (route) {
    case "straight":
      return new PolyWay([from, to], 0);
    case "curve":
      return arcWay(from, to, followed?.bend ?? bend);
    case "elbow":
      return new PolyWay(
        followed === null ? plainElbow(from, to) : [from, ...followed.via, to],
        ELBOW_CORNER,
      );
  }
}

/** A point relative to `xy`, on the board. */
function onBoard({ xy, size, angle }: TwoEnds, [x, y]: Point): Point {
  return rotate([xy[0] + x, xy[1] + y], centerOf(xy, size), angle);
}

/** The handles at the two ends, and one in the middle that bends it. */
function endHandles(shape: TwoEnds): readonly PointHandle[] {
  const [from, to] = endsOf(shape);
  const ends = [
    { name: "from", at: from },
    { name: "to", at: to },
  ];
  if (shape.route === "elbow") return ends;
  const way = wayOf(shape);
  // A label stands in the middle.
  const isLabelled = "text" in shape && (shape.text as { length: number }).length > 0;
  return [
    ...ends,
    { name: "bend", at: onBoard(shape, way.at(way.length * (isLabelled ? 0.25 : 0.5))) },
  ];
}

/** A pull that leaves the middle so near to the straight way makes it straight, in board units. */
const STRAIGHT = 5;

/** The same shape bent so that it goes through a point. */
function bentThrough<S extends TwoEnds>(shape: S, at: Point): S {
  const { from, to } = shape.followed?.aim ?? shape;
  const [a, b] = [onBoard(shape, from), onBoard(shape, to)];
  const bend = bendThrough(a, at, b);
  if (Math.abs(bend) * distance(a, b) < STRAIGHT) {
    return { ...shape, route: "straight", bend: USUAL_BEND, followed: null };
  }
  return { ...shape, route: "curve", bend, followed: null };
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
  if (handle === "bend") return bentThrough(shape, at);
  const [from, to] = endsOf(shape);
  const place =
    handle === "from"
      ? endsBetween(movedEnd(to, at, shift), to)
      : endsBetween(from, movedEnd(from, at, shift));
  return { ...shape, ...place, angle: 0, followed: null };
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
    followed: null,
  };
}

/** The same shape where its ends have followed, as the board has it. */
export function followedEnds<S extends TwoEnds>(shape: S, seen: Followed): S {
  const place = endsBetween(seen.from, seen.to);
  const inShape = ([x, y]: Point): Point => [x - place.xy[0], y - place.xy[1]];
  const ends = ({ from, to }: Ends): Ends => ({ from: inShape(from), to: inShape(to) });
  const followed = {
    ...ends(seen),
    aim: ends(seen.aim),
    bend: seen.bend,
    via: seen.via.map(inShape),
  };
  return { ...shape, ...place, angle: 0, followed };
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
    return { ...shape, ...endsBetween(turn(from), turn(to)), angle: 0, followed: null };
  },
  mirrored<S extends TwoEnds & AnyShape>(shape: S, axis: "x" | "y"): S {
    const [width, height] = shape.size;
    const mirror = ([x, y]: Point): Point => (axis === "x" ? [width - x, y] : [x, height - y]);
    const bend = -shape.bend;
    return { ...shape, from: mirror(shape.from), to: mirror(shape.to), bend, followed: null };
  },
  handles: endHandles,
  pulled: pulledEnd,
};

/** The box around points relative to a shape's `xy`. */
export function boxAround(points: readonly Point[]): Box {
  return boxFromPoints(points) ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
}
