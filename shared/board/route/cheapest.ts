/** The cheapest way over a grid of lines: A* on numbers, because a drag asks for a hundred of them a frame. It knows no shape. */
import type { Box } from "../geometry.ts";
import type { Point } from "../record.ts";

/** A way is as much worse for each corner as for so many units more. */
const CORNER = 60;

/** The same for a corner that is not in the middle between two shapes: of ways that are alike, that one is taken. */
const OFF_MIDDLE = 1;

/** The four directions: right, down, left, up. */
const STEPS_X = [1, 0, -1, 0] as const;
const STEPS_Y = [0, 1, 0, -1] as const;

/** The direction of a node at which the way is complete. */
const ARRIVED = 4;

/** A point at which a way has left a shape, and the direction in which it did; -1: any. */
export interface Exit {
  readonly at: Point;
  readonly direction: number;
  /** How far it is from the point within. */
  readonly out: number;
}

/** The lines on which ways go, in order. */
export interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/**
 * Returns the points of the cheapest way from an exit to an entry; `null`: there is none. All exits and entries lie on
 * the grid. No step of the way leads through a wall. Of equal ways, the one that was found first is taken, so that
 * everybody sees the same.
 */
export function cheapest(
  grid: Grid,
  exits: readonly Exit[],
  entries: readonly Exit[],
  walls: readonly Box[],
  between: Point,
): Point[] | null {
  search.begin(grid, entries, walls, between);
  for (const { at, direction, out } of exits) {
    if (walls.some((wall) => isWithin(wall, at))) continue;
    search.start(grid.xs.indexOf(at[0]), grid.ys.indexOf(at[1]), direction, out);
  }
  return search.run();
}

function isWithin(box: Box, [x, y]: Point): boolean {
  return x > box.minX && x < box.maxX && y > box.minY && y < box.maxY;
}

/** The states of a step between two neighbours of the grid. */
const UNKNOWN = 0;
const FREE = 1;
const BLOCKED = 2;

/** One search after another in the same memory. A node is a place on the grid that is reached in a direction. */
class Search {
  #xs: readonly number[] = [];
  #ys: readonly number[] = [];
  #entries: readonly Exit[] = [];
  #entryCells: number[] = [];
  #walls: readonly Box[] = [];
  #between: Point = [0, 0];

  /** By cell: what is left at least, steps to the right and down, and by direction whether it is done with. */
  #left = new Float64Array(0);
  #right = new Uint8Array(0);
  #down = new Uint8Array(0);
  #done = new Uint8Array(0);

  /** By node. */
  readonly #x: number[] = [];
  readonly #y: number[] = [];
  readonly #direction: number[] = [];
  readonly #cost: number[] = [];
  readonly #rank: number[] = [];
  readonly #before: number[] = [];
  #count = 0;

  /** The nodes that are still to be looked at: the cheapest first; of equals, the one that came first. */
  readonly #open: number[] = [];
  #waiting = 0;

  begin({ xs, ys }: Grid, entries: readonly Exit[], walls: readonly Box[], between: Point): void {
    this.#xs = xs;
    this.#ys = ys;
    this.#entries = entries;
    this.#walls = walls;
    this.#between = between;
    this.#count = 0;
    this.#waiting = 0;
    const cells = xs.length * ys.length;
    if (this.#left.length < cells) {
      this.#left = new Float64Array(2 * cells);
      this.#right = new Uint8Array(2 * cells);
      this.#down = new Uint8Array(2 * cells);
      this.#done = new Uint8Array(2 * cells * 5);
    }
    this.#left.fill(-1, 0, cells);
    this.#right.fill(UNKNOWN, 0, cells);
    this.#down.fill(UNKNOWN, 0, cells);
    this.#done.fill(0, 0, cells * 5);
    this.#entryCells = entries.map(({ at }) => xs.indexOf(at[0]) * ys.length + ys.indexOf(at[1]));
  }

  start(x: number, y: number, direction: number, out: number): void {
    this.#add(x, y, direction, out, out + this.#leftFrom(x, y), -1);
  }

  run(): Point[] | null {
    const [xs, ys] = [this.#xs, this.#ys];
    while (this.#waiting > 0) {
      const node = this.#take();
      const direction = this.#direction[node] ?? 0;
      if (direction === ARRIVED) return this.#pointsTo(node);
      const [x, y] = [this.#x[node] ?? 0, this.#y[node] ?? 0];
      const key = (x * ys.length + y) * 5 + direction + 1;
      if (this.#done[key] === 1) continue;
      this.#done[key] = 1;
      const cost = this.#cost[node] ?? 0;
      const corner = this.#cornerAt(x, y);
      this.#arrive(node, x, y, direction, cost, corner);
      for (let step = 0; step < 4; step++) {
        if (direction >= 0 && step === (direction + 2) % 4) continue;
        const toX = x + (STEPS_X[step] ?? 0);
        const toY = y + (STEPS_Y[step] ?? 0);
        if (toX < 0 || toY < 0 || toX >= xs.length || toY >= ys.length) continue;
        if (!this.#isFree(x, y, toX, toY)) continue;
        const turn = direction < 0 || direction === step ? 0 : corner;
        const now = cost + this.#distance(x, y, toX, toY) + turn;
        this.#add(toX, toY, step, now, now + this.#leftFrom(toX, toY), node);
      }
    }
    return null;
  }

  /** Goes on into the shape at an entry: straight, or around a last corner; never back. */
  #arrive(
    node: number,
    x: number,
    y: number,
    direction: number,
    cost: number,
    corner: number,
  ): void {
    const cell = x * this.#ys.length + y;
    for (let index = 0; index < this.#entries.length; index++) {
      if (this.#entryCells[index] !== cell) continue;
      const entry = this.#entries[index];
      if (entry === undefined) continue;
      const inwards = entry.direction < 0 ? direction : (entry.direction + 2) % 4;
      if (direction >= 0 && inwards === (direction + 2) % 4) continue;
      const turn = direction < 0 || direction === inwards ? 0 : corner;
      const now = cost + entry.out + turn;
      this.#add(x, y, ARRIVED, now, now, node);
    }
  }

  /** The cost of a corner at a place. */
  #cornerAt(x: number, y: number): number {
    const isInMiddle = this.#xs[x] === this.#between[0] || this.#ys[y] === this.#between[1];
    return CORNER + (isInMiddle ? 0 : OFF_MIDDLE);
  }

  #distance(x: number, y: number, toX: number, toY: number): number {
    const [xs, ys] = [this.#xs, this.#ys];
    return Math.abs((xs[x] ?? 0) - (xs[toX] ?? 0)) + Math.abs((ys[y] ?? 0) - (ys[toY] ?? 0));
  }

  /** The least way from a place to any entry. */
  #leftFrom(x: number, y: number): number {
    const cell = x * this.#ys.length + y;
    let left = this.#left[cell] ?? 0;
    if (left >= 0) return left;
    left = Number.POSITIVE_INFINITY;
    const [atX, atY] = [this.#xs[x] ?? 0, this.#ys[y] ?? 0];
    for (const { at, out } of this.#entries) {
      left = Math.min(left, Math.abs(atX - at[0]) + Math.abs(atY - at[1]) + out);
    }
    this.#left[cell] = left;
    return left;
  }

  /** Leads the step from one place to its neighbour through no wall? */
  #isFree(x: number, y: number, toX: number, toY: number): boolean {
    const steps = x === toX ? this.#down : this.#right;
    const cell = Math.min(x, toX) * this.#ys.length + Math.min(y, toY);
    let known = steps[cell] ?? UNKNOWN;
    if (known === UNKNOWN) {
      known = this.#crossesWall(x, y, toX, toY) ? BLOCKED : FREE;
      steps[cell] = known;
    }
    return known === FREE;
  }

  #crossesWall(x: number, y: number, toX: number, toY: number): boolean {
    const [ax, bx] = [this.#xs[x] ?? 0, this.#xs[toX] ?? 0];
    const [ay, by] = [this.#ys[y] ?? 0, this.#ys[toY] ?? 0];
    for (const { minX, minY, maxX, maxY } of this.#walls) {
      if (
        Math.max(ax, bx) > minX &&
        Math.min(ax, bx) < maxX &&
        Math.max(ay, by) > minY &&
        Math.min(ay, by) < maxY
      )
        return true;
    }
    return false;
  }

  #pointsTo(last: number): Point[] {
    const points: Point[] = [];
    for (let node = last; node >= 0; node = this.#before[node] ?? -1) {
      points.push([this.#xs[this.#x[node] ?? 0] ?? 0, this.#ys[this.#y[node] ?? 0] ?? 0]);
    }
    return points.reverse();
  }

  #add(x: number, y: number, direction: number, cost: number, rank: number, before: number): void {
    const node = this.#count++;
    this.#x[node] = x;
    this.#y[node] = y;
    this.#direction[node] = direction;
    this.#cost[node] = cost;
    this.#rank[node] = rank;
    this.#before[node] = before;
    const open = this.#open;
    let at = this.#waiting++;
    for (; at > 0; ) {
      const parent = (at - 1) >> 1;
      const other = open[parent] ?? 0;
      // A later node never goes before an equal one.
      if (rank >= (this.#rank[other] ?? 0)) break;
      open[at] = other;
      at = parent;
    }
    open[at] = node;
  }

  #take(): number {
    const open = this.#open;
    const first = open[0] ?? 0;
    const last = open[--this.#waiting] ?? 0;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#waiting) break;
      if (child + 1 < this.#waiting && this.#isBefore(open[child + 1] ?? 0, open[child] ?? 0)) {
        child += 1;
      }
      const least = open[child] ?? 0;
      if (!this.#isBefore(least, last)) break;
      open[at] = least;
      at = child;
    }
    open[at] = last;
    return first;
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#rank[a] ?? 0, this.#rank[b] ?? 0];
    return one < other || (one === other && a < b);
  }
}

const search = new Search();
