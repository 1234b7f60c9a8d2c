/** Salvage: reads the sound part of a database file with damaged pages. */
import { isDamage } from "./storage-errors.ts";

/**
 * Reads; where SQLite finds the file damaged, gives the value of `instead`. Every other error is
 * the caller's.
 */
export function salvage<T>(read: () => T, instead: (error: unknown) => T): T {
  try {
    return read();
  } catch (error) {
    if (!isDamage(error)) throw error;
    return instead(error);
  }
}

/** Returns the items before the first one that cannot be read; `onEnd` is called where that is the reason for the end. */
export function* salvageAll<T>(
  items: () => Iterable<T>,
  onEnd: (error: unknown) => void,
): Generator<T> {
  try {
    yield* items();
  } catch (error) {
    if (!isDamage(error)) throw error;
    onEnd(error);
  }
}
