/** The pile: what lies over what, kept sorted so that a change costs no more than it touches. */
import { compareOrder } from "../../../shared/board/order.ts";

/** Something in the pile. */
export interface Piled {
  readonly shape: { readonly id: string; readonly z: string };
  /** Its height in the pile, which is comparable until the pile changes. The pile alone sets it. */
  rank: number;
}

/** With more changes than this at once, the pile is sorted as a whole. */
const MANY = 64;

/**
 * Entries from the lowest to the topmost. Each has a number that lies between
 * those of its neighbours, so one that comes or goes changes no other. Where
 * two numbers have no room between them, all are numbered anew. That is after
 * some forty entries at one place.
 */
export class Pile<T extends Piled> {
  readonly #compare: (a: Piled["shape"], b: Piled["shape"]) => number;
  #order: T[] = [];

  /** `compare` tells which of two shapes lies lower; without it, their order keys do. */
  constructor(compare: (a: Piled["shape"], b: Piled["shape"]) => number = compareOrder) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#order.length;
  }

  /** All entries, lowest first. The list changes with the pile. */
  get all(): readonly T[] {
    return this.#order;
  }

  /** The topmost entry. */
  get top(): T | undefined {
    return this.#order.at(-1);
  }

  /** Takes entries out, and puts others in. One that has changed its height is in both lists. */
  change(gone: readonly T[], come: readonly T[]): void {
    if (gone.length + come.length <= MANY) {
      for (const entry of gone) this.#remove(entry);
      for (const entry of come) this.#add(entry);
      return;
    }
    if (gone.length > 0) {
      const out = new Set(gone);
      this.#order = this.#order.filter((entry) => !out.has(entry));
    }
    for (const entry of come) this.#order.push(entry);
    // Sorted but for what is new at its end: a sort finds that in one pass.
    if (come.length > 0) this.#order.sort((a, b) => this.#compare(a.shape, b.shape));
    this.#number();
  }

  #remove(entry: T): void {
    const at = this.#indexOf((other) => other.rank < entry.rank);
    if (this.#order[at] === entry) this.#order.splice(at, 1);
  }

  #add(entry: T): void {
    const top = this.top;
    const isTop = top === undefined || this.#compare(top.shape, entry.shape) < 0;
    const at = isTop
      ? this.#order.length
      : this.#indexOf((other) => this.#compare(other.shape, entry.shape) < 0);
    const below = this.#order[at - 1]?.rank;
    const above = this.#order[at]?.rank;
    this.#order.splice(at, 0, entry);
    if (below === undefined) entry.rank = above === undefined ? 0 : above - 1;
    else if (above === undefined) entry.rank = below + 1;
    else {
      entry.rank = (below + above) / 2;
      if (entry.rank <= below || entry.rank >= above) this.#number();
    }
  }

  /** Counts the entries at the bottom for which `isBelow` holds. */
  #indexOf(isBelow: (entry: T) => boolean): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#order[middle];
      if (entry !== undefined && isBelow(entry)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #number(): void {
    let rank = 0;
    for (const entry of this.#order) entry.rank = rank++;
  }
}
