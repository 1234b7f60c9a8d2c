import { countRows } from "../metrics.ts";
import { logTable } from "../room/schema.ts";
import { cut, join } from "./chunks.ts";
import type { LogEntry, LoggedEntry } from "./segment.ts";

/** How much there is to compact. */
export interface LogSize {
  readonly rows: number;
  readonly bytes: number;
}

/** A row of the logs, or what comes before the first: its number, and a mark by which it is known again. */
interface Place {
  readonly seq: number;
  readonly mark: number;
}

/** A log, and what comes before it. */
interface Start extends Place {
  readonly generation: number;
}

interface LogRow extends Record<string, SqlStorageValue> {
  seq: number;
  doc: number;
  part: number;
  parts: number;
  from_at: number;
  to_at: number;
  who: string;
  data: ArrayBuffer;
}

/**
 * The logs of a room: the present one, and those that a head before the
 * present one needs. Rows are numbered through all of them, so that a place
 * outlives compaction. A row is known again by the time at which it was
 * written: after a backup was put back, the same number is another row.
 */
export class Logs {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  #generation: number;
  #insert: string;
  /** The last row; null when it is not known (yet, or since a write failed). */
  #last: Place | null = null;
  #room: string | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#generation = this.#sql
      .exec<{ value: number }>("SELECT value FROM meta WHERE key = 'generation'")
      .one().value;
    this.#insert = insertInto(this.#generation);
  }

  /** The generation of the present log. */
  get generation(): number {
    return this.#generation;
  }

  /** Appends one window to a document's log: as one row, or in parts, all or nothing. */
  append(doc: number, entry: LogEntry): void {
    const last = this.#lastPlace();
    const pieces = cut(entry.data);
    // Whatever fails below, the last row is read anew.
    this.#last = null;
    const write = (): void => {
      for (const [part, data] of pieces.entries()) {
        countRows(
          this.#sql.exec(
            this.#insert,
            last.seq + 1 + part,
            doc,
            part,
            pieces.length,
            entry.fromAt,
            entry.toAt,
            entry.who.join(" "),
            data,
          ),
        );
      }
    };
    if (pieces.length === 1) write();
    else this.#storage.transactionSync(write);
    this.#last = { seq: last.seq + pieces.length, mark: entry.toAt };
  }

  /** Where the logs have come to, for `since`. Means something to this room alone. */
  position(): string {
    const { seq, mark } = this.#lastPlace();
    return `${this.#roomMark()}.${seq}.${mark}`;
  }

  /**
   * The updates of a document that were written after a position that this
   * room has told; `null` when it is none of those, or lies before what is kept.
   */
  since(doc: number, position: string): Uint8Array[] | null {
    const place = this.#placeOf(position);
    if (place === null) return null;
    if (this.#last?.seq === place.seq) return this.#last.mark === place.mark ? [] : null;
    const start = this.#sql
      .exec<Record<string, SqlStorageValue> & Start>(
        "SELECT generation, base AS seq, mark FROM log WHERE base <= ? ORDER BY generation DESC LIMIT 1",
        place.seq,
      )
      .toArray()[0];
    if (start === undefined || !this.#isThere(place, start)) return null;
    const updates: Uint8Array[] = [];
    for (const generation of this.generations()) {
      if (generation < start.generation) continue;
      for (const entry of this.#entries(generation, place.seq)) {
        if (entry.doc === doc) updates.push(entry.data);
      }
    }
    return updates;
  }

  /** The updates of a document in the logs from `generation` on, in order, each one whole. */
  *updates(doc: number, generation: number): Generator<LoggedEntry> {
    for (const each of this.generations()) {
      if (each < generation) continue;
      for (const entry of this.#entries(each)) if (entry.doc === doc) yield entry;
    }
  }

  /** Other rows were put in the place of these: they are read anew. */
  forget(): void {
    this.#last = null;
    this.#room = null;
  }

  /** What the present log holds, and its last row's number. */
  present(): { entries: LoggedEntry[]; upTo: number } {
    return { upTo: this.#lastPlace().seq, entries: [...this.#entries(this.#generation)] };
  }

  /** How long the present log is: one document's part of it, or all documents together. */
  size(doc: number | null): LogSize {
    return this.#sql
      .exec<{ rows: number; bytes: number }>(
        `SELECT count(*) AS rows, coalesce(sum(length(data)), 0) AS bytes FROM log_${this.#generation} WHERE doc = coalesce(?, doc)`,
        doc,
      )
      .one();
  }

  /** Begins a new log with what the present one holds after row `upTo`. Call it inside a transaction, then `enter`. */
  begin(upTo: number): void {
    const present = this.#generation;
    const next = present + 1;
    countRows(this.#sql.exec(logTable(next)));
    this.#sql.exec(
      `INSERT INTO log (generation, base, mark) SELECT ?1, ?2, coalesce(
        (SELECT to_at FROM log_${present} WHERE seq = ?2), (SELECT mark FROM log WHERE generation = ?3))`,
      next,
      upTo,
      present,
    );
    countRows(
      this.#sql.exec(`INSERT INTO log_${next} SELECT * FROM log_${present} WHERE seq > ?`, upTo),
    );
    countRows(this.#sql.exec(`DELETE FROM log_${present} WHERE seq > ?`, upTo));
    countRows(this.#sql.exec("UPDATE meta SET value = ? WHERE key = 'generation'", next));
  }

  /** The transaction of `begin` is done: the new log is the present one. */
  enter(): void {
    this.#generation += 1;
    this.#insert = insertInto(this.#generation);
  }

  /** Drops the logs before `generation`. Call it inside a transaction. */
  dropBefore(generation: number): void {
    for (const each of this.generations()) {
      if (each >= generation) return;
      this.#sql.exec(`DROP TABLE log_${each}`);
      this.#sql.exec("DELETE FROM log WHERE generation = ?", each);
    }
  }

  /** The generations that there are logs of, oldest first. */
  generations(): number[] {
    return this.#sql
      .exec<{ generation: number }>("SELECT generation FROM log ORDER BY generation")
      .toArray()
      .map(({ generation }) => generation);
  }

  #lastPlace(): Place {
    this.#last ??=
      this.#sql
        .exec<Record<string, SqlStorageValue> & Place>(
          `SELECT seq, to_at AS mark FROM log_${this.#generation} ORDER BY seq DESC LIMIT 1`,
        )
        .toArray()[0] ??
      this.#sql
        .exec<Record<string, SqlStorageValue> & Place>(
          "SELECT base AS seq, mark FROM log WHERE generation = ?",
          this.#generation,
        )
        .one();
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
    this.#room ??= this.#sql
      .exec<{ value: string }>("SELECT value FROM meta WHERE key = 'incarnation'")
      .one().value;
    return this.#room;
  }

  *#entries(generation: number, after = 0): Generator<LoggedEntry> {
    const rows = this.#sql.exec<LogRow>(
      `SELECT * FROM log_${generation} WHERE seq > ? ORDER BY seq`,
      after,
    );
    let pieces: Uint8Array[] = [];
    for (const row of rows) {
      if (row.part === 0) pieces = [];
      pieces.push(new Uint8Array(row.data));
      if (pieces.length < row.parts) continue;
      const { doc, from_at: fromAt, to_at: toAt } = row;
      yield { doc, fromAt, toAt, who: row.who.split(" "), data: join(pieces) };
      pieces = [];
    }
  }
}

function insertInto(generation: number): string {
  return `INSERT INTO log_${generation} (seq, doc, part, parts, from_at, to_at, who, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
}
