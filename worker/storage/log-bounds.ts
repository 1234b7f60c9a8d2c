/** The bounds of the logs: where each begins, where the present one ends, and how long it is. They read no update. */
import { type LogStart, readLogStarts } from "./log-starts.ts";
import type { LogPoint } from "./resume-token.ts";
import { isMade } from "./schema.ts";

/** How much there is to compact. */
export interface LogSize {
  readonly rows: number;
  readonly bytes: number;
}

/** Knows the bounds of a room's logs, and reads them where it does not. */
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

  /** Other logs were put in the place of these: everything is read anew. */
  forget(): void {
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
