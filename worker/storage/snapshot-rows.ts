/** The rows of the table `head`: read, written and summed. They know nothing of a snapshot's bytes. */

import { checksum, isAsWritten } from "../checksum.ts";
import { logError } from "../log.ts";
import { readCoverage } from "./coverage-rows.ts";
import { SNAPSHOT_COLUMNS, type SummedSnapshot, snapshotSum, snapshotValues } from "./row-sums.ts";

/** A row of the table, without the snapshot's coverage, and its checksum. */
type SnapshotRow = SummedSnapshot & { readonly rowSum: number | null } & Record<
    string,
    SqlStorageValue
  >;

/** The columns of a row, by the names that the code has for them. */
const COLUMNS =
  "owner AS blobId, doc, generation, bytes, sum, sample, structure AS structureBlobId, " +
  "extent_sum AS coverageSum, structure_sum AS structureSum, row_sum AS rowSum";

/** A snapshot: a whole document as of the beginning of a generation of the log. */
export interface Snapshot extends Omit<SummedSnapshot, "doc"> {
  /** Is its row what was written? Of one that is not, nothing is known for certain. */
  readonly isSound: boolean;
}

/** Returns a document's snapshots, the present one first; last those whose rows are not what was written. */
export function readSnapshots(sql: SqlStorage, doc: number): Snapshot[] {
  const rows = sql
    .exec<SnapshotRow>(`SELECT ${COLUMNS} FROM head ORDER BY generation DESC`)
    .toArray();
  const snapshots = rows.map((row) => ({ row, isSound: isSound(row) }));
  return [
    ...snapshots.filter(({ row, isSound }) => isSound && row.doc === doc),
    // The document that it names may be another one.
    ...snapshots.filter(({ isSound }) => !isSound),
  ].map(({ row, isSound }) => ({
    blobId: row.blobId,
    generation: row.generation,
    bytes: row.bytes,
    sum: row.sum,
    sample: row.sample,
    structureBlobId: row.structureBlobId,
    coverageSum: row.coverageSum,
    structureSum: row.structureSum,
    isSound,
  }));
}

/** Writes a row with its checksum. */
export function insertSnapshot(
  sql: SqlStorage,
  row: SummedSnapshot,
  coverage: Uint8Array,
): { readonly rowsWritten: number } {
  return sql.exec(
    `INSERT INTO head (${SNAPSHOT_COLUMNS.join(", ")}, row_sum, extent, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...(snapshotValues(row) as SqlStorageValue[]),
    snapshotSum(row),
    coverage,
    Date.now(),
  );
}

/** Removes a row. The blobs that it names go with the next sweep. */
export function deleteSnapshot(sql: SqlStorage, blobId: number): void {
  sql.exec("DELETE FROM head WHERE owner = ?", blobId);
}

/** Notes that a snapshot holds everything up to another generation: nothing was written to its document. */
export function moveSnapshot(sql: SqlStorage, blobId: number, generation: number): void {
  const row = sql.exec<SnapshotRow>(`SELECT ${COLUMNS} FROM head WHERE owner = ?`, blobId).one();
  const moved = { ...row, generation };
  sql.exec(
    "UPDATE head SET generation = ?, row_sum = ? WHERE owner = ?",
    generation,
    snapshotSum(moved),
    blobId,
  );
}

/** Gives checksums to the rows of an earlier version. @param readBlob returns the bytes of a blob. */
export function sealSnapshots(sql: SqlStorage, readBlob: (blobId: number) => Uint8Array): void {
  const rows = sql.exec<SnapshotRow>(`SELECT ${COLUMNS} FROM head WHERE row_sum IS NULL`).toArray();
  for (const row of rows) {
    const { blobId, structureBlobId } = row;
    const coverageSum = checksum(readCoverage(sql, blobId));
    const structureSum = structureBlobId === null ? null : checksum(readBlob(structureBlobId));
    sql.exec(
      "UPDATE head SET extent_sum = ?, structure_sum = ?, row_sum = ? WHERE owner = ?",
      coverageSum,
      structureSum,
      snapshotSum({ ...row, coverageSum, structureSum }),
      blobId,
    );
  }
}

function isSound(row: SnapshotRow): boolean {
  const isSound = isAsWritten(row.rowSum, ...snapshotValues(row));
  if (!isSound) {
    logError("head-damaged", new Error("A row of head is not what was written."), {
      blobId: row.blobId,
    });
  }
  return isSound;
}
