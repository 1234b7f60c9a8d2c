/** The bounds of the logs: where each begins, where the present one ends, and how long it is. They read no update. */
import { assert } from "../assert.ts";
import { countRows } from "../metrics.ts";
import { insertLogStart, type LogStart, readLogStarts } from "./log-starts.ts";
import { Meta } from "./meta.ts";
import type { LogPoint } from "./resume-token.ts";
import { isMade, logTable } from "./schema.ts";

/** How much there is to compact. */
export interface LogSize {
  readonly rows: number;
  readonly bytes: number;
}

/** Knows the bounds of a room's logs, reads them where it does not, and moves them. */
export class LogBounds {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  /** The starts, oldest first; null when they are not known (yet, or since they changed). */
  #starts: readonly LogStart[] | null = null;
  /** The end and the size of the present log; null when they are not known (yet, or since a write failed). */
  #end: LogPoint | null = null;
  #size: LogSize | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
  }

  /** The starts of the logs, oldest first; none in a room without tables. */
  get starts(): readonly LogStart[] {
    if (!isMade(this.#storage)) return [];
    this.#starts ??= readLogStarts(this.#sql);
    return this.#starts;
  }

  /** The start of the present log. */
  get present(): LogStart {
    const present = this.starts.at(-1);
    if (present === undefined) throw new Error("The room has no log.");
    return present;
  }

  /** The generation of the present log. */
  get generation(): number {
    return this.present.generation;
  }

  /** The last row of the last whole entry. Behind it, there may be rows of one that is being written. */
  get end(): LogPoint {
    this.#end ??=
      this.#sql
        .exec<Record<string, SqlStorageValue> & LogPoint>(
          `SELECT seq AS row, to_at AS writtenAt FROM log_${this.generation} WHERE part = parts - 1 ORDER BY seq DESC LIMIT 1`,
        )
        .toArray()[0] ?? this.present;
    return this.#end;
  }

  /** The same, where it is known without reading. */
  get knownEnd(): LogPoint | null {
    return this.#end;
  }

  /** How long the present log is, all documents together. */
  get size(): LogSize {
    if (!isMade(this.#storage)) return { rows: 0, bytes: 0 };
    this.#size ??= this.#measure("true");
    return this.#size;
  }

  /** The same, where it is known without reading. */
  get knownSize(): LogSize | null {
    return this.#size;
  }

  /** Measures one document's part of the present log. */
  sizeOf(doc: number): LogSize {
    if (!isMade(this.#storage)) return { rows: 0, bytes: 0 };
    return this.#measure("doc = ?", doc);
  }

  /** Keeps an end and a size that a writer or a reader has come to know; a size of null is measured when needed. */
  setEnd(end: LogPoint, size: LogSize | null): void {
    this.#end = end;
    this.#size = size;
  }

  /** The present log is being written: its end is read anew, unless the writer sets it. */
  forgetEnd(): void {
    this.#end = null;
    this.#size = null;
  }

  /**
   * Begins a new log with the rows of the present one after row `upTo`. Call it inside a
   * transaction, then `forgetCached`.
   */
  startNext(upTo: number): void {
    const { starts, present, end } = this;
    // Otherwise numbers are left out or given twice, and a resume token names another row.
    assert(present.row <= upTo && upTo <= end.row, "The next log starts within the present one.");
    const from = `log_${present.generation}`;
    const generation = present.generation + 1;
    countRows(this.#sql.exec(logTable(generation)));
    const [last] = this.#sql
      .exec<{ writtenAt: number }>(`SELECT to_at AS writtenAt FROM ${from} WHERE seq = ?`, upTo)
      .toArray();
    // The starts that were made anew, because a row was damaged, are noted from here on.
    this.#sql.exec("DELETE FROM log");
    for (const start of starts) insertLogStart(this.#sql, start);
    const { writtenAt } = last ?? present;
    insertLogStart(this.#sql, { generation, row: upTo, writtenAt });
    countRows(
      this.#sql.exec(`INSERT INTO log_${generation} SELECT * FROM ${from} WHERE seq > ?`, upTo),
    );
    countRows(this.#sql.exec(`DELETE FROM ${from} WHERE seq > ?`, upTo));
    new Meta(this.#sql).set("generation", generation);
  }

  /** Drops the logs before `generation`. Call it inside a transaction, then `forgetCached`. */
  dropBefore(generation: number): void {
    for (const log of this.starts) {
      if (log.generation >= generation) return;
      this.#sql.exec(`DROP TABLE log_${log.generation}`);
      this.#sql.exec("DELETE FROM log WHERE generation = ?", log.generation);
    }
  }

  /** Other logs were put in the place of these: everything is read anew. */
  forgetCached(): void {
    this.#starts = null;
    this.forgetEnd();
  }

  #measure(which: string, ...values: number[]): LogSize {
    return this.#sql
      .exec<{ rows: number; bytes: number }>(
        `SELECT count(*) AS rows, coalesce(sum(length(data)), 0) AS bytes FROM log_${this.generation} WHERE seq <= ? AND ${which}`,
        this.end.row,
        ...values,
      )
      .one();
  }
}
