/** The log reader: the rows of one log, put together to entries. It knows no other log, and no bounds. */
import { join, joining } from "../yjs/concat.ts";
import type { Work } from "../yjs/work.ts";
import type { LoggedEntry } from "./history-segment.ts";
import type { LogSize } from "./log-bounds.ts";
import { isSoundRow, type LogRow } from "./log-rows.ts";
import type { LogPoint } from "./resume-token.ts";

/** Stands for an entry of which a row has changed: it is no update, so nobody takes it for one. */
export const UNREADABLE = new Uint8Array();

/** The whole entries that were read of a log: the last row of the last one, if there is one, and all their rows. */
export interface ReadEntries {
  readonly end: LogPoint | null;
  readonly size: LogSize;
  /** Are there rows of an entry behind it that is not whole? */
  readonly hasTail: boolean;
}

/**
 * Reads the entries of a log after a row, in order, each one whole. Rows of an
 * entry that is still being written are left out.
 *
 * @param take is given one entry after the other. It has those before the first row that cannot be read.
 */
export function readEntriesOf(
  sql: SqlStorage,
  generation: number,
  after: number,
  take: (entry: LoggedEntry) => void,
): ReadEntries {
  const rows = sql.exec<LogRow>(
    `SELECT * FROM log_${generation} WHERE seq > ? ORDER BY seq`,
    after,
  );
  const joiner = new PartJoiner();
  let end: LogPoint | null = null;
  const size = { rows: 0, bytes: 0 };
  // Rows of an entry that is not whole yet.
  const begun = { rows: 0, bytes: 0 };
  for (const row of rows) {
    begun.rows += 1;
    begun.bytes += row.data.byteLength;
    const entries = joiner.entriesEndedBy(row);
    if (row.part === row.parts - 1) {
      end = { row: row.seq, writtenAt: row.to_at };
      size.rows += begun.rows;
      size.bytes += begun.bytes;
      begun.rows = 0;
      begun.bytes = 0;
    }
    for (const { pieces, ...rest } of entries) take({ ...rest, data: join(pieces) });
  }
  return { end, size, hasTail: begun.rows > 0 };
}

/** Reads the entries of a log up to a row, as a work that can be interrupted. */
export function* readingEntriesOf(
  sql: SqlStorage,
  generation: number,
  upTo: number,
): Work<LoggedEntry[]> {
  const entries: LoggedEntry[] = [];
  const joiner = new PartJoiner();
  for (let after = 0; after < upTo; ) {
    const until = lastOfBatch(sql, generation, after, upTo);
    const rows = sql.exec<LogRow>(
      `SELECT * FROM log_${generation} WHERE seq > ? AND seq <= ? ORDER BY seq`,
      after,
      until,
    );
    const whole: PiecedEntry[] = [];
    for (const row of rows) whole.push(...joiner.entriesEndedBy(row));
    yield;
    for (const { pieces, ...entry } of whole) {
      entries.push({ ...entry, data: yield* joining(pieces) });
    }
    after = until;
  }
  return entries;
}

/** An entry of which the parts have not been joined yet. */
interface PiecedEntry extends Omit<LoggedEntry, "data"> {
  /** Never empty. Of an entry that cannot be read, `UNREADABLE` alone. */
  readonly pieces: readonly Uint8Array[];
}

/** Puts rows together that come in the order of their numbers. */
class PartJoiner {
  #pieces: Uint8Array[] = [];
  #isSound = true;

  /**
   * Takes the next row.
   *
   * @returns the entry that ends with it, and before that one of which a row is missing; neither
   *   when more parts follow.
   */
  entriesEndedBy(row: LogRow): readonly PiecedEntry[] {
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

/** Bytes of rows that are read between two pauses. */
const BATCH_BYTES = 256 * 1024;

/** Returns the number of the last of the rows after `after` and up to `upTo` that are read in one go. */
function lastOfBatch(sql: SqlStorage, generation: number, after: number, upTo: number): number {
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
