import { point } from "../analytics.ts";
import { metrics, timesAsked } from "../metrics.ts";

/**
 * Counts one room as awake when something happens in it, once between two looks
 * at the figures. Nothing tells an object that it ends, and a clock would cost
 * each frame more than this comparison.
 */
export class Wakefulness {
  #counted = -1;

  /** The room with this object id is made, or wakes. */
  constructor(id: string) {
    metrics.roomsMade.add();
    point("wake", id);
    this.note();
  }

  /** Something happens. */
  note(): void {
    const asked = timesAsked();
    if (this.#counted === asked) return;
    this.#counted = asked;
    metrics.rooms.add();
  }
}
