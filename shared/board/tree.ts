/** The tree of shapes: what lies in which frame, kept up to date shape by shape. It knows no document. */
import { MAX_PARENTS } from "../limits.ts";
import { compareOrder } from "./order.ts";
import { boardXy, framesAround, type Places, parentOf } from "./place.ts";
import type { Point } from "./record.ts";

const NOTHING: ReadonlySet<string> = new Set();

/**
 * The shapes that lie in frames. It holds entries for those alone, and a change costs what it touches: a board
 * without frames costs nothing. Places are looked up where they are stored.
 */
export class Tree {
  readonly #places: Places;
  /** The shapes that name a parent, by that parent, whether it counts or not. */
  readonly #naming = new Map<string, Set<string>>();
  /** The parent that each of them names. */
  readonly #named = new Map<string, string>();

  constructor(places: Places) {
    this.#places = places;
  }

  /** Takes note of a shape that has come, changed or gone. Its place is looked up. */
  update(id: string): void {
    this.#name(id, this.#places(id)?.parent?.id);
  }

  /** Takes note of a shape that names no parent, or is gone. */
  forget(id: string): void {
    if (this.#named.size > 0) this.#name(id, undefined);
  }

  #name(id: string, parent: string | undefined): void {
    const before = this.#named.get(id);
    if (before === parent) return;
    if (before !== undefined) {
      const others = this.#naming.get(before);
      others?.delete(id);
      if (others?.size === 0) this.#naming.delete(before);
    }
    if (parent === undefined) {
      this.#named.delete(id);
      return;
    }
    this.#named.set(id, parent);
    const others = this.#naming.get(parent);
    if (others === undefined) this.#naming.set(parent, new Set([id]));
    else others.add(id);
  }

  /** Whether no shape names a parent: then every shape stands where its own fields say. */
  get isFlat(): boolean {
    return this.#named.size === 0;
  }

  /** Does a shape name a parent, whether it counts or not? */
  isNaming(id: string): boolean {
    return this.#named.has(id);
  }

  /** The frame in which a shape lies, or `null`. */
  parentOf(id: string): string | null {
    return this.#named.has(id) ? (parentOf(this.#places, id)?.id ?? null) : null;
  }

  /** The shapes that lie in a frame itself, in no order. */
  childrenOf(id: string): string[] {
    const naming = this.#naming.get(id) ?? NOTHING;
    return [...naming].filter((child) => this.parentOf(child) === id);
  }

  /** The frames around a shape, the innermost first. */
  framesAround(id: string): string[] {
    return this.#named.has(id) ? framesAround(this.#places, id) : [];
  }

  /** Where a shape stands on the board; `null` for one without a place. */
  boardXy(id: string): Point | null {
    return boardXy(this.#places, id);
  }

  /** The shapes and all that lies in them. */
  subtrees(ids: Iterable<string>): Set<string> {
    const found = new Set<string>();
    const rest = [...ids];
    for (let id = rest.pop(); id !== undefined; id = rest.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      if (this.#naming.has(id)) rest.push(...this.childrenOf(id));
    }
    return found;
  }

  /** Those of the shapes that lie in none of the others, in the order given. */
  topmost(ids: Iterable<string>): string[] {
    const all = new Set(ids);
    if (this.isFlat) return [...all];
    return [...all].filter((id) => !this.framesAround(id).some((frame) => all.has(frame)));
  }

  /**
   * The shapes that may stand elsewhere, or in another order, once some have changed. These are they themselves, and
   * those that name them as parents, up to eight levels below. Call it after `update`.
   */
  affected(changed: Iterable<string>): Set<string> {
    const found = new Set(changed);
    let level: Iterable<string> = [...found];
    for (let depth = 0; depth < MAX_PARENTS; depth++) {
      const below: string[] = [];
      for (const id of level) {
        for (const child of this.#naming.get(id) ?? NOTHING) {
          if (found.has(child)) continue;
          found.add(child);
          below.push(child);
        }
      }
      if (below.length === 0) break;
      level = below;
    }
    return found;
  }

  /**
   * Compares two shapes in the order in which they are drawn: a frame, what lies in it, then what lies above the
   * frame. `zOf` tells the fractional index of a shape.
   */
  compare(a: string, b: string, zOf: (id: string) => string): number {
    const pathA = [...this.framesAround(a).reverse(), a];
    const pathB = [...this.framesAround(b).reverse(), b];
    for (let level = 0; ; level++) {
      const one = pathA[level];
      const other = pathB[level];
      if (one === undefined || other === undefined) return pathA.length - pathB.length;
      if (one !== other) {
        return compareOrder({ id: one, z: zOf(one) }, { id: other, z: zOf(other) });
      }
    }
  }
}
