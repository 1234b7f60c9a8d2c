/** Elbows: ways along the board's sides, around the shapes at both ends and others between. They know no shape. */
import { type Box, boxContainsPoint, boxesTouch, expandBox, unionBox } from "../geometry.ts";
import type { Point } from "../record.ts";
import type { Ends } from "./follow.ts";
import type { Target } from "./target.ts";

/** Air between a way and the shapes that it goes around, in board units, where there is room. */
const AIR = 20;
const LEAST_AIR = 4;

/** A way is as much worse for each corner as for so many units more. */
const CORNER = 60;

/** The same for a corner that is not in the middle between two shapes: of ways that are alike, that one is taken. */
const OFF_MIDDLE = 1;

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
  const found = shortest(grid, exits, entries, walls, between);
  return found === null ? plainElbow(from, to) : tidy([from, ...found, to]);
}

/** The four directions: right, down, left, up. */
const STEPS: readonly Point[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

/** A point at which a way has left a shape, and the direction in which it did; -1: any. */
interface Exit {
  readonly at: Point;
  readonly direction: number;
  /** How far it is from the point within. */
  readonly out: number;
}

interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

function exitsOf(point: Point, box: Box | null, air: number): Exit[] {
  if (box === null) return [{ at: point, direction: -1, out: 0 }];
  const { minX, minY, maxX, maxY } = expandBox(box, air);
  const sides: readonly Point[] = [
    [maxX, point[1]],
    [point[0], maxY],
    [minX, point[1]],
    [point[0], minY],
  ];
  return sides.map((at, direction) => ({ at, direction, out: manhattan(point, at) }));
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
  const all = [...points, ...exits.map(({ at }) => at)];
  const sorted = (values: number[]) => [...new Set(values)].sort((a, b) => a - b);
  const xs = blocks.flatMap(({ minX, maxX }) => [minX - air, maxX + air]);
  const ys = blocks.flatMap(({ minY, maxY }) => [minY - air, maxY + air]);
  return {
    xs: sorted([...xs, ...all.map(([x]) => x)]),
    ys: sorted([...ys, ...all.map(([, y]) => y)]),
  };
}

/** A place on the grid, reached in a direction, and what the way to it costs. */
interface Node {
  readonly x: number;
  readonly y: number;
  readonly direction: number;
  readonly cost: number;
  /** The cost, and what is left at least. */
  readonly rank: number;
  readonly before: Node | null;
}

/** The cheapest way over the grid (A*); the points from an exit to an entry, or `null`. */
function shortest(
  { xs, ys }: Grid,
  exits: readonly Exit[],
  entries: readonly Exit[],
  walls: readonly Box[],
  between: Point,
): Point[] | null {
  const at = (x: number, y: number): Point => [xs[x] ?? 0, ys[y] ?? 0];
  const free = (a: Point, b: Point) => !walls.some((wall) => crosses(wall, a, b));
  const open = new Heap();
  const left = (point: Point): number =>
    Math.min(...entries.map((entry) => manhattan(point, entry.at) + entry.out));
  for (const { at: point, direction, out } of exits) {
    if (walls.some((wall) => isWithin(wall, point))) continue;
    const [x, y] = [xs.indexOf(point[0]), ys.indexOf(point[1])];
    open.add({ x, y, direction, cost: out, rank: out + left(point), before: null });
  }
  const done = new Set<number>();
  for (let node = open.take(); node !== null; node = open.take()) {
    const key = (node.x * ys.length + node.y) * 5 + node.direction + 1;
    if (done.has(key)) continue;
    done.add(key);
    const here = at(node.x, node.y);
    if (node.direction === ARRIVED) return pointsTo(node, at);
    for (const entry of entries) {
      if (entry.at[0] !== here[0] || entry.at[1] !== here[1]) continue;
      // It goes on into the shape: straight, or around a last corner; never back.
      const inwards = entry.direction < 0 ? node.direction : (entry.direction + 2) % 4;
      if (node.direction >= 0 && inwards === (node.direction + 2) % 4) continue;
      const cost = node.cost + entry.out + turning(node.direction, inwards, here, between);
      open.add({ ...node, direction: ARRIVED, cost, rank: cost, before: node });
    }
    for (const [direction, [stepX, stepY]] of STEPS.entries()) {
      if (node.direction >= 0 && direction === (node.direction + 2) % 4) continue;
      const [x, y] = [node.x + stepX, node.y + stepY];
      if (x < 0 || y < 0 || x >= xs.length || y >= ys.length) continue;
      const there = at(x, y);
      if (!free(here, there)) continue;
      const cost =
        node.cost + manhattan(here, there) + turning(node.direction, direction, here, between);
      open.add({ x, y, direction, cost, rank: cost + left(there), before: node });
    }
  }
  return null;
}

/** The direction of a node at which the way is complete. */
const ARRIVED = 4;

function turning(before: number, after: number, at: Point, between: Point): number {
  if (before < 0 || before === after) return 0;
  const isInMiddle = at[0] === between[0] || at[1] === between[1];
  return CORNER + (isInMiddle ? 0 : OFF_MIDDLE);
}

function pointsTo(last: Node, at: (x: number, y: number) => Point): Point[] {
  const points: Point[] = [];
  for (let node: Node | null = last; node !== null; node = node.before) {
    points.push(at(node.x, node.y));
  }
  return points.reverse();
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

function isWithin(box: Box, [x, y]: Point): boolean {
  return x > box.minX && x < box.maxX && y > box.minY && y < box.maxY;
}

/** Does a step along a side of the board lead through the box? */
function crosses(box: Box, a: Point, b: Point): boolean {
  return (
    Math.max(a[0], b[0]) > box.minX &&
    Math.min(a[0], b[0]) < box.maxX &&
    Math.max(a[1], b[1]) > box.minY &&
    Math.min(a[1], b[1]) < box.maxY
  );
}

/** Can a shape with this box lie in the way of an arrow between these points? One around an end does not. */
export function isObstacle(box: Box, { from, to }: Ends): boolean {
  return !boxContainsPoint(box, from) && !boxContainsPoint(box, to);
}

/** The nodes that are still to be looked at, the most promising first; of equals, the one that came first. */
class Heap {
  readonly #nodes: (Node & { readonly number: number })[] = [];
  #count = 0;

  add(node: Node): void {
    const nodes = this.#nodes;
    let at = nodes.push({ ...node, number: this.#count++ }) - 1;
    while (at > 0 && this.#isBefore(at, (at - 1) >> 1)) {
      this.#swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  take(): Node | null {
    const nodes = this.#nodes;
    const [first] = nodes;
    const last = nodes.pop();
    if (first === undefined || last === undefined) return null;
    if (nodes.length === 0) return first;
    nodes[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < nodes.length && this.#isBefore(child, least)) least = child;
      }
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#nodes[a], this.#nodes[b]];
    if (one === undefined || other === undefined) return false;
    return one.rank < other.rank || (one.rank === other.rank && one.number < other.number);
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#nodes[a], this.#nodes[b]];
    if (one === undefined || other === undefined) return;
    this.#nodes[a] = other;
    this.#nodes[b] = one;
  }
}
