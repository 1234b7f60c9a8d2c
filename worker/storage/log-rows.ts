/** The rows of a log: how they are written, and put together to entries. They know nothing of generations. */
import { isAsWritten } from "../checksum.ts";
import type { LoggedEntry } from "./history-segment.ts";

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

/** Stands for an entry of which a row has changed: it is no update, so nobody takes it for one. */
export const UNREADABLE = new Uint8Array();

/** An entry of which the parts have not been joined yet. */
export interface PiecedEntry extends Omit<LoggedEntry, "data"> {
  /** Never empty. Of an entry that cannot be read, `UNREADABLE` alone. */
  readonly pieces: readonly Uint8Array[];
}

/** Puts rows together that come in the order of their numbers. */
export class EntryReader {
  #pieces: Uint8Array[] = [];
  #isSound = true;

  /**
   * Takes the next row.
   *
   * @returns the entry that ends with it, and before that one of which a row is missing; neither
   *   when more parts follow.
   */
  take(row: LogRow): readonly PiecedEntry[] {
    const { part, parts } = row;
    const ended: PiecedEntry[] = [];
    if (part === 0 && this.#pieces.length > 0) ended.push(this.#broken(row));
    // A part that does not follow on the one before it: a row between them is missing.
    this.#isSound &&= part === this.#pieces.length && isSoundRow(row);
    this.#pieces.push(new Uint8Array(row.data));
    if (part + 1 < parts) return ended;
    ended.push(this.#isSound ? entryOf(row, this.#pieces) : this.#broken(row));
    this.#pieces = [];
    this.#isSound = true;
    return ended;
  }

  /** Ends the present entry as one that cannot be read. Nothing is known of it but that it was there. */
  #broken(row: LogRow): PiecedEntry {
    this.#pieces = [];
    this.#isSound = true;
    return entryOf(row, [UNREADABLE]);
  }
}

function entryOf(row: LogRow, pieces: readonly Uint8Array[]): PiecedEntry {
  const { doc, from_at: fromAt, to_at: toAt, who } = row;
  return { doc, fromAt, toAt, who: who.split(" "), pieces };
}

/** Is a row what was written? */
export function isSoundRow(row: LogRow): boolean {
  const { seq, doc, part, parts, from_at: fromAt, to_at: toAt, who, data, sum } = row;
  return isAsWritten(sum, seq, doc, part, parts, fromAt, toAt, who, data);
}

/** Bytes of rows that are read between two pauses. */
const BATCH_BYTES = 256 * 1024;

/** Returns the number of the last of the rows after `after` and up to `upTo` that are read in one go. */
export function lastOfBatch(
  sql: SqlStorage,
  generation: number,
  after: number,
  upTo: number,
): number {
  const rows = sql
    .exec<{ seq: number; bytes: number }>(
      `SELECT seq, length(data) AS bytes FROM log_${generation} WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT 500`,
      after,
      upTo,
    )
    .toArray();
  let left = BATCH_BYTES;
  for (const { seq, bytes } of rows) {
    left -= bytes;
    if (left <= 0) return seq;
  }
  return rows.at(-1)?.seq ?? upTo;
}

/** Makes the statement that writes a row of a log. */
export function insertInto(generation: number): string {
  return `INSERT INTO log_${generation} (seq, doc, part, parts, from_at, to_at, who, data, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
}
