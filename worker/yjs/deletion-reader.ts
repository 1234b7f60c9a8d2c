/** Reads what an update deletes from its bytes, one range of clocks after the other, and keeps nothing of it. */
import type { DecodedUpdate } from "./decoded-update.ts";
import { Reader } from "./reader.ts";

/**
 * The deletions of an update in the order of its bytes. After each `next` that
 * returns true, the fields hold the range that was read. A list of objects
 * takes 100 MiB for the most deletions that an update may have, and the garbage
 * collector half a second.
 */
export class DeletionReader {
  client = 0;
  clock = 0;
  /** The first clock after the range. */
  end = 0;
  readonly #reader: Reader;
  #clients: number;
  #left = 0;

  /** @param update an update that was decoded, so its bytes are known to be sound. */
  constructor({ bytes, deletionsFrom }: Pick<DecodedUpdate, "bytes" | "deletionsFrom">) {
    this.#reader = new Reader(bytes);
    this.#reader.at = deletionsFrom;
    this.#clients = this.#reader.varUint();
  }

  /** Reads the next range. @returns false after the last one. */
  next(): boolean {
    const reader = this.#reader;
    while (this.#left === 0) {
      if (this.#clients === 0) return false;
      this.#clients -= 1;
      this.client = reader.varUint();
      this.#left = reader.varUint();
    }
    this.#left -= 1;
    this.clock = reader.varUint();
    this.end = this.clock + reader.varUint();
    return true;
  }
}
