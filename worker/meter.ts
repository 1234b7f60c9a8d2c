/** A token bucket that can be asked without being emptied. It knows nothing of what is counted. */

/** A token bucket that can be asked without being emptied. It knows nothing of what is counted. */
export class Meter {
  readonly #burst: number;
  readonly #perMs: number;
  #tokens: number;
  #at: number;

  constructor(rate: { readonly burst: number; readonly perSecond: number }, now: number) {
    this.#burst = rate.burst;
    this.#perMs = rate.perSecond / 1_000;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Milliseconds from `now` until there are `cost` tokens; 0 when there are. */
  wait(cost: number, now: number): number {
    // A clock that is set back fills nothing.
    if (now > this.#at) {
      this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMs);
    }
    this.#at = now;
    return this.#tokens >= cost ? 0 : Math.ceil((cost - this.#tokens) / this.#perMs);
  }

  /** Takes `cost` tokens, also when there are fewer: then others wait for longer. */
  spend(cost: number): void {
    this.#tokens -= cost;
  }

  /** Takes `cost` tokens if there are as many. @returns 0, or the milliseconds until there are. */
  take(cost: number, now: number): number {
    const wait = this.wait(cost, now);
    if (wait === 0) this.spend(cost);
    return wait;
  }
}
