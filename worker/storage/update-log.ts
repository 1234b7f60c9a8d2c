/** The update log: numbered rows of updates in one table for each generation. It knows nothing of Yjs. */
import { randomToken } from "../../shared/ids.ts";
import { rowSum } from "../checksum.ts";
import { countRows } from "../metrics.ts";
import { join, joining } from "../yjs/concat.ts";
import type { Work } from "../yjs/work.ts";
import type { LogEntry, LoggedEntry } from "./history-segment.ts";
import {
  EntryReader,
  insertInto,
  isSoundRow,
  type LogRow,
  lastOfBatch,
  type PiecedEntry,
  UNREADABLE,
} from "./log-rows.ts";
import { insertStart, type Place, readStarts, type Start } from "./log-starts.ts";
import { Meta } from "./meta.ts";
import { cut } from "./row-pieces.ts";
import { isMade, logTable, makeTables } from "./schema.ts";

/** How much there is to compact. */
export interface LogSize {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * The logs of a room: the present one, and those that a snapshot before the
 * present one needs. Rows are numbered through all of them, so that a place
 * outlives compaction. A row is known again by the time at which it was
 * written: after a backup was put back, the same number is another row.
 */
export class UpdateLog {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  /** The logs, oldest first; null when they are not known (yet, or since they changed). */
  #starts: readonly Start[] | null = null;
  /** The present log's last row, and how long it is; null when that is not known (yet, or since a write failed). */
  #last: Place | null = null;
  #size: LogSize | null = null;
  #room: string | null = null;
  /** May there be parts of an entry behind the last whole one? A crash can leave some. */
  #hasTail = true;
  /** The entry of which all parts but the last are written. */
  #prepared: LogEntry | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
  }

  /** The generation of the present log. */
  get generation(): number {
    return this.#present().generation;
  }

  /**
   * Writes all parts of an entry but the last one, in turns; `append` then writes that. Until it
   * has, nobody reads the others, and a crash leaves them to the next `append`, which removes them.
   * Nothing else may be appended meanwhile.
   */
  *preparing(doc: number, entry: LogEntry): Work {
    makeTables(this.#storage);
    const { seq } = this.#endForWriting();
    const pieces = cut(entry.data);
    this.#hasTail = true;
    for (const part of pieces.keys()) {
      if (part === pieces.length - 1) break;
      this.#write(doc, entry, pieces, part, seq + 1 + part);
      yield;
    }
    this.#prepared = entry;
  }

  /** Appends one window to a document's log: as one row, or in parts, all or nothing. */
  append(doc: number, entry: LogEntry): void {
    makeTables(this.#storage);
    const isPrepared = this.#prepared?.data === entry.data;
    const last = isPrepared ? this.#lastPlace() : this.#endForWriting();
    const size = this.#size;
    const pieces = cut(entry.data);
    // These are read anew, however the code below fails.
    this.#last = null;
    this.#size = null;
    this.#prepared = null;
    this.#hasTail = true;
    const write = (): void => {
      for (const part of pieces.keys()) {
        if (isPrepared && part < pieces.length - 1) continue;
        this.#write(doc, entry, pieces, part, last.seq + 1 + part);
      }
    };
    if (isPrepared || pieces.length === 1) write();
    else this.#storage.transactionSync(write);
    this.#hasTail = false;
    this.#last = { seq: last.seq + pieces.length, mark: entry.toAt };
    if (size === null) return;
    this.#size = {
      rows: size.rows + pieces.length,
      bytes: size.bytes + entry.data.byteLength,
    };
  }

  /** Writes one part of an entry. */
  #write(
    doc: number,
    { fromAt, toAt, who: authors }: LogEntry,
    pieces: readonly Uint8Array[],
    part: number,
    seq: number,
  ): void {
    const data = pieces[part] ?? UNREADABLE;
    const who = authors.join(" ");
    const sum = rowSum(seq, doc, part, pieces.length, fromAt, toAt, who, data);
    countRows(
      this.#sql.exec(
        insertInto(this.generation),
        seq,
        doc,
        part,
        pieces.length,
        fromAt,
        toAt,
        who,
        data,
        sum,
      ),
    );
  }

  /**
   * The last row of the present log, behind which there is nothing: the parts of an entry that a
   * crash has cut short are removed. Rows that are not what was written stay, whatever they were.
   */
  #endForWriting(): Place {
    const last = this.#lastPlace();
    this.#prepared = null;
    if (!this.#hasTail) return last;
    this.#hasTail = false;
    const tail = this.#sql
      .exec<LogRow>(`SELECT * FROM log_${this.generation} WHERE seq > ? ORDER BY seq`, last.seq)
      .toArray();
    const end = tail.at(-1);
    if (end === undefined) return last;
    if (!tail.every(isSoundRow)) return { seq: end.seq, mark: end.to_at };
    countRows(this.#sql.exec(`DELETE FROM log_${this.generation} WHERE seq > ?`, last.seq));
    this.#size = null;
    return last;
  }

  /** Where the logs have come to, for `since`. Means something to this room alone; null while it has no log. */
  position(): string | null {
    if (!isMade(this.#storage)) return null;
    const { seq, mark } = this.#lastPlace();
    return `${this.#roomMark()}.${seq}.${mark}`;
  }

  /**
   * The updates of a document that were written after a position that this room
   * has told. `null` when the position is none of those, or lies before the rows
   * that are kept.
   */
  since(doc: number, position: string): Uint8Array[] | null {
    if (!isMade(this.#storage)) return null;
    const place = this.#placeOf(position);
    if (place === null) return null;
    if (this.#last?.seq === place.seq) return this.#last.mark === place.mark ? [] : null;
    const start = this.#logs().findLast(({ seq }) => seq <= place.seq);
    if (start === undefined || !this.#isThere(place, start)) return null;
    const updates: Uint8Array[] = [];
    for (const { generation } of this.#logs()) {
      if (generation < start.generation) continue;
      for (const entry of this.#entries(generation, place.seq)) {
        // Rows that cannot be read are reported by the caller that reads them all.
        if (entry.data === UNREADABLE) return null;
        if (entry.doc === doc) updates.push(entry.data);
      }
    }
    return updates;
  }

  /** The updates of a document in the logs from `generation` on, in order, each one whole. */
  *updates(doc: number, generation: number): Generator<LoggedEntry> {
    for (const log of this.#logs()) {
      if (log.generation < generation) continue;
      for (const entry of this.#entries(log.generation)) if (entry.doc === doc) yield entry;
    }
  }

  /** Other rows were put in the place of these: they are read anew. */
  forget(): void {
    this.#starts = null;
    this.#last = null;
    this.#size = null;
    this.#room = null;
    this.#hasTail = true;
    this.#prepared = null;
  }

  /** The entries of the present log, and the number of its last row, as a work that can be interrupted. */
  *presenting(): Work<{ entries: LoggedEntry[]; upTo: number }> {
    const { generation } = this;
    const { seq: upTo } = this.#lastPlace();
    const entries: LoggedEntry[] = [];
    const reader = new EntryReader();
    for (let after = 0; after < upTo; ) {
      const until = lastOfBatch(this.#sql, generation, after, upTo);
      const rows = this.#sql.exec<LogRow>(
        `SELECT * FROM log_${generation} WHERE seq > ? AND seq <= ? ORDER BY seq`,
        after,
        until,
      );
      const whole: PiecedEntry[] = [];
      for (const row of rows) whole.push(...reader.take(row));
      yield;
      for (const { pieces, ...entry } of whole) {
        entries.push({ ...entry, data: yield* joining(pieces) });
      }
      after = until;
    }
    return { upTo, entries };
  }

  /** How long the present log is, all documents together. */
  size(): LogSize {
    if (!isMade(this.#storage)) return { rows: 0, bytes: 0 };
    this.#size ??= this.#measure("true");
    return this.#size;
  }

  /** How long one document's part of the present log is. */
  sizeOf(doc: number): LogSize {
    if (!isMade(this.#storage)) return { rows: 0, bytes: 0 };
    return this.#measure("doc = ?", doc);
  }

  #measure(which: string, ...values: number[]): LogSize {
    return this.#sql
      .exec<{ rows: number; bytes: number }>(
        `SELECT count(*) AS rows, coalesce(sum(length(data)), 0) AS bytes FROM log_${this.generation} WHERE seq <= ? AND ${which}`,
        // Behind the last whole entry, there may be rows of one that is being written.
        this.#lastPlace().seq,
        ...values,
      )
      .one();
  }

  /**
   * Begins a new log with the rows of the present one after row `upTo`. Call it inside a
   * transaction, then `forget`.
   */
  begin(upTo: number): void {
    const present = this.generation;
    const next = present + 1;
    countRows(this.#sql.exec(logTable(next)));
    const [last] = this.#sql
      .exec<{ mark: number }>(`SELECT to_at AS mark FROM log_${present} WHERE seq = ?`, upTo)
      .toArray();
    const starts = this.#logs();
    // The starts that were made anew, because a row was damaged, are noted from here on.
    this.#sql.exec("DELETE FROM log");
    for (const start of starts) insertStart(this.#sql, start);
    insertStart(this.#sql, {
      generation: next,
      seq: upTo,
      mark: last?.mark ?? this.#present().mark,
    });
    countRows(
      this.#sql.exec(`INSERT INTO log_${next} SELECT * FROM log_${present} WHERE seq > ?`, upTo),
    );
    countRows(this.#sql.exec(`DELETE FROM log_${present} WHERE seq > ?`, upTo));
    new Meta(this.#sql).set("generation", next);
  }

  /** Drops the logs before `generation`. Call it inside a transaction, then `forget`. */
  dropBefore(generation: number): void {
    for (const log of this.#logs()) {
      if (log.generation >= generation) return;
      this.#sql.exec(`DROP TABLE log_${log.generation}`);
      this.#sql.exec("DELETE FROM log WHERE generation = ?", log.generation);
    }
  }

  #logs(): readonly Start[] {
    if (!isMade(this.#storage)) return [];
    this.#starts ??= readStarts(this.#sql);
    return this.#starts;
  }

  #present(): Start {
    const present = this.#logs().at(-1);
    if (present === undefined) throw new Error("The room has no log.");
    return present;
  }

  #lastPlace(): Place {
    this.#last ??=
      this.#sql
        .exec<Record<string, SqlStorageValue> & Place>(
          `SELECT seq, to_at AS mark FROM log_${this.generation} WHERE part = parts - 1 ORDER BY seq DESC LIMIT 1`,
        )
        .toArray()[0] ?? this.#present();
    return this.#last;
  }

  /** Is the row at this place the one that was meant, and the end of a window? */
  #isThere({ seq, mark }: Place, start: Start): boolean {
    if (seq === start.seq) return mark === start.mark;
    const rows = this.#sql.exec(
      `SELECT 1 FROM log_${start.generation} WHERE seq = ? AND to_at = ? AND part = parts - 1`,
      seq,
      mark,
    );
    return rows.toArray().length > 0;
  }

  #placeOf(position: string): Place | null {
    const [room, seq, mark] = position.split(".");
    if (room !== this.#roomMark()) return null;
    const place = { seq: Number(seq), mark: Number(mark) };
    return Number.isSafeInteger(place.seq) && Number.isSafeInteger(place.mark) ? place : null;
  }

  /** Tells this room from one that had the same id before it. */
  #roomMark(): string {
    // Should it be damaged, nobody is told a position that anybody takes.
    this.#room ??= String(new Meta(this.#sql).get("incarnation") ?? randomToken(8));
    return this.#room;
  }

  *#entries(generation: number, after = 0): Generator<LoggedEntry> {
    const rows = this.#sql.exec<LogRow>(
      `SELECT * FROM log_${generation} WHERE seq > ? ORDER BY seq`,
      after,
    );
    const reader = new EntryReader();
    let last: Place | null = null;
    const size = { rows: 0, bytes: 0 };
    // Rows of an entry that is not whole yet.
    const part = { rows: 0, bytes: 0 };
    for (const row of rows) {
      part.rows += 1;
      part.bytes += row.data.byteLength;
      const entries = reader.take(row);
      if (row.part === row.parts - 1) {
        last = { seq: row.seq, mark: row.to_at };
        size.rows += part.rows;
        size.bytes += part.bytes;
        part.rows = 0;
        part.bytes = 0;
      }
      for (const { pieces, ...rest } of entries) yield { ...rest, data: join(pieces) };
    }
    // A caller who has read all of the present log knows this, too.
    if (after > 0 || generation !== this.generation) return;
    this.#size = size;
    this.#last = last ?? this.#present();
  }
}
