import * as Y from "yjs";
import { MAX_COLLECT, WINDOW_UPDATES } from "../../shared/limits.ts";
import { Extent } from "./extent.ts";
import type { DocumentStore } from "./store.ts";

/** What a compaction did. */
export interface Compaction {
  readonly rows: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/**
 * Turns every document's head and log into a new head. The head is built and
 * verified first; the swap is one transaction, so a crash at any point leaves
 * the old state or the new one. Small documents are collected in a `Y.Doc`,
 * which drops what was deleted; for one too large to hold, the updates are merged.
 *
 * @throws when a built head does not hold everything that it should; the old state stays.
 */
export function compact(store: DocumentStore): Compaction {
  const { rows } = store.logSize();
  const heads = new Map<number, { head: Uint8Array; extent: Uint8Array }>();
  let bytesBefore = 0;
  let bytesAfter = 0;
  for (const row of store.documents()) {
    const updates = [...store.log(row.id)];
    if (updates.length === 0) continue;
    if (row.head !== null) updates.unshift(store.head(row.head));
    const bytes = updates.reduce((sum, update) => sum + update.byteLength, 0);
    const head = bytes <= MAX_COLLECT ? collect(updates) : mergeUpdates(updates);
    const extent = verify(head, updates);
    heads.set(row.id, { head, extent: extent.encode() });
    bytesBefore += bytes;
    bytesAfter += head.byteLength;
  }
  store.swap(heads);
  return { rows, bytesBefore, bytesAfter };
}

function collect(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const head = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return head;
}

/** Merges updates in groups, because `Y.mergeUpdates` is super-linear (yjs/yjs#710). */
export function mergeUpdates(updates: readonly Uint8Array[]): Uint8Array {
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

/** What `head` covers, once it is certain that it covers all of `updates`. */
function verify(head: Uint8Array, updates: readonly Uint8Array[]): Extent {
  const before = new Extent();
  for (const update of updates) before.add(Y.decodeUpdate(update));
  const after = Extent.of(Y.decodeUpdate(head));
  if (!after.includes(before)) {
    throw new Error("The compacted head lacks something that the log holds.");
  }
  return after;
}
