/** Staged rows: blobs that nothing names yet. They are written in turns before a swap, and swept in turns after one. */
import { checksum, sampleSum } from "../checksum.ts";
import type { Work } from "../yjs/work.ts";
import { assetBlobIds } from "./asset-rows.ts";
import { blobIdOf, blobRows, deleteBlobRow, writingBlob } from "./blobs.ts";
import { coverageBlobId, stagingCoverage } from "./coverage-rows.ts";
import { segmentBlobIds } from "./history-rows.ts";
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
 * rows that nothing names; the next `sweepingBlobs` removes them.
 */
export function* stagingSnapshot(
  sql: SqlStorage,
  { snapshot, coverage, structure }: NewSnapshot,
): Work<StagedSnapshot> {
  const blobId = yield* writingBlob(sql, snapshot);
  const structureBlobId = structure === null ? null : yield* writingBlob(sql, structure);
  const column = yield* stagingCoverage(sql, blobId, coverage);
  const sum = checksum(snapshot);
  yield;
  const row = {
    blobId,
    bytes: snapshot.byteLength,
    sum,
    sample: sampleSum(snapshot),
    structureBlobId,
    coverageSum: checksum(coverage),
    structureSum: structure === null ? null : checksum(structure),
  };
  return { row, coverage: column };
}

/**
 * Removes the blobs that nothing names: a swap has put others in their place, or a crash came
 * before one. While the row of a snapshot, of a segment or of an image is damaged, nothing is
 * removed, because nobody knows which blob it named.
 */
export function* sweepingBlobs(sql: SqlStorage, snapshots: readonly Snapshot[]): Work {
  const segments = segmentBlobIds(sql);
  const images = assetBlobIds(sql);
  if (segments === null || images === null || !snapshots.every(({ isSound }) => isSound)) return;
  const named = new Set([...segments, ...images]);
  for (const { blobId, structureBlobId } of snapshots) {
    named.add(blobId);
    named.add(coverageBlobId(blobId));
    if (structureBlobId !== null) named.add(structureBlobId);
  }
  // In rising order: while a row of a blob is left, no new blob gets its id.
  for (const row of blobRows(sql)) {
    if (named.has(blobIdOf(row))) continue;
    deleteBlobRow(sql, row);
    yield;
  }
}
