import * as Y from "yjs";
import { MAX_COLLECT, WINDOW_UPDATES } from "../../shared/limits.ts";

/**
 * One update that holds what all of these hold. Small ones are collected in a
 * `Y.Doc`, which drops what was deleted; what is too large for that is merged.
 */
export function collectUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const bytes = updates.reduce((sum, update) => sum + update.byteLength, 0);
  return bytes <= MAX_COLLECT ? collect(updates) : merge(updates);
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
