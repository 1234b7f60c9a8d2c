/** The stored coverage of a snapshot: in its row, or in chunks where it is too long for one. */
import { MAX_ROW_BLOB } from "../limits.ts";
import type { Work } from "../yjs/work.ts";
import { readChunks, writingChunks } from "./blobs.ts";

/*
 * The coverage of a snapshot lists each range of deletions, so it can be longer
 * than a row. Then its column is empty, and it lies in chunks beside the
 * snapshot's own.
 */

/** Stores the coverage of the snapshot under `owner`, in turns. @returns the value of its column. */
export function* stagingCoverage(
  sql: SqlStorage,
  owner: number,
  coverage: Uint8Array,
): Work<Uint8Array> {
  if (coverage.byteLength <= MAX_ROW_BLOB) return coverage;
  yield* writingChunks(sql, coverage, beside(owner));
  return new Uint8Array();
}

/** Reads the coverage of the snapshot under `owner`, as it was written. */
export function readCoverage(sql: SqlStorage, owner: number): Uint8Array {
  const { column } = sql
    .exec<{ column: ArrayBuffer }>("SELECT extent AS column FROM head WHERE owner = ?", owner)
    .one();
  return column.byteLength > 0 ? new Uint8Array(column) : readChunks(sql, beside(owner));
}

/** Owners of chunks count up from 1; those below are free. */
function beside(owner: number): number {
  return -owner;
}
