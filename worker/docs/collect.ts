import * as Y from "yjs";
import { MAX_COLLECT, MAX_COLLECT_PARTS } from "../../shared/limits.ts";
import { logError } from "../log.ts";
import { type DecodedUpdate, decodeStored } from "./decode.ts";
import { mergeUpdates } from "./merge.ts";

/** How much a compaction does: `collect` drops what was deleted, and takes its time and memory. */
export type Depth = "collect" | "merge";

/**
 * One update that holds what all of these hold, given in order. When there is
 * time for it they are collected in a `Y.Doc`, which drops what was deleted;
 * what is too large for that, or fails in it, is merged.
 */
export function collectUpdates(updates: readonly Uint8Array[], depth: Depth): Uint8Array {
  const decoded = updates.map(decodeStored);
  if (depth === "merge") return mergeUpdates(decoded);
  try {
    return collect(decoded) ?? mergeUpdates(decoded);
  } catch (error) {
    logError("collect-failed", error, { updates: updates.length });
    return mergeUpdates(decoded);
  }
}

/** @returns null when it is more than the memory may bear. */
function collect(updates: readonly DecodedUpdate[]): Uint8Array | null {
  const doc = new Y.Doc();
  try {
    for (const { bytes, parts } of updates) {
      if (bytes.byteLength > MAX_COLLECT || partsOf(doc) + parts > MAX_COLLECT_PARTS) return null;
      // One by one, so that what is overwritten goes before more comes.
      Y.applyUpdate(doc, bytes);
    }
    return Y.encodeStateAsUpdate(doc);
  } finally {
    doc.destroy();
  }
}

/** How many structs a document consists of just now. */
function partsOf(doc: Y.Doc): number {
  let parts = 0;
  for (const structs of doc.store.clients.values()) parts += structs.length;
  return parts;
}
