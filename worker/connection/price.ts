/** The price of a frame: its cost by its content, where no clock can tell it. */

import { MessageType, SyncType } from "../../shared/wire/frames.ts";
import { MAX_PRICED, PRICE } from "../limits.ts";

/**
 * Is what a frame costs known so well without a clock that reading one is not
 * worth its time? A small update is. Its consequences, such as a window that is
 * written or a large document that is read first, are timed where they happen.
 */
export function isPriced(data: Uint8Array | string): boolean {
  if (typeof data === "string" || data.length > MAX_PRICED) return false;
  return data[0] === MessageType.Sync && data[1] === SyncType.Update;
}

/** Milliseconds that a frame of so many bytes costs by itself. */
export function priceOfBytes(bytes: number): number {
  return PRICE.frameMs + bytes * PRICE.byteMs;
}

/** Milliseconds that parts of updates (structs and deletions) cost which were read, and steps which were made to place them. */
export function priceOfEffort(parts: number, steps: number): number {
  return parts * PRICE.partMs + steps * PRICE.stepMs;
}
