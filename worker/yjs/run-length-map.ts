/** The run-length map: a number for each clock of each Yjs client. It knows nothing of what it counts. */

/**
 * A number for each clock of each Yjs client, kept as the clocks at which it
 * changes. A number that is the same over a whole text or map takes two
 * entries. Each client's clocks are put in order.
 */
export class Steps {
  readonly #clients = new Map<number, { readonly clocks: number[]; readonly values: number[] }>();

  /** From this clock of a client on, it is `value`. */
  put(client: number, clock: number, value: number): void {
    let line = this.#clients.get(client);
    if (line === undefined) {
      line = { clocks: [], values: [] };
      this.#clients.set(client, line);
    }
    if (Object.is(line.values.at(-1), value)) return;
    line.clocks.push(clock);
    line.values.push(value);
  }

  /** @returns undefined where nothing was put, up to that clock. */
  at(client: number, clock: number): number | undefined {
    const line = this.#clients.get(client);
    return line?.values[lastUpTo(line.clocks, clock)];
  }
}

/** Returns the index of the last clock that is not above `clock`; -1 when there is none. */
function lastUpTo(clocks: readonly number[], clock: number): number {
  let low = 0;
  let high = clocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((clocks[middle] ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
