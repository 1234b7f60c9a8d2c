import { MAX_ROW_BLOB } from "../../shared/limits.ts";
import { logTable } from "../room/schema.ts";

/** One written window: a merged update and when and by whom it was made. */
export interface LogEntry {
  readonly data: Uint8Array;
  /** Milliseconds since 1970 of the first and the last update in it. */
  readonly fromAt: number;
  readonly toAt: number;
  /** The public ids of the authors. */
  readonly who: readonly string[];
}

/** How much there is to compact. */
export interface LogSize {
  readonly rows: number;
  readonly bytes: number;
}

/** A stored document's row. */
export interface DocumentRow {
  readonly id: number;
  readonly head: number | null;
  readonly previous: number | null;
  readonly headBytes: number;
  readonly extent: Uint8Array | null;
}

interface LogRow extends Record<string, SqlStorageValue> {
  part: number;
  parts: number;
  data: ArrayBuffer;
}

/**
 * The Yjs documents of a room as rows: a head (the whole document as of the
 * last compaction, cut into chunks) and the log of what came after it. Knows
 * nothing of Yjs; what is stored is what is sent.
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

  /** Appends one window to a document's log: as one row, or in parts, all or nothing. */
  append(doc: number, entry: LogEntry): void {
    const { data } = entry;
    const parts = Math.max(1, Math.ceil(data.byteLength / MAX_ROW_BLOB));
    const who = entry.who.join(" ");
    const insert = `INSERT INTO log_${this.#generation} (doc, part, parts, from_at, to_at, who, data) VALUES (?, ?, ?, ?, ?, ?, ?)`;
    this.#storage.transactionSync(() => {
      for (let part = 0; part < parts; part++) {
        const slice = data.subarray(part * MAX_ROW_BLOB, (part + 1) * MAX_ROW_BLOB);
        this.#sql.exec(insert, doc, part, parts, entry.fromAt, entry.toAt, who, slice);
      }
    });
  }

  /** The updates of a document's log, in order, each one whole. */
  *log(doc: number): Generator<Uint8Array> {
    const rows = this.#sql.exec<LogRow>(
      `SELECT part, parts, data FROM log_${this.#generation} WHERE doc = ? ORDER BY seq`,
      doc,
    );
    let pending: Uint8Array[] = [];
    for (const row of rows) {
      if (row.part === 0) pending = [];
      pending.push(new Uint8Array(row.data));
      if (pending.length === row.parts) {
        yield join(pending);
        pending = [];
      }
    }
  }

  /** How long the log is, all documents together. */
  logSize(): LogSize {
    return this.#sql
      .exec<{ rows: number; bytes: number }>(
        `SELECT count(*) AS rows, coalesce(sum(length(data)), 0) AS bytes FROM log_${this.#generation}`,
      )
      .one();
  }

  /** The documents of this room. */
  documents(): DocumentRow[] {
    return this.#sql
      .exec<{
        id: number;
        head: number | null;
        previous: number | null;
        head_bytes: number;
        extent: ArrayBuffer | null;
      }>("SELECT id, head, previous, head_bytes, extent FROM doc")
      .toArray()
      .map((row) => ({
        id: row.id,
        head: row.head,
        previous: row.previous,
        headBytes: row.head_bytes,
        extent: row.extent === null ? null : new Uint8Array(row.extent),
      }));
  }

  /**
   * @throws when there is no such document.
   */
  document(doc: number): DocumentRow {
    const row = this.documents().find(({ id }) => id === doc);
    if (row === undefined) throw new Error(`This room has no document ${doc}.`);
    return row;
  }

  /** A head's bytes. */
  head(owner: number): Uint8Array {
    const parts = this.#sql
      .exec<{ data: ArrayBuffer }>("SELECT data FROM chunk WHERE owner = ? ORDER BY part", owner)
      .toArray()
      .map(({ data }) => new Uint8Array(data));
    return join(parts);
  }

  /**
   * Makes `heads` the documents' heads and begins a new log, in one transaction:
   * a crash leaves either the old state or the new one. The heads before are
   * kept as `previous`; those before them go.
   */
  swap(heads: ReadonlyMap<number, { head: Uint8Array; extent: Uint8Array }>): void {
    const next = this.#generation + 1;
    this.#storage.transactionSync(() => {
      for (const [doc, { head, extent }] of heads) {
        const { previous } = this.document(doc);
        if (previous !== null) this.#sql.exec("DELETE FROM chunk WHERE owner = ?", previous);
        const owner = this.#sql
          .exec<{ owner: number }>("SELECT coalesce(max(owner), 0) + 1 AS owner FROM chunk")
          .one().owner;
        this.#writeChunks(owner, head);
        this.#sql.exec(
          "UPDATE doc SET previous = head, head = ?, head_bytes = ?, extent = ? WHERE id = ?",
          owner,
          head.byteLength,
          extent,
          doc,
        );
      }
      this.#sql.exec(logTable(next));
      this.#sql.exec("UPDATE meta SET value = ? WHERE key = 'generation'", next);
      this.#sql.exec(`DROP TABLE log_${this.#generation}`);
    });
    this.#generation = next;
  }

  /** Lets go of the heads before the present ones. */
  forgetPrevious(): void {
    this.#storage.transactionSync(() => {
      for (const { id, previous } of this.documents()) {
        if (previous === null) continue;
        this.#sql.exec("DELETE FROM chunk WHERE owner = ?", previous);
        this.#sql.exec("UPDATE doc SET previous = NULL WHERE id = ?", id);
      }
    });
  }

  #writeChunks(owner: number, bytes: Uint8Array): void {
    const parts = Math.max(1, Math.ceil(bytes.byteLength / MAX_ROW_BLOB));
    for (let part = 0; part < parts; part++) {
      const slice = bytes.subarray(part * MAX_ROW_BLOB, (part + 1) * MAX_ROW_BLOB);
      this.#sql.exec("INSERT INTO chunk (owner, part, data) VALUES (?, ?, ?)", owner, part, slice);
    }
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
