/** New places in the pile: which shapes go above or below which, and the order keys for that. It knows no document. */
import { generateNKeysBetween } from "fractional-indexing";
import { orderKeysAbove } from "./order.ts";

/** A shape in a pile, with its order key. */
export interface Piled {
  readonly id: string;
  readonly z: string;
}

/** The four ways to move shapes in a pile. */
export type PileWay = "front" | "forward" | "backward" | "back";

/**
 * Returns a pile (lowest first) in which the shapes of `moving` have gone one way. By one, each run of them passes the
 * next shape that it overlaps, and those between; without such a shape it stays.
 */
export function movedInPile<T extends Piled>(
  pile: readonly T[],
  moving: ReadonlySet<string>,
  way: PileWay,
  overlap: (one: T, other: T) => boolean,
): readonly T[] {
  const moves = ({ id }: T) => moving.has(id);
  const still = pile.filter((one) => !moves(one));
  switch (way) {
    case "front":
      return [...still, ...pile.filter(moves)];
    case "back":
      return [...pile.filter(moves), ...still];
    case "forward":
      return byOne([...pile].reverse(), moves, overlap).reverse();
    case "backward":
      return byOne(pile, moves, overlap);
  }
}

/** Moves each run towards the beginning of the list, past the next that it overlaps. */
function byOne<T>(
  list: readonly T[],
  moves: (one: T) => boolean,
  overlap: (one: T, other: T) => boolean,
): T[] {
  const result: T[] = [];
  for (let at = 0; at < list.length; ) {
    const run: T[] = [];
    for (let one = list[at]; one !== undefined && moves(one); one = list[at]) {
      run.push(one);
      at += 1;
    }
    const passed = result.findLastIndex(
      (one) => !moves(one) && run.some((mine) => overlap(mine, one)),
    );
    result.splice(passed < 0 ? result.length : passed, 0, ...run);
    const next = list[at];
    if (next !== undefined) result.push(next);
    at += 1;
  }
  return result;
}

/**
 * Returns the new order keys that make a pile lie in this order, by id. Only shapes of `moving` get one, unless keys of
 * other clients leave no room between two shapes: then the shapes above get one, too.
 */
export function keysForPile(
  pile: readonly Piled[],
  moving: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  let below: Piled | null = null;
  for (let at = 0; at < pile.length; ) {
    const first = pile[at];
    if (first === undefined) break;
    const isRight = below === null || isBelow(below, first);
    if (!moving.has(first.id) && isRight) {
      below = first;
      at += 1;
      continue;
    }
    let end = at + 1;
    for (let one = pile[end]; one !== undefined && moving.has(one.id); one = pile[end]) end += 1;
    const floor: string | null = below?.z ?? null;
    let found = keysBetween(floor, pile[end]?.z ?? null, end - at);
    // Where there is no room, the next ones above are counted in, twice as many each time.
    for (let more = 1; found === null; more *= 2) {
      end = Math.min(pile.length, end + more);
      found = keysBetween(floor, pile[end]?.z ?? null, end - at);
    }
    for (const [index, z] of found.entries()) {
      const one = pile[at + index];
      if (one === undefined) continue;
      keys.set(one.id, z);
      below = { id: one.id, z };
    }
    at = end;
  }
  return keys;
}

function isBelow(one: Piled, other: Piled): boolean {
  return one.z < other.z || (one.z === other.z && one.id < other.id);
}

/** `count` keys between two others; `null` when there is no room. Above all others there always is. */
function keysBetween(below: string | null, above: string | null, count: number): string[] | null {
  if (above === null) return orderKeysAbove(below, count);
  if (below !== null && below >= above) return null;
  try {
    return generateNKeysBetween(below, above, count);
  } catch (error) {
    // Another client's key can be sortable and still not of the library's form.
    if (error instanceof Error) return null;
    throw error;
  }
}
