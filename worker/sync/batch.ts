/** The batch: updates that were taken and wait for their window. It writes nothing. */
import type { Session } from "../connection/session.ts";
import { logError } from "../log.ts";
import type { DecodedUpdate } from "../yjs/decoded-update.ts";
import { mergeUpdates } from "../yjs/merge.ts";

/** An update that was taken and waits for its window to be written. */
export interface BatchedUpdate {
  /** `null` says nothing new, and only waits to be acknowledged in its turn. */
  readonly update: DecodedUpdate | null;
  readonly author: Session;
  /** The author's count when it came: what may be acknowledged once it is written. */
  readonly received: number | null;
  readonly at: number;
}

/** One update for the window; each of its own when they do not merge, so that one cannot cost the others. */
export function mergeBatch(pending: readonly BatchedUpdate[]): readonly Uint8Array[] {
  const updates = updatesOf(pending);
  try {
    return [mergeUpdates(updates)];
  } catch (error) {
    logError("merge-failed", error, { updates: updates.length });
    return updates.map(({ bytes }) => bytes);
  }
}

/** Returns the updates among these. */
export function updatesOf(pending: readonly BatchedUpdate[]): DecodedUpdate[] {
  return pending.map(({ update }) => update).filter((update) => update !== null);
}
