/** Foundations: the last clock of each other client on which the items of an update depend. */

/** Clients that are looked for one by one among the foundations; more have an index. */
const FEW = 8;

/** Collects foundations while an update is read. */
export class Foundations {
  /** Client, clock, client, clock … */
  readonly pairs: number[] = [];
  /** Where the client that was added last stands, and where each one stands, where they are many. */
  #at = 0;
  #index: Map<number, number> | null = null;

  /** An item depends on this clock of another client: the clocks before it are there if it is. */
  add(client: number, clock: number): void {
    const { pairs } = this;
    if (pairs[this.#at] !== client) this.#at = this.#positionOf(client);
    if (clock > (pairs[this.#at + 1] ?? BEFORE)) pairs[this.#at + 1] = clock;
  }

  /** Where a client stands, at the end if it is new. */
  #positionOf(client: number): number {
    const { pairs } = this;
    const end = pairs.length;
    if (end <= 2 * FEW) {
      for (let at = 0; at < end; at += 2) if (pairs[at] === client) return at;
      pairs.push(client, BEFORE);
      return end;
    }
    this.#index ??= new Map(pairs.flatMap((known, at) => (at % 2 === 0 ? [[known, at]] : [])));
    const known = this.#index.get(client);
    if (known !== undefined) return known;
    this.#index.set(client, end);
    pairs.push(client, BEFORE);
    return end;
  }
}

/** Before the first clock. */
const BEFORE = -1;
