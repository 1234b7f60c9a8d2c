/** How much may be painted in one go: a budget of estimated work, checked against the clock. */
import type { Budget } from "../../../shared/board/draw/budget.ts";

/**
 * Microseconds of estimated work in one frame. A frame that takes longer is
 * seen as a stutter; a page that works for seconds is frozen.
 */
export const FRAME_EFFORT = 50_000;

/** Of those, the most that long strokes may take, and outlines that are not made yet: coarse lines must have room, too. */
const FINE_SHARE = 0.4;

/** Microseconds of estimated work in one slice of a picture that is finished later. */
export const SLICE_EFFORT = 12_000;

/** The clock is looked at after so much estimated work, in microseconds. */
const CLOCK_AFTER = 4_000;

/** An estimate may be wrong by this factor before the clock ends the work. */
const TOLERANCE = 1.5;

/** A budget for one go. Estimates keep the picture of a board the same from run to run; the clock is for slow machines. */
export class Effort implements Budget {
  /** Has something been left out, or drawn coarsely? */
  isUnfinished = false;
  readonly #most: number;
  readonly #now: () => number;
  readonly #start: number;
  #spent = 0;
  #spentOnFine = 0;
  #checkAt = CLOCK_AFTER;
  #isLate = false;

  /** `most`: microseconds. `now`: milliseconds. */
  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#now = now;
    this.#start = now();
  }

  /** Microseconds of estimated work so far. */
  get spent(): number {
    return this.#spent;
  }

  /** Is there nothing left of the budget? */
  get isOver(): boolean {
    return this.#isLate || this.#spent >= this.#most;
  }

  /** Is there room for so much work? */
  has(effort: number): boolean {
    return !this.#isLate && this.#spent + effort <= this.#most;
  }

  /** Is there room for so much work on a fine stroke of many points? */
  hasForFine(effort: number): boolean {
    return this.has(effort) && this.#spentOnFine + effort <= this.#most * FINE_SHARE;
  }

  spend(effort: number): void {
    this.#spent += effort;
    if (this.#spent < this.#checkAt) return;
    this.#checkAt = this.#spent + CLOCK_AFTER;
    this.#isLate = (this.#now() - this.#start) * 1000 > this.#most * TOLERANCE;
  }

  spendOnFine(effort: number): void {
    this.#spentOnFine += effort;
    this.spend(effort);
  }
}
