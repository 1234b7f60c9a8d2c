/** The floor of free disk space: below it nothing new is stored. It measures nothing itself. */
import { inBytes } from "../stoa/words.ts";

/** Free space has to come back to so much more than the floor, so that the answer does not flip to and fro. */
const MARGIN = 1.05;

/** The share of a small disk that is kept free, where the operator says nothing. */
const SHARE = 0.05;

/** Bytes that are kept free of a larger disk, where the operator says nothing. */
const DEFAULT_BYTES = 256 * 1024 * 1024;

/** Bytes of the floor on a disk of so many bytes; `set` is the operator's word. */
export function diskFloor(set: number | null, total: number): number {
  return set ?? Math.min(DEFAULT_BYTES, Math.floor(total * SHARE));
}

/** Is the disk low? It knows what it said last. */
export class DiskFloor {
  readonly #folder: string;
  #isLow = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get isLow(): boolean {
    return this.#isLow;
  }

  /** Looks at the free bytes. @returns a line for the operator when the answer has changed. */
  look(free: number, floor: number): string | null {
    const isLow = free < (this.#isLow ? floor * MARGIN : floor);
    if (isLow === this.#isLow) return null;
    this.#isLow = isLow;
    return isLow
      ? `the disk of ${this.#folder} has ${inBytes(free)} left, less than the ${inBytes(floor)} of MIN_FREE_BYTES: ` +
          "rooms can be read, and take nothing new."
      : `the disk of ${this.#folder} has ${inBytes(free)} left again: rooms take edits and messages.`;
  }
}
