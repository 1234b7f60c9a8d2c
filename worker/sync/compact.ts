/** Compaction: the log as a new snapshot and a segment of history, in one transaction. */

import { point } from "../analytics.ts";
import { LEAST_KEPT_STRUCTURE } from "../limits.ts";
import { logError, logInfo } from "../log.ts";
import { metrics } from "../metrics.ts";
import type { DocumentStore } from "../storage/document-store.ts";
import { gcFailed } from "../storage/gc-failed.ts";
import { encodeSegment, type LoggedEntry } from "../storage/history-segment.ts";
import type { StagedSnapshot } from "../storage/staged-rows.ts";
import { Coverage } from "../yjs/coverage.ts";
import { decodingStored } from "../yjs/decode.ts";
import type { DecodedUpdate } from "../yjs/decoded-update.ts";
import { type Depth, gcInTurns } from "../yjs/gc.ts";
import { healing } from "../yjs/heal.ts";
import { Structure } from "../yjs/structure.ts";
import type { Work } from "../yjs/work.ts";
import type { StoredDocument } from "./stored-document.ts";

/** The outcome of a compaction. */
export interface Compaction {
  readonly entries: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** Does a work in turns, between which other rooms have theirs. */
export type InTurns = <T>(work: Work<T>) => Promise<T>;

/**
 * Turns the present log into new snapshots and a segment of history. Everything is built
 * and verified first; the swap is one transaction, so a crash at any point leaves the old
 * state or the new one. Updates that are written while the segment is being compressed go
 * into the new log.
 *
 * @throws when a built snapshot does not hold everything that it should; the old state
 *   stays.
 */
export async function compact(
  store: DocumentStore,
  documents: ReadonlyMap<number, StoredDocument>,
  depth: Depth,
  inTurns: InTurns,
): Promise<Compaction> {
  const began = Date.now();
  const { entries, upTo } = await inTurns(store.log.readingPresent());
  const snapshots = new Map<number, StagedSnapshot>();
  const sound = new Set<number>();
  let bytesBefore = 0;
  let bytesAfter = 0;
  for (const [id, document] of documents) {
    const isOutdated = entries.some(({ doc }) => doc === id);
    const heals = depth === "collect" && store.isUnchecked;
    if (!isOutdated && !heals && !(depth === "collect" && store.isMergedOnly)) continue;
    const { updates, snapshot: before } = await inTurns(document.gathering(entries));
    if (before !== null) sound.add(before.blobId);
    const snapshot = await inTurns(heals ? healed(updates) : gcInTurns(updates, depth, gcFailed));
    const decoded = await inTurns(decodingStored(snapshot));
    const coverage = await inTurns(verifying(decoded, updates));
    const structure = await inTurns(structureOf(decoded, coverage));
    const made = { snapshot, coverage: await inTurns(coverage.encoding()), structure };
    snapshots.set(id, await inTurns(store.stagingSnapshot(made)));
    bytesBefore += updates.reduce((sum, update) => sum + update.byteLength, 0);
    bytesAfter += snapshot.byteLength;
  }
  const past = await historyOf(entries);
  const history =
    past === null
      ? null
      : {
          fromAt: past.fromAt,
          toAt: past.toAt,
          entries: entries.length,
          blobId: await inTurns(store.stagingSegment(past.segment)),
          bytes: past.segment.byteLength,
        };
  const isMergedOnly = depth === "merge";
  store.swap({ snapshots, sound, upTo, isMergedOnly, isChecked: !isMergedOnly, history });
  await inTurns(store.sweepingBlobs());
  const took = Date.now() - began;
  const done = { entries: entries.length, bytesBefore, bytesAfter };
  logInfo("compacted", { depth, ...done, took });
  metrics.compactions.add();
  metrics.compactionSeconds.add(took / 1000);
  point("compaction", "", took, done.entries, bytesBefore, bytesAfter);
  return done;
}

/** Returns the document of a room of an earlier version, without items that no Yjs client writes. */
function* healed(updates: readonly Uint8Array[]): Work<Uint8Array> {
  try {
    const { update, dropped, faults } = yield* healing(updates);
    if (dropped > 0) logInfo("document-healed", { dropped, faults: [...faults].join(" ") });
    return update;
  } catch (error) {
    // It stays as it was; `npm run stoa -- check` tells of it.
    logError("heal-failed", error, { updates: updates.length });
    return yield* gcInTurns(updates, "collect", gcFailed);
  }
}

/** Returns the segment that replaced entries leave in the past; null when there are none. */
async function historyOf(
  entries: readonly LoggedEntry[],
): Promise<{ fromAt: number; toAt: number; segment: Uint8Array } | null> {
  if (entries.length === 0) return null;
  const fromAt = Math.min(...entries.map((entry) => entry.fromAt));
  const toAt = Math.max(...entries.map((entry) => entry.toAt));
  const segment = await encodeSegment(entries);
  return { fromAt, toAt, segment };
}

/** Returns the coverage of `snapshot`, once it is certain that it covers all of `updates`. */
function* verifying(snapshot: DecodedUpdate, updates: readonly Uint8Array[]): Work<Coverage> {
  const before = new Coverage();
  for (const update of updates) {
    yield* before.adding(yield* decodingStored(update));
    yield;
  }
  const after = new Coverage();
  yield* after.adding(snapshot);
  if (!(yield* after.including(before))) {
    throw new Error("The compacted head lacks something that the log holds.");
  }
  return after;
}

/**
 * The structure of a snapshot, to be kept with it; null when it is built in no
 * time, or takes too much room. The structure of a board is as large as its
 * snapshot, and building it takes twice as long as reading it.
 */
function* structureOf(snapshot: DecodedUpdate, coverage: Coverage): Work<Uint8Array | null> {
  if (snapshot.bytes.byteLength < LEAST_KEPT_STRUCTURE) return null;
  const structure = new Structure((client, clock) => coverage.deletes(client, clock));
  yield* structure.integratingStored(snapshot);
  const kept = yield* structure.encoding();
  return 2 * kept.byteLength <= snapshot.bytes.byteLength ? kept : null;
}
