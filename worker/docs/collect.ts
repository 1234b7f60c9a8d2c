import * as Y from "yjs";
import { MAX_COLLECT, MAX_COLLECT_PARTS, WINDOW_UPDATES } from "../../shared/limits.ts";
import { logError } from "../log.ts";
import { decodeStored } from "./decode.ts";

/** How much a compaction does: `collect` drops what was deleted, and takes its time and memory. */
export type Depth = "collect" | "merge";

/**
 * One update that holds what all of these hold. When there is time for it,
 * small ones are collected in a `Y.Doc`, which drops what was deleted; what is
 * too large for that, or fails in it, is merged.
 */
export function collectUpdates(updates: readonly Uint8Array[], depth: Depth): Uint8Array {
  if (depth === "merge" || !isSmall(updates)) return merge(updates);
  try {
    return collect(updates);
  } catch (error) {
    logError("collect-failed", error, { updates: updates.length });
    return merge(updates);
  }
}

function isSmall(updates: readonly Uint8Array[]): boolean {
  const bytes = updates.reduce((sum, update) => sum + update.byteLength, 0);
  if (bytes > MAX_COLLECT) return false;
  const parts = updates.reduce((sum, update) => sum + decodeStored(update).parts, 0);
  return parts <= MAX_COLLECT_PARTS;
}

function collect(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const collected = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return collected;
}

/** Merges in groups, because `Y.mergeUpdates` is super-linear (yjs/yjs#710). */
function merge(updates: readonly Uint8Array[]): Uint8Array {
  let level = updates;
  while (level.length > 1) {
    const merged: Uint8Array[] = [];
    for (let start = 0; start < level.length; start += WINDOW_UPDATES) {
      merged.push(Y.mergeUpdates(level.slice(start, start + WINDOW_UPDATES)));
    }
    level = merged;
  }
  return level[0] ?? new Uint8Array([0, 0]);
}
