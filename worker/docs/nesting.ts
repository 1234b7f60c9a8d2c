import { MAX_TYPE_NESTING } from "../../shared/limits.ts";
import type { DecodedUpdate } from "./decode.ts";
import { visitInOrder } from "./order.ts";
import { Steps } from "./steps.ts";
import { Content } from "./struct.ts";

/** In how many shared types something lies of which nothing is known. */
const UNKNOWN = Number.NaN;

/**
 * In how many shared types each item lies. Whoever reads, shows or deletes types
 * that lie in one another by thousands overflows their stack, and then loses
 * what else came with them.
 */
export class Levels {
  readonly #levels = new Steps();
  readonly #below: Levels | null;

  /** @param below what is known of the items that are not added here. */
  constructor(below: Levels | null = null) {
    this.#below = below;
  }

  /**
   * Adds what one or several updates hold, which nothing here holds yet.
   *
   * @returns the most types that lie in one another, each with its outermost:
   *   `NaN` when one of these lies in something that is not known.
   */
  add(updates: readonly DecodedUpdate[]): number {
    let most = 0;
    visitInOrder(updates, (struct, client, clock) => {
      const level = struct.placed(this.#at, this.#within, 0);
      this.#levels.put(client, clock, level);
      if (struct.content === Content.Type) most = Math.max(most, level + 1);
    });
    return most;
  }

  readonly #at = (client: number, clock: number): number => {
    const level = this.#levels.at(client, clock);
    if (level !== undefined) return level;
    return this.#below === null ? UNKNOWN : this.#below.#at(client, clock);
  };

  readonly #within = (client: number, clock: number): number => this.#at(client, clock) + 1;
}

/** Does this number of types in one another overflow nobody's stack? */
export function isBearable(nesting: number): boolean {
  return nesting <= MAX_TYPE_NESTING;
}
