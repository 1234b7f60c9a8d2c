/** The rows of the table `history`: read, written and summed. They know nothing of what a segment holds. */

import { isAsWritten } from "../checksum.ts";
import { logError } from "../log.ts";
import { type SummedSegment, segmentSum, segmentValues } from "./row-sums.ts";

/** A stretch of the room's past. */
export type Segment = SummedSegment;

interface SegmentRow extends Segment, Record<string, SqlStorageValue> {
  readonly sum: number | null;
}

/** The columns of a row, by the names that the code has for them. */
const COLUMNS = "owner AS blobId, from_at AS fromAt, to_at AS toAt, entries, bytes, sum";

/**
 * Returns the segments, oldest first. A segment whose row has changed is reported,
 * and stays. The present does not need it, and its updates have their own times.
 */
export function readSegments(sql: SqlStorage): Segment[] {
  const rows = sql
    .exec<SegmentRow>(`SELECT ${COLUMNS} FROM history ORDER BY from_at, owner`)
    .toArray();
  return rows.map((row) => {
    const { blobId, fromAt, toAt, entries, bytes } = row;
    if (!isSound(row)) {
      logError("history-damaged", new Error("A row of history is not what was written."), {
        blobId,
      });
    }
    return { blobId, fromAt, toAt, entries, bytes };
  });
}

/**
 * Returns the ids of the blobs of all segments; null when a row has changed, so that nobody knows
 * which blob it named.
 */
export function segmentBlobIds(sql: SqlStorage): number[] | null {
  const rows = sql.exec<SegmentRow>(`SELECT ${COLUMNS} FROM history`).toArray();
  return rows.every(isSound) ? rows.map(({ blobId }) => blobId) : null;
}

/** Writes a row with its checksum. */
export function insertSegment(sql: SqlStorage, segment: Segment): { readonly rowsWritten: number } {
  const { blobId, fromAt, toAt, entries, bytes } = segment;
  return sql.exec(
    "INSERT INTO history (owner, from_at, to_at, entries, bytes, sum) VALUES (?, ?, ?, ?, ?, ?)",
    blobId,
    fromAt,
    toAt,
    entries,
    bytes,
    segmentSum(segment),
  );
}

/** Removes a row. */
export function deleteSegment(sql: SqlStorage, { blobId }: Segment): void {
  sql.exec("DELETE FROM history WHERE owner = ?", blobId);
}

/** Gives checksums to the rows of an earlier version. */
export function sealSegments(sql: SqlStorage): void {
  for (const segment of readSegments(sql)) {
    sql.exec(
      "UPDATE history SET sum = ? WHERE owner = ? AND sum IS NULL",
      segmentSum(segment),
      segment.blobId,
    );
  }
}

function isSound(row: SegmentRow): boolean {
  return isAsWritten(row.sum, ...segmentValues(row));
}
