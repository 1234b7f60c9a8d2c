/** The rows of a log: the shape, the checksum and the writing of one row. They know nothing of entries as a whole. */
import { isAsWritten, rowSum } from "../checksum.ts";
import { countRows } from "../metrics.ts";

/** A row of a log: an entry, or a part of one. */
export interface LogRow extends Record<string, SqlStorageValue> {
  seq: number;
  doc: number;
  part: number;
  parts: number;
  from_at: number;
  to_at: number;
  who: string;
  data: ArrayBuffer;
  sum: number | null;
}

/** The values of a row that is to be written. */
export interface NewLogRow {
  readonly seq: number;
  readonly doc: number;
  readonly part: number;
  readonly parts: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly who: string;
  readonly data: Uint8Array;
}

/** Writes a row with its checksum. */
export function insertLogRow(sql: SqlStorage, generation: number, row: NewLogRow): void {
  const { seq, doc, part, parts, fromAt, toAt, who, data } = row;
  countRows(
    sql.exec(
      `INSERT INTO log_${generation} (seq, doc, part, parts, from_at, to_at, who, data, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      seq,
      doc,
      part,
      parts,
      fromAt,
      toAt,
      who,
      data,
      rowSum(seq, doc, part, parts, fromAt, toAt, who, data),
    ),
  );
}

/** Is a row what was written? */
export function isSoundRow(row: LogRow): boolean {
  const { seq, doc, part, parts, from_at: fromAt, to_at: toAt, who, data, sum } = row;
  return isAsWritten(sum, seq, doc, part, parts, fromAt, toAt, who, data);
}
