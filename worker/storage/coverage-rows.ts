/** The stored coverage of a snapshot: in its row, or as a blob where it is too long for one. */
import { MAX_ROW_BLOB } from "../limits.ts";
import type { Work } from "../yjs/work.ts";
import { readBlob, writingBlob } from "./blobs.ts";

/*
 * The coverage of a snapshot lists each range of deletions, so it can be longer
 * than a row. Then its column is empty, and the coverage is a blob beside the
 * snapshot's own.
 */

/** Stores the coverage of the snapshot with this blob, in turns. @returns the value of its column. */
export function* stagingCoverage(
  sql: SqlStorage,
  blobId: number,
  coverage: Uint8Array,
): Work<Uint8Array> {
  if (coverage.byteLength <= MAX_ROW_BLOB) return coverage;
  yield* writingBlob(sql, coverage, coverageBlobId(blobId));
  return new Uint8Array();
}

/** Reads the coverage of the snapshot with this blob, as it was written. */
export function readCoverage(sql: SqlStorage, blobId: number): Uint8Array {
  const { column } = sql
    .exec<{ column: ArrayBuffer }>("SELECT extent AS column FROM head WHERE owner = ?", blobId)
    .one();
  return column.byteLength > 0 ? new Uint8Array(column) : readBlob(sql, coverageBlobId(blobId));
}

/** Returns the id of the coverage's blob. New blobs count up from 1; the ids below are free. */
export function coverageBlobId(snapshotBlobId: number): number {
  return -snapshotBlobId;
}
