/** Elbows: ways along the board's sides, around the shapes at both ends and others between. They know no shape. */
import { type Box, boxContainsPoint, boxesTouch, expandBox, unionBox } from "../geometry.ts";
import type { Point } from "../record.ts";
import { cheapest, type Exit, type Grid } from "./cheapest.ts";
import type { Ends } from "./follow.ts";
import type { Target } from "./target.ts";

/** Air between a way and the shapes that it goes around, in board units, where there is room. */
const AIR = 20;
const LEAST_AIR = 4;

/** How far around both ends shapes are looked for that lie in the way, and how many count. */
const AROUND = 120;
export const MOST_OBSTACLES = 12;

/** The part of the board in which shapes may lie in the way. */
export function elbowRegion(aim: Ends, start: Target | undefined, end: Target | undefined): Box {
  const from = start?.around ?? boxAt(aim.from);
  const to = end?.around ?? boxAt(aim.to);
  return expandBox(unionBox(from, to), AROUND);
}

/** The corners of a way that knows of no shapes: along the longer side first. */
export function plainElbow(from: Point, to: Point): Point[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  if (Math.abs(dx) >= Math.abs(dy)) {
    const x = from[0] + dx / 2;
    return tidy([from, [x, from[1]], [x, to[1]], to]);
  }
  const y = from[1] + dy / 2;
  return tidy([from, [from[0], y], [to[0], y], to]);
}

/** Returns a way from one point to another, around the boxes of the shapes at both and around obstacles. */
export function elbow(
  { from, to }: Ends,
  start: Box | null,
  end: Box | null,
  obstacles: readonly Box[],
): Point[] {
  if (start === null && end === null && obstacles.length === 0) return plainElbow(from, to);
  const air = airBetween(start ?? boxAt(from), end ?? boxAt(to));
  // A shape that lies over one of the two is no obstacle: its walls would close the other's doors.
  const others = obstacles.filter(
    (box) => ![start, end].some((other) => other !== null && boxesTouch(box, other)),
  );
  const blocks = [start, end, ...others].flatMap((box) => box ?? []);
  const walls = blocks.map((box) => expandBox(box, air - 0.5));
  const exits = exitsOf(from, start, air);
  const entries = exitsOf(to, end, air);
  const between = middle(start ?? boxAt(from), end ?? boxAt(to));
  const grid = gridOf([from, to, between], [...exits, ...entries], blocks, air);
  const found = cheapest(grid, exits, entries, walls, between);
  return found === null ? plainElbow(from, to) : tidy([from, ...found, to]);
}

/** A point that lies no further than this from a side of its box, in board units, is a point of that side. */
const ON_SIDE = 1;

/** The ways out of a box. From a point of one side there is that one alone: the others lead along the box. */
function exitsOf(point: Point, box: Box | null, air: number): Exit[] {
  if (box === null) return [{ at: point, direction: -1, out: 0 }];
  const [x, y] = point;
  const depths = [box.maxX - x, box.maxY - y, x - box.minX, y - box.minY];
  const own = depths.flatMap((depth, side) => (Math.abs(depth) <= ON_SIDE ? [side] : []));
  const { minX, minY, maxX, maxY } = expandBox(box, air);
  const sides: readonly Point[] = [
    [maxX, point[1]],
    [point[0], maxY],
    [minX, point[1]],
    [point[0], minY],
  ];
  const exits = sides.map((at, direction) => ({ at, direction, out: manhattan(point, at) }));
  const isThin = box.maxX - box.minX <= 2 * ON_SIDE || box.maxY - box.minY <= 2 * ON_SIDE;
  return own.length === 1 && !isThin
    ? exits.filter(({ direction }) => own.includes(direction))
    : exits;
}

function airBetween(a: Box, b: Box): number {
  const across = Math.max(b.minX - a.maxX, a.minX - b.maxX);
  const down = Math.max(b.minY - a.maxY, a.minY - b.maxY);
  return Math.max(LEAST_AIR, Math.min(AIR, Math.max(across, down) / 2));
}

/** The middle of the room between two boxes; where they lie beside each other, that of both. */
function middle(a: Box, b: Box): Point {
  const between = (a0: number, a1: number, b0: number, b1: number): number => {
    if (a1 < b0) return (a1 + b0) / 2;
    if (b1 < a0) return (b1 + a0) / 2;
    return (Math.max(a0, b0) + Math.min(a1, b1)) / 2;
  };
  return [between(a.minX, a.maxX, b.minX, b.maxX), between(a.minY, a.maxY, b.minY, b.maxY)];
}

function gridOf(
  points: readonly Point[],
  exits: readonly Exit[],
  blocks: readonly Box[],
  air: number,
): Grid {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [x, y] of points) {
    insert(xs, x);
    insert(ys, y);
  }
  for (const { at } of exits) {
    insert(xs, at[0]);
    insert(ys, at[1]);
  }
  for (const { minX, minY, maxX, maxY } of blocks) {
    insert(xs, minX - air);
    insert(xs, maxX + air);
    insert(ys, minY - air);
    insert(ys, maxY + air);
  }
  return { xs, ys };
}

/** Puts a number into a list that is in order and has each number once. */
function insert(sorted: number[], value: number): void {
  let at = sorted.length;
  while (at > 0 && (sorted[at - 1] ?? 0) > value) at -= 1;
  if (sorted[at - 1] === value) return;
  sorted.splice(at, 0, value);
}

/** The points without those in the middle of a straight part. */
function tidy(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const before = kept.at(-1);
    if (before !== undefined && before[0] === point[0] && before[1] === point[1]) continue;
    const earlier = kept.at(-2);
    const isStraight = (axis: 0 | 1) =>
      before?.[axis] === point[axis] && earlier?.[axis] === point[axis];
    if (earlier !== undefined && (isStraight(0) || isStraight(1))) kept.pop();
    kept.push(point);
  }
  return kept;
}

function boxAt([x, y]: Point): Box {
  return { minX: x, minY: y, maxX: x, maxY: y };
}

function manhattan(a: Point, b: Point): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
}

/** Can a shape with this box lie in the way of an arrow between these points? One around an end does not. */
export function isObstacle(box: Box, { from, to }: Ends): boolean {
  return !boxContainsPoint(box, from) && !boxContainsPoint(box, to);
}
