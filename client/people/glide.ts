import type { Place } from "./pointer-places.ts";

/** Milliseconds between two reports of a moving pointer: until it is known, and in a small and in the largest crowd. */
const USUAL_MS = 33;
const LEAST_MS = 16;
const MOST_MS = 250;

/** Milliseconds: between reports further apart than this, the hand has rested. */
const PAUSE_MS = 600;

/** The weight of the newest gap between two reports in the expected next one. */
const NEWS_SHARE = 0.3;

/** A glide takes this much longer than the next report is expected to: one that is late finds the pointer still moving. */
const SLACK = 1.25;

/** A pointer on its way from one report to the next, as long as reports are apart: they come at the room's pace. */
export class Glide {
  #from: Place;
  #to: Place;
  #since: number;
  #interval = USUAL_MS;
  #duration = 0;

  /** `now`, here and below, is in milliseconds on one clock. */
  constructor(place: Place, now: number) {
    this.#from = place;
    this.#to = place;
    this.#since = now;
  }

  /** Where it is going. */
  get goal(): Place {
    return this.#to;
  }

  /** It is reported there; with `jumps` it is there at once. */
  moveTo(place: Place, now: number, jumps: boolean): void {
    const gap = now - this.#since;
    if (gap < PAUSE_MS) {
      const expected = this.#interval + (gap - this.#interval) * NEWS_SHARE;
      this.#interval = Math.min(MOST_MS, Math.max(LEAST_MS, expected));
    }
    this.#from = jumps ? place : this.at(now);
    this.#duration = jumps ? 0 : this.#interval * SLACK;
    this.#to = place;
    this.#since = now;
  }

  at(now: number): Place {
    if (!this.isMoving(now)) return this.#to;
    const share = Math.max(0, now - this.#since) / this.#duration;
    const { x, y } = this.#from;
    return { x: x + (this.#to.x - x) * share, y: y + (this.#to.y - y) * share };
  }

  isMoving(now: number): boolean {
    return now - this.#since < this.#duration;
  }
}
