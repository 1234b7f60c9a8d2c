/** The restart policy: how soon a runtime that died is started again, and when to give up. It knows no processes. */

/** Milliseconds during which deaths count together. */
export const RESTART_PERIOD_MS = 60_000;

/** Deaths within one period after which nothing is started any more. */
export const MAX_DEATHS = 6;

/** Milliseconds before the second restart of a period; doubled each time. The first restart comes at once. */
const FIRST_DELAY_MS = 500;

/** Counts deaths, and says after each how long to wait before the next start. */
export class Restarts {
  #deaths: number[] = [];

  /**
   * Notes a death.
   *
   * @param now milliseconds, of any clock that only goes forward.
   * @param isCaused can visitors cause such a death at will? Then they must not be able to end the server for good.
   * @returns milliseconds to wait before the next start; null when the runtime has died too often.
   */
  died(now: number, isCaused = false): number | null {
    this.#deaths = [...this.#deaths.filter((at) => now - at < RESTART_PERIOD_MS), now];
    const count = Math.min(this.#deaths.length, MAX_DEATHS - (isCaused ? 1 : 0));
    if (count >= MAX_DEATHS) return null;
    return count === 1 ? 0 : FIRST_DELAY_MS * 2 ** (count - 2);
  }
}
