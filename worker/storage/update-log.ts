/** The update log: numbered rows of updates in one table for each generation. It knows nothing of Yjs. */
import { assert } from "../assert.ts";
import { countRows } from "../metrics.ts";
import type { Work } from "../yjs/work.ts";
import type { LogEntry, LoggedEntry } from "./history-segment.ts";
import { LogBounds } from "./log-bounds.ts";
import { readEntriesOf, readingEntriesOf, UNREADABLE } from "./log-reader.ts";
import { insertLogRow, isSoundRow, type LogRow, type NewLogRow } from "./log-rows.ts";
import type { LogStart } from "./log-starts.ts";
import { Meta } from "./meta.ts";
import { formatResumeToken, type LogPoint, parseResumeToken } from "./resume-token.ts";
import { readRoomEpoch } from "./room-epoch.ts";
import { cut } from "./row-pieces.ts";
import { isMade, makeTables } from "./schema.ts";

/** The snapshot after whose content a log is read; null for all that there is. */
type After = { readonly generation: number } | null;

/**
 * The logs of a room: the present one, and those that a snapshot before the
 * present one needs. Rows are numbered through all of them, so that a resume
 * token outlives compaction.
 */
export class UpdateLog {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  /** Where each log begins, and where the present one ends. */
  readonly bounds: LogBounds;
  #roomEpoch: string | null = null;
  /** May there be parts of an entry behind the last whole one? A crash can leave some. */
  #hasTail = true;
  /** The entry of which parts are being written, in turns. */
  #preparing: LogEntry | null = null;
  /** The entry of which all parts but the last are written. */
  #prepared: LogEntry | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.bounds = new LogBounds(storage);
  }

  /**
   * Writes all parts of an entry but the last one, in turns; `append` then writes that. Until it
   * has, nobody reads the others, and a crash leaves them to the next `append`, which removes them.
   * Nothing else may be appended meanwhile.
   */
  *preparingAppend(doc: number, entry: LogEntry): Work {
    makeTables(this.#storage);
    const { row } = this.#endForWriting();
    const pieces = cut(entry.data);
    this.#preparing = entry;
    this.#hasTail = true;
    for (const [part, data] of pieces.entries()) {
      if (part === pieces.length - 1) break;
      this.#write(doc, entry, row + 1 + part, { part, parts: pieces.length, data });
      yield;
      // Otherwise the parts before this one are gone, or another entry's rows lie between them.
      assert(this.#preparing === entry, "Nothing is appended between the parts of an entry.");
    }
    this.#preparing = null;
    this.#prepared = entry;
  }

  /** Appends one batch to a document's log: as one row, or in parts, all or nothing. */
  append(doc: number, entry: LogEntry): void {
    makeTables(this.#storage);
    const isPrepared = this.#prepared?.data === entry.data;
    const end = isPrepared ? this.bounds.end : this.#endForWriting();
    const size = this.bounds.knownSize;
    const pieces = cut(entry.data);
    // These are read anew, however the code below fails.
    this.bounds.forgetEnd();
    this.#preparing = null;
    this.#prepared = null;
    this.#hasTail = true;
    const write = (): void => {
      for (const [part, data] of pieces.entries()) {
        if (isPrepared && part < pieces.length - 1) continue;
        this.#write(doc, entry, end.row + 1 + part, { part, parts: pieces.length, data });
      }
    };
    if (isPrepared || pieces.length === 1) write();
    else this.#storage.transactionSync(write);
    this.#hasTail = false;
    this.bounds.setEnd(
      { row: end.row + pieces.length, writtenAt: entry.toAt },
      size === null
        ? null
        : { rows: size.rows + pieces.length, bytes: size.bytes + entry.data.byteLength },
    );
  }

  /** Writes one part of an entry. */
  #write(
    doc: number,
    { fromAt, toAt, who }: LogEntry,
    seq: number,
    piece: Pick<NewLogRow, "part" | "parts" | "data">,
  ): void {
    insertLogRow(this.#sql, this.bounds.generation, {
      seq,
      doc,
      fromAt,
      toAt,
      who: who.join(" "),
      ...piece,
    });
  }

  /**
   * Returns the last row of the present log, with nothing behind it. It removes the parts of an
   * entry that a crash has cut short. Rows that are not what was written stay, whatever they were.
   */
  #endForWriting(): LogPoint {
    const { end } = this.bounds;
    this.#prepared = null;
    if (!this.#hasTail) return end;
    this.#hasTail = false;
    const tail = this.#sql
      .exec<LogRow>(
        `SELECT * FROM log_${this.bounds.generation} WHERE seq > ? ORDER BY seq`,
        end.row,
      )
      .toArray();
    const last = tail.at(-1);
    if (last === undefined) return end;
    if (!tail.every(isSoundRow)) return { row: last.seq, writtenAt: last.to_at };
    countRows(this.#sql.exec(`DELETE FROM log_${this.bounds.generation} WHERE seq > ?`, end.row));
    this.bounds.setEnd(end, null);
    return end;
  }

  /**
   * Reads the updates of a document after a snapshot, in order, each one whole.
   *
   * @param updates gets them, those before the first row that cannot be read, too.
   */
  readUpdatesAfter(doc: number, snapshot: After, updates: Uint8Array[] = []): Uint8Array[] {
    this.#readAfter(snapshot, (entry) => {
      if (entry.doc === doc) updates.push(entry.data);
    });
    return updates;
  }

  /** Returns the same, with the time and the authors of each. */
  entriesAfter(doc: number, snapshot: After): LoggedEntry[] {
    const entries: LoggedEntry[] = [];
    this.#readAfter(snapshot, (entry) => {
      if (entry.doc === doc) entries.push(entry);
    });
    return entries;
  }

  #readAfter(snapshot: After, take: (entry: LoggedEntry) => void): void {
    const first = snapshot?.generation ?? 0;
    for (const { generation } of this.bounds.starts) {
      if (generation >= first) this.#readEntries(generation, 0, take);
    }
  }

  /** Reads the entries of the present log, and the number of its last row, as a work that can be interrupted. */
  *readingPresent(): Work<{ entries: LoggedEntry[]; upTo: number }> {
    const upTo = this.bounds.end.row;
    const entries = yield* readingEntriesOf(this.#sql, this.bounds.generation, upTo);
    return { entries, upTo };
  }

  /**
   * The end of the logs, for `updatesSince`: a client with everything up to there keeps it. It
   * means something to this room alone; null while the room has no log.
   */
  resumeToken(): string | null {
    if (!isMade(this.#storage)) return null;
    return formatResumeToken({ roomEpoch: this.#epoch(), ...this.bounds.end });
  }

  /**
   * Returns the updates of a document that were written after a resume token. It returns null for
   * a token that this room has not told, or that lies before the rows that are kept.
   */
  updatesSince(doc: number, word: string): Uint8Array[] | null {
    if (!isMade(this.#storage)) return null;
    const token = parseResumeToken(word);
    if (token === null || token.roomEpoch !== this.#epoch()) return null;
    const { knownEnd, starts } = this.bounds;
    if (knownEnd?.row === token.row) return knownEnd.writtenAt === token.writtenAt ? [] : null;
    const start = starts.findLast(({ row }) => row <= token.row);
    if (start === undefined || !isThere(this.#sql, token, start)) return null;
    const updates: Uint8Array[] = [];
    let isWhole = true;
    for (const { generation } of starts) {
      if (generation < start.generation) continue;
      this.#readEntries(generation, token.row, (entry) => {
        isWhole &&= entry.data !== UNREADABLE;
        if (entry.doc === doc) updates.push(entry.data);
      });
    }
    // Rows that cannot be read are reported by the caller that reads them all.
    return isWhole ? updates : null;
  }

  #epoch(): string {
    this.#roomEpoch ??= readRoomEpoch(new Meta(this.#sql));
    return this.#roomEpoch;
  }

  #readEntries(generation: number, after: number, take: (entry: LoggedEntry) => void): void {
    const { end, size, hasTail } = readEntriesOf(this.#sql, generation, after, take);
    // A caller who has read all of the present log knows this, too.
    if (after > 0 || generation !== this.bounds.generation) return;
    this.bounds.setEnd(end ?? this.bounds.present, size);
    if (!hasTail) this.#hasTail = false;
  }

  /** Other rows were put in the place of these: everything is read anew. */
  forgetCached(): void {
    this.bounds.forgetCached();
    this.#roomEpoch = null;
    this.#hasTail = true;
    this.#prepared = null;
  }
}

/** Is the row at this point the one that was meant, and the end of an entry? */
function isThere(sql: SqlStorage, { row, writtenAt }: LogPoint, start: LogStart): boolean {
  if (row === start.row) return writtenAt === start.writtenAt;
  const rows = sql.exec(
    `SELECT 1 FROM log_${start.generation} WHERE seq = ? AND to_at = ? AND part = parts - 1`,
    row,
    writtenAt,
  );
  return rows.toArray().length > 0;
}
