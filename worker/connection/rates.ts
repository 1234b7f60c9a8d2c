/** Rate limits of one socket: token buckets. They know nothing of what a frame says. */
import { RATES } from "../limits.ts";

/** The kinds of frames that are counted separately. */
export type Rated = keyof typeof RATES;

/** How much at once, and how much a second in the long run. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket: it starts full, is emptied by what comes, and fills with time. */
export class Bucket {
  readonly #rate: Rate;
  #tokens: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /**
   * Takes `cost` tokens, if there are as many.
   *
   * @returns 0, or the milliseconds after which there will be.
   */
  take(cost: number, now: number): number {
    const { burst, perSecond } = this.#rate;
    // A clock that is set back fills nothing.
    const passed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#tokens = Math.min(burst, this.#tokens + (passed / 1000) * perSecond);
    if (this.#tokens >= cost) {
      this.#tokens -= cost;
      return 0;
    }
    return Math.ceil(((cost - this.#tokens) / perSecond) * 1000);
  }

  /**
   * Takes one token, also one that comes later.
   *
   * @returns 0, or the milliseconds after which it comes.
   */
  reserve(now: number): number {
    const wait = this.take(1, now);
    if (wait > 0) this.#tokens -= 1;
    return wait;
  }
}

/** The buckets of one socket. They are full again after a sleep, which only follows on quiet. */
export class Rates {
  readonly #buckets: Partial<Record<Rated, Bucket>> = {};

  /** @returns 0, or the milliseconds after which `what` may come again. */
  take(what: Rated, cost: number, now: number): number {
    this.#buckets[what] ??= new Bucket(RATES[what], now);
    return this.#buckets[what].take(cost, now);
  }

  /** @returns 0, or the milliseconds after which `what`, which is counted now, may be done. */
  reserve(what: Rated, now: number): number {
    this.#buckets[what] ??= new Bucket(RATES[what], now);
    return this.#buckets[what].reserve(now);
  }
}
