/** The gauge of active rooms: tells the metrics when something happens in this room. */
import { point } from "../analytics.ts";
import { ACTIVITY_SLOT_MS, metrics } from "../metrics.ts";

/** Tells the figures when something happens in one room. Nothing tells an object that it ends, so only time does. */
export class ActiveRoomGauge {
  readonly #id: string;
  #slot = -1;

  /** The room with this object id is made, or wakes. */
  constructor(id: string) {
    this.#id = id;
    metrics.roomsMade.add();
    point("wake", id);
    this.note(Date.now());
  }

  /** Something happens now. */
  note(now: number): void {
    const slot = Math.floor(now / ACTIVITY_SLOT_MS);
    if (slot === this.#slot) return;
    this.#slot = slot;
    metrics.rooms.note(this.#id, slot);
  }
}
