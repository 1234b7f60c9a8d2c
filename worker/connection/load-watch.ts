/** The load watch: whether a room had much to do lately. It measures nothing itself. */

/** Compares a room's work with the time that has passed, one stretch of time after the other. */
export class LoadWatch {
  readonly #stretchMs: number;
  readonly #share: number;
  #beganAt = Date.now();
  #workedBeforeMs = 0;
  /** Did the room work for more than its share of the last stretch that is over? */
  isHigh = false;

  /**
   * @param stretchMs the least milliseconds of a stretch.
   * @param share the share of a thread above which the load is high.
   */
  constructor(stretchMs: number, share: number) {
    this.#stretchMs = stretchMs;
    this.#share = share;
  }

  /**
   * Ends the stretch, once it has lasted for long enough.
   *
   * @param workedMs milliseconds of all work that was ever done.
   * @returns the milliseconds of the stretch that has ended, or 0.
   */
  update(now: number, workedMs: number): number {
    const passed = now - this.#beganAt;
    if (passed < this.#stretchMs) return 0;
    this.isHigh = workedMs - this.#workedBeforeMs > passed * this.#share;
    this.#beganAt = now;
    this.#workedBeforeMs = workedMs;
    return passed;
  }
}
