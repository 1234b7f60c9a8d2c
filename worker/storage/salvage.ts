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
