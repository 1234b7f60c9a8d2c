/** The rows of the table `history`: read, written and summed. They know nothing of what a segment holds. */

import { isAsWritten } from "../checksum.ts";
import { logError } from "../log.ts";
import { type SummedStretch, stretchSum } from "./row-sums.ts";

/** A stretch of the room's past; `bytes` counts it as it is stored, compressed. */
export type Segment = SummedStretch;

interface Row extends Segment, Record<string, SqlStorageValue> {
  readonly sum: number | null;
}

/**
 * The stretches, oldest first. A segment whose row has changed is reported, and
 * stays. The present does not need it, and its updates have their own times.
 */
export function readStretches(sql: SqlStorage): Segment[] {
  const rows = sql
    .exec<Row>(
      "SELECT owner, from_at AS fromAt, to_at AS toAt, entries, bytes, sum FROM history ORDER BY from_at, owner",
    )
    .toArray();
  return rows.map(({ sum, ...stretch }) => {
    const { owner, fromAt, toAt, entries, bytes } = stretch;
    if (!isAsWritten(sum, owner, fromAt, toAt, entries, bytes)) {
      logError("history-damaged", new Error("A row of history is not what was written."), {
        owner,
      });
    }
    return { owner, fromAt, toAt, entries, bytes };
  });
}

/**
 * Returns the owners of all segments; null when a row has changed, so that nobody knows which owner
 * it named.
 */
export function segmentOwners(sql: SqlStorage): number[] | null {
  const rows = sql
    .exec<Row>("SELECT owner, from_at AS fromAt, to_at AS toAt, entries, bytes, sum FROM history")
    .toArray();
  const areSound = rows.every(({ owner, fromAt, toAt, entries, bytes, sum }) =>
    isAsWritten(sum, owner, fromAt, toAt, entries, bytes),
  );
  return areSound ? rows.map(({ owner }) => owner) : null;
}

/** Writes a row with its checksum. */
export function insertStretch(sql: SqlStorage, stretch: Segment): { readonly rowsWritten: number } {
  const { owner, fromAt, toAt, entries, bytes } = stretch;
  return sql.exec(
    "INSERT INTO history (owner, from_at, to_at, entries, bytes, sum) VALUES (?, ?, ?, ?, ?, ?)",
    owner,
    fromAt,
    toAt,
    entries,
    bytes,
    stretchSum(stretch),
  );
}

/** Gives checksums to the rows of an earlier version. */
export function sealStretches(sql: SqlStorage): void {
  for (const stretch of readStretches(sql)) {
    sql.exec(
      "UPDATE history SET sum = ? WHERE owner = ? AND sum IS NULL",
      stretchSum(stretch),
      stretch.owner,
    );
  }
}
