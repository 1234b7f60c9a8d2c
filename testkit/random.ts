/** Random choices that the same seed repeats on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0 and below 1 (Mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of these, each as likely as its weight says. */
  choose<Choice>(weighted: readonly (readonly [weight: number, choice: Choice])[]): Choice {
    const total = weighted.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.next() * total;
    for (const [weight, choice] of weighted) {
      left -= weight;
      if (left < 0) return choice;
    }
    const last = weighted.at(-1);
    if (last === undefined) throw new Error("there is nothing to choose from");
    return last[1];
  }
}
