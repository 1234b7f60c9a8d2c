/** The stored coverage of a snapshot: in its row, or in chunks where it is too long for one. */
import { MAX_ROW_BLOB } from "../../shared/limits.ts";
import { deleteChunks, readChunks, writeChunks } from "./blobs.ts";

/*
 * The coverage of a snapshot lists each range of deletions, so it can be longer
 * than a row. Then its column is empty, and it lies in chunks beside the head's
 * own.
 */

/** Keeps what the head under `owner` covers, and says what its column holds. Call it inside a transaction. */
export function writeExtent(sql: SqlStorage, owner: number, extent: Uint8Array): Uint8Array {
  if (extent.byteLength <= MAX_ROW_BLOB) return extent;
  writeChunks(sql, extent, beside(owner));
  return new Uint8Array();
}

/** Reads the coverage of the snapshot under `owner`, as it was written. */
export function readExtent(sql: SqlStorage, owner: number): Uint8Array {
  const { column } = sql
    .exec<{ column: ArrayBuffer }>("SELECT extent AS column FROM head WHERE owner = ?", owner)
    .one();
  return column.byteLength > 0 ? new Uint8Array(column) : readChunks(sql, beside(owner));
}

/** Removes what lies beside the head under `owner`. */
export function deleteExtent(sql: SqlStorage, owner: number): void {
  deleteChunks(sql, beside(owner));
}

/** Owners of chunks count up from 1; those below are free. */
function beside(owner: number): number {
  return -owner;
}
