/** Which shapes in motion are painted on a layer of their own, above all that rests. */
import { type Box, boxesTouch } from "../geometry.ts";
import type { Placed, Scene } from "../scene/scene.ts";
import type { Seen } from "../scene/seen.ts";

/** With more shapes than this that must stay under others, the rest below them stays there, too. */
const MANY = 200;

/** The shapes in motion, by where they are painted. Both lists are of what is in view, bottom to top. */
export interface Rise {
  /** Nothing that is painted with the shapes at rest lies over these. */
  readonly risen: readonly Placed[];
  /** These are painted among the shapes at rest: something lies over them, or over what lies over them. */
  readonly sunk: readonly Placed[];
}

/** Parts the shapes in motion that are in view, so that each keeps its place in the pile. */
export function riseOf(scene: Scene, seen: Seen, view: Box): Rise {
  const inView = seen.movingIn(view);
  const risen: Placed[] = [];
  const sunk: Placed[] = [];
  for (const placed of [...inView].reverse()) {
    const { box } = placed;
    const isUnder =
      sunk.length >= MANY ||
      sunk.some((other) => boxesTouch(box, other.box)) ||
      scene.some(box, (still) => still.rank > placed.rank && !seen.isMoving(still.shape.id));
    (isUnder ? sunk : risen).push(placed);
  }
  return { risen: risen.reverse(), sunk: sunk.reverse() };
}

/** The shapes in motion, parted between the layer of those at rest and the one above it. */
export class Rising {
  readonly #scene: Scene;
  readonly #seen: Seen;
  #risen: readonly Placed[] = [];
  #aboveStill: ReadonlySet<string> = new Set();
  /** The shapes in motion as the still layer has them: elsewhere than stored, or not at all (`null`). */
  #inStill: ReadonlyMap<string, Placed | null> = new Map();

  constructor(scene: Scene, seen: Seen) {
    this.#scene = scene;
    this.#seen = seen;
  }

  /** The shapes of the document in view that are painted above those at rest, bottom to top. */
  get risen(): readonly Placed[] {
    return this.#risen;
  }

  /** The ids of all that the still layer leaves out. */
  get aboveStill(): ReadonlySet<string> {
    return this.#aboveStill;
  }

  /** Is there anything to part, or was there when it was last done? */
  get isAtWork(): boolean {
    return this.#seen.isInMotion || this.#inStill.size > 0;
  }

  /** Parts the shapes anew; returns the boxes in which the still layer changes by that. */
  settle(view: Box): readonly Box[] {
    if (!this.isAtWork) {
      // A draft has ended, and its result rests since the same moment: it is left out no longer.
      this.#risen = [];
      this.#aboveStill = new Set();
      return [];
    }
    const { risen, sunk } = riseOf(this.#scene, this.#seen, view);
    const before = this.#inStill;
    const now = new Map<string, Placed | null>();
    for (const id of this.#seen.movingIds()) now.set(id, null);
    const above = new Set(now.keys());
    for (const placed of sunk) {
      now.set(placed.shape.id, placed);
      above.delete(placed.shape.id);
    }
    for (const { shape } of this.#seen.drafts()) above.add(shape.id);
    this.#risen = risen;
    this.#aboveStill = above;
    this.#inStill = now;
    const damage: Box[] = [];
    for (const id of new Set([...before.keys(), ...now.keys()])) {
      if (before.has(id) && now.has(id) && before.get(id) === now.get(id)) continue;
      for (const box of [this.#boxIn(before, id), this.#boxIn(now, id)]) {
        if (box !== undefined) damage.push(box);
      }
    }
    return damage;
  }

  #boxIn(still: ReadonlyMap<string, Placed | null>, id: string): Box | undefined {
    return still.has(id) ? still.get(id)?.box : this.#scene.boxOf(id);
  }
}
