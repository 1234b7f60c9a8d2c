import { logTable } from "../room/schema.ts";
import { checksum, cut, deleteChunks, join, readChunks, writeChunks } from "./chunks.ts";

/** One written window: a merged update and when and by whom it was made. */
export interface LogEntry {
  readonly data: Uint8Array;
  /** Milliseconds since 1970 of the first and the last update in it. */
  readonly fromAt: number;
  readonly toAt: number;
  /** The public ids of the authors. */
  readonly who: readonly string[];
}

/** An entry as the log holds it: which document's it is. */
export interface LoggedEntry extends LogEntry {
  readonly doc: number;
}

/** How much there is to compact. */
export interface LogSize {
  readonly rows: number;
  readonly bytes: number;
}

/** A head: a whole document as of the beginning of a generation of the log. */
export interface Head {
  readonly owner: number;
  readonly generation: number;
  readonly bytes: number;
  readonly sum: number | null;
  readonly extent: Uint8Array;
}

/** What a compaction puts in the place of a log. */
export interface Swap {
  readonly heads: ReadonlyMap<number, { readonly head: Uint8Array; readonly extent: Uint8Array }>;
  /** The last row of the log that the heads hold; what was written after it goes into the new log. */
  readonly upTo: number;
  /** What the replaced rows were, for the history. */
  readonly history: {
    readonly fromAt: number;
    readonly toAt: number;
    readonly entries: number;
    readonly segment: Uint8Array;
  };
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
 * The Yjs documents of a room as rows: heads, and the logs of what came after
 * them. Knows nothing of Yjs; what is stored is what is sent. The head before
 * the present one is kept for a day, and with it the log that leads from it to
 * the present: should a head be damaged, the one before it takes its place.
 */
export class DocumentStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  #generation: number;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#generation = this.#sql
      .exec<{ value: number }>("SELECT value FROM meta WHERE key = 'generation'")
      .one().value;
  }

  /** The ids of the room's documents. */
  documents(): number[] {
    const rows = this.#sql.exec<{ id: number }>("SELECT id FROM doc").toArray();
    return rows.map(({ id }) => id);
  }

  /** Appends one window to a document's log: as one row, or in parts, all or nothing. */
  append(doc: number, entry: LogEntry): void {
    const pieces = cut(entry.data);
    const who = entry.who.join(" ");
    const insert = `INSERT INTO log_${this.#generation} (doc, part, parts, from_at, to_at, who, data) VALUES (?, ?, ?, ?, ?, ?, ?)`;
    const write = (): void => {
      for (const [part, data] of pieces.entries()) {
        this.#sql.exec(insert, doc, part, pieces.length, entry.fromAt, entry.toAt, who, data);
      }
    };
    // One row is all or nothing by itself.
    if (pieces.length === 1) write();
    else this.#storage.transactionSync(write);
  }

  /** The updates of a document that came after `head` (or all that there are), in order, each one whole. */
  *log(doc: number, head: Head | null): Generator<Uint8Array> {
    const tables = this.#logTables().filter((generation) => generation >= (head?.generation ?? 0));
    for (const generation of tables) {
      for (const entry of this.#entries(generation)) if (entry.doc === doc) yield entry.data;
    }
  }

  /** What the present log holds, and its last row's number. */
  present(): { entries: LoggedEntry[]; upTo: number } {
    const { upTo } = this.#sql
      .exec<{ upTo: number }>(`SELECT coalesce(max(seq), 0) AS upTo FROM log_${this.#generation}`)
      .one();
    return { entries: [...this.#entries(this.#generation)], upTo };
  }

  /** How long the present log is: one document's part of it, or all documents together. */
  logSize(doc: number | null = null): LogSize {
    return this.#sql
      .exec<{ rows: number; bytes: number }>(
        `SELECT count(*) AS rows, coalesce(sum(length(data)), 0) AS bytes FROM log_${this.#generation} WHERE doc = coalesce(?, doc)`,
        doc,
      )
      .one();
  }

  /** A document's heads, the present one first. */
  heads(doc: number): Head[] {
    return this.#sql
      .exec<Record<string, SqlStorageValue> & Omit<Head, "extent"> & { extent: ArrayBuffer }>(
        "SELECT owner, generation, bytes, sum, extent FROM head WHERE doc = ? ORDER BY generation DESC",
        doc,
      )
      .toArray()
      .map((row) => ({ ...row, extent: new Uint8Array(row.extent) }));
  }

  /** A head's bytes; `null` when they are not those that were written. */
  read(head: Head): Uint8Array | null {
    const bytes = readChunks(this.#sql, head.owner);
    if (bytes.byteLength !== head.bytes) return null;
    return head.sum === null || head.sum === checksum(bytes) ? bytes : null;
  }

  /**
   * Puts new heads in the place of a log, in one transaction: a crash leaves
   * either the old state or the new one. The newest sound head before stays,
   * with the log between; the others go, and what they alone needed.
   */
  swap({ heads, upTo, history }: Swap): void {
    const present = this.#generation;
    const next = present + 1;
    this.#storage.transactionSync(() => {
      for (const [doc, { head, extent }] of heads) {
        const before = this.heads(doc);
        const sound = before.find((candidate) => this.read(candidate) !== null);
        for (const old of before) if (old !== sound) this.#dropHead(old.owner);
        this.#sql.exec(
          "INSERT INTO head (owner, doc, generation, bytes, sum, extent, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
          writeChunks(this.#sql, head),
          doc,
          next,
          head.byteLength,
          checksum(head),
          extent,
          Date.now(),
        );
      }
      this.#sql.exec(
        "INSERT INTO history (owner, from_at, to_at, entries, bytes) VALUES (?, ?, ?, ?, ?)",
        writeChunks(this.#sql, history.segment),
        history.fromAt,
        history.toAt,
        history.entries,
        history.segment.byteLength,
      );
      for (const doc of this.documents()) {
        const [head] = this.heads(doc);
        // Nothing was written to it: its head holds the replaced log, too.
        if (head !== undefined && !heads.has(doc)) {
          this.#sql.exec("UPDATE head SET generation = ? WHERE owner = ?", next, head.owner);
        }
      }
      this.#sql.exec(logTable(next));
      this.#sql.exec(`INSERT INTO log_${next} SELECT * FROM log_${present} WHERE seq > ?`, upTo);
      this.#sql.exec(`DELETE FROM log_${present} WHERE seq > ?`, upTo);
      this.#sql.exec("UPDATE meta SET value = ? WHERE key = 'generation'", next);
      this.#dropLogs(next);
    });
    this.#generation = next;
  }

  /** Lets go of the heads before the present ones, and of the logs that only they needed. */
  forgetPrevious(): void {
    this.#storage.transactionSync(() => {
      for (const doc of this.documents()) {
        for (const { owner } of this.heads(doc).slice(1)) this.#dropHead(owner);
      }
      this.#dropLogs(this.#generation);
    });
  }

  #dropHead(owner: number): void {
    deleteChunks(this.#sql, owner);
    this.#sql.exec("DELETE FROM head WHERE owner = ?", owner);
  }

  /** Drops the logs that no head begins at or before. The log at `present` always stays. */
  #dropLogs(present: number): void {
    const needed = this.documents().map((doc) => this.heads(doc).at(-1)?.generation ?? present);
    const first = Math.min(present, ...needed);
    for (const generation of this.#logTables()) {
      if (generation < first) this.#sql.exec(`DROP TABLE log_${generation}`);
    }
  }

  /** The generations that there are logs of, oldest first. */
  #logTables(): number[] {
    return this.#sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'log_[0-9]*'",
      )
      .toArray()
      .map(({ name }) => Number(name.slice("log_".length)))
      .sort((a, b) => a - b);
  }

  *#entries(generation: number): Generator<LoggedEntry> {
    const rows = this.#sql.exec<LogRow>(`SELECT * FROM log_${generation} ORDER BY seq`);
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
