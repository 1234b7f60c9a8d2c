import * as Y from "yjs";
import { MAX_COLLECT, MAX_COLLECT_PARTS } from "../../shared/limits.ts";
import { logError } from "../log.ts";
import { type DecodedUpdate, decodeStored } from "./decode.ts";
import { mergeUpdates } from "./merge.ts";

/** How much a compaction does: `collect` drops what was deleted, and takes its time and memory. */
export type Depth = "collect" | "merge";

/**
 * One update that holds what all of these hold. When there is time for it,
 * small ones are collected in a `Y.Doc`, which drops what was deleted; what is
 * too large for that, or fails in it, is merged.
 */
export function collectUpdates(updates: readonly Uint8Array[], depth: Depth): Uint8Array {
  const decoded = updates.map(decodeStored);
  if (depth === "merge" || !isSmall(decoded)) return mergeUpdates(decoded);
  try {
    return collect(updates);
  } catch (error) {
    logError("collect-failed", error, { updates: updates.length });
    return mergeUpdates(decoded);
  }
}

function isSmall(updates: readonly DecodedUpdate[]): boolean {
  const size = updates.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const parts = updates.reduce((sum, update) => sum + update.parts, 0);
  return size <= MAX_COLLECT && parts <= MAX_COLLECT_PARTS;
}

function collect(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    return Y.encodeStateAsUpdate(doc);
  } finally {
    doc.destroy();
  }
}
