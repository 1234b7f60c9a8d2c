/** The run-length map: a number for each clock of each Yjs client. It knows nothing of what it counts. */
import { assert } from "../assert.ts";

/** The runs of one client: the clock at which each begins, and its value. */
interface Runs {
  readonly clocks: number[];
  readonly values: number[];
  /** The last clock that was set, which may be within a run. */
  last: number;
}

/**
 * A number for each clock of each Yjs client, kept as the clocks at which it
 * changes. A number that is the same over a whole text or map takes two
 * entries.
 */
export class RunLengthMap {
  readonly #clients = new Map<number, Runs>();

  /** Sets the value from this clock of a client on. The clocks of a client rise from call to call. */
  set(client: number, clock: number, value: number): void {
    let runs = this.#clients.get(client);
    if (runs === undefined) {
      runs = { clocks: [], values: [], last: -1 };
      this.#clients.set(client, runs);
    }
    // The search for a clock relies on the order: without it, a place would silently be another.
    assert(clock > runs.last, "The clocks of a client rise in a run-length map.");
    runs.last = clock;
    if (Object.is(runs.values.at(-1), value)) return;
    runs.clocks.push(clock);
    runs.values.push(value);
  }

  /** Returns the value at a clock; undefined before the first clock that was set. */
  valueAt(client: number, clock: number): number | undefined {
    const runs = this.#clients.get(client);
    return runs?.values[lastUpTo(runs.clocks, clock)];
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
