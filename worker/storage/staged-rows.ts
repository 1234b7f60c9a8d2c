/** Rows of `chunk` that nothing names yet: written in turns before a swap names them, and removed in turns after one. */
import { checksum, sampleSum } from "../checksum.ts";
import type { Work } from "../yjs/work.ts";
import { chunkRows, deleteChunk, ownerOf, writingChunks } from "./blobs.ts";
import { stagingCoverage } from "./coverage-rows.ts";
import { segmentOwners } from "./history-rows.ts";
import type { SummedSnapshot } from "./row-sums.ts";
import type { Snapshot } from "./snapshot-rows.ts";

/** A snapshot that is to be stored, its coverage, and its structure where building that takes time. */
export interface NewSnapshot {
  readonly snapshot: Uint8Array;
  readonly coverage: Uint8Array;
  readonly structure: Uint8Array | null;
}

/** The row of a snapshot whose bytes are stored, as far as it is known before the swap. */
export interface StagedSnapshot {
  readonly row: Omit<SummedSnapshot, "doc" | "generation">;
  /** The value of the column that says its coverage. */
  readonly coverage: Uint8Array;
}

/**
 * Stores the bytes of a snapshot, its structure and its coverage. A crash before the swap leaves
 * rows that nothing names; the next `sweeping` removes them.
 */
export function* stagingSnapshot(
  sql: SqlStorage,
  { snapshot, coverage, structure }: NewSnapshot,
): Work<StagedSnapshot> {
  const owner = yield* writingChunks(sql, snapshot);
  const structureOwner = structure === null ? null : yield* writingChunks(sql, structure);
  const column = yield* stagingCoverage(sql, owner, coverage);
  const sum = checksum(snapshot);
  yield;
  const row = {
    owner,
    bytes: snapshot.byteLength,
    sum,
    sample: sampleSum(snapshot),
    structure: structureOwner,
    extent_sum: checksum(coverage),
    structure_sum: structure === null ? null : checksum(structure),
  };
  return { row, coverage: column };
}

/**
 * Removes the rows of `chunk` that nothing names: a swap has put others in their place, or a crash
 * came before one. While the row of a snapshot or of a segment is damaged, nothing is removed,
 * because nobody knows which owner it named.
 */
export function* sweeping(sql: SqlStorage, snapshots: readonly Snapshot[]): Work {
  const segments = segmentOwners(sql);
  if (segments === null || !snapshots.every(({ isSound }) => isSound)) return;
  const named = new Set(segments);
  for (const { owner, structure } of snapshots) {
    named.add(owner);
    named.add(-owner);
    if (structure !== null) named.add(structure);
  }
  // In rising order: while a row of an owner is left, no new owner gets its number.
  for (const id of chunkRows(sql)) {
    if (named.has(ownerOf(id))) continue;
    deleteChunk(sql, id);
    yield;
  }
}
