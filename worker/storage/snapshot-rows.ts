/** The rows of the table `head`: read, written and summed. They know nothing of a snapshot's bytes. */

import { checksum, isAsWritten } from "../checksum.ts";
import { logError } from "../log.ts";
import { readCoverage } from "./coverage-rows.ts";
import { SNAPSHOT_COLUMNS, type SummedSnapshot, snapshotSum, snapshotValues } from "./row-sums.ts";

/** A row of the table, without the snapshot's coverage, and its checksum. */
type SnapshotRow = SummedSnapshot & { readonly row_sum: number | null } & Record<
    string,
    SqlStorageValue
  >;

const COLUMNS = [...SNAPSHOT_COLUMNS, "row_sum"].join(", ");

/** A snapshot: a whole document as of the beginning of a generation of the log. */
export interface Snapshot {
  readonly owner: number;
  readonly generation: number;
  readonly bytes: number;
  readonly sum: number | null;
  /** The same over a part of its bytes. */
  readonly sample: number | null;
  /** Under which owner its structure lies; null when it is to be built of the snapshot's bytes. */
  readonly structure: number | null;
  readonly coverageSum: number | null;
  readonly structureSum: number | null;
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
    owner: row.owner,
    generation: row.generation,
    bytes: row.bytes,
    sum: row.sum,
    sample: row.sample,
    structure: row.structure,
    coverageSum: row.extent_sum,
    structureSum: row.structure_sum,
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
    `INSERT INTO head (${COLUMNS}, extent, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...(snapshotValues(row) as SqlStorageValue[]),
    snapshotSum(row),
    coverage,
    Date.now(),
  );
}

/** Removes a row. The bytes that it names go with the next `sweeping`. */
export function deleteSnapshot(sql: SqlStorage, owner: number): void {
  sql.exec("DELETE FROM head WHERE owner = ?", owner);
}

/** A snapshot holds everything up to another generation: nothing was written to its document. */
export function moveSnapshot(sql: SqlStorage, owner: number, generation: number): void {
  const row = sql.exec<SnapshotRow>(`SELECT ${COLUMNS} FROM head WHERE owner = ?`, owner).one();
  const moved = { ...row, generation };
  sql.exec(
    "UPDATE head SET generation = ?, row_sum = ? WHERE owner = ?",
    generation,
    snapshotSum(moved),
    owner,
  );
}

/** Gives checksums to the rows of an earlier version. @param read the bytes of `chunk` under an owner. */
export function sealSnapshots(sql: SqlStorage, read: (owner: number) => Uint8Array): void {
  const rows = sql.exec<SnapshotRow>(`SELECT ${COLUMNS} FROM head WHERE row_sum IS NULL`).toArray();
  for (const row of rows) {
    const coverageSum = checksum(readCoverage(sql, row.owner));
    const structureSum = row.structure === null ? null : checksum(read(row.structure));
    const sealed = { ...row, extent_sum: coverageSum, structure_sum: structureSum };
    sql.exec(
      "UPDATE head SET extent_sum = ?, structure_sum = ?, row_sum = ? WHERE owner = ?",
      coverageSum,
      structureSum,
      snapshotSum(sealed),
      row.owner,
    );
  }
}

function isSound(row: SnapshotRow): boolean {
  const isSound = isAsWritten(row.row_sum, ...snapshotValues(row));
  if (!isSound) {
    logError("head-damaged", new Error("A row of head is not what was written."), {
      owner: row.owner,
    });
  }
  return isSound;
}
