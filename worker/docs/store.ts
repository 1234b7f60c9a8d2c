import { randomToken } from "../../shared/ids.ts";
import { countRows } from "../metrics.ts";
import { Meta } from "../room/meta.ts";
import { isMade } from "../room/schema.ts";
import { checksum, sampleSum } from "./checksum.ts";
import { chunkBytes, deleteChunks, readChunks, readChunksAfter, writeChunks } from "./chunks.ts";
import { deleteExtent, readExtent, writeExtent } from "./extent-rows.ts";
import { type LogSize, Logs } from "./logs.ts";
import type { LogEntry, LoggedEntry } from "./segment.ts";

/** A head: a whole document as of the beginning of a generation of the log. */
export interface Head {
  readonly owner: number;
  readonly generation: number;
  readonly bytes: number;
  readonly sum: number | null;
  /** The same over a part of its bytes. */
  readonly sample: number | null;
}

/** A head that is to be stored, what it covers, and its structure where building that takes time. */
export interface NewHead {
  readonly head: Uint8Array;
  readonly extent: Uint8Array;
  readonly structure: Uint8Array | null;
}

/** What a compaction puts in the place of a log. */
export interface Swap {
  readonly heads: ReadonlyMap<number, NewHead>;
  /** The last row of the log that the heads hold; what was written after it goes into the new log. */
  readonly upTo: number;
  /** Were the heads merged in haste, so that what was deleted is still in them? */
  readonly isHasty: boolean;
  /** Were they looked through for what no Yjs client writes, where an earlier version may have taken that? */
  readonly isChecked: boolean;
  /** What the replaced rows were, for the history; null when there were none. */
  readonly history: {
    readonly fromAt: number;
    readonly toAt: number;
    readonly entries: number;
    readonly segment: Uint8Array;
  } | null;
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
  readonly #logs: Logs;
  readonly #meta: Meta;
  /** Each document's heads, as far as they are known. */
  readonly #heads = new Map<number, readonly Head[]>();

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#logs = new Logs(storage);
    this.#meta = new Meta(storage.sql);
  }

  /** The room's documents by id and name; while nothing is stored, the one that there will be. */
  names(): { id: number; name: string }[] {
    if (!isMade(this.#storage)) return [{ id: 1, name: "board" }];
    return this.#sql.exec<{ id: number; name: string }>("SELECT id, name FROM doc").toArray();
  }

  /** The ids of the room's documents. */
  documents(): number[] {
    return this.names().map(({ id }) => id);
  }

  /** Appends one window to a document's log: as one row, or in parts, all or nothing. */
  append(doc: number, entry: LogEntry): void {
    this.#logs.append(doc, entry);
  }

  /** The updates of a document that came after `head` (or all that there are), in order, each one whole. */
  *log(doc: number, head: Head | null): Generator<Uint8Array> {
    for (const { data } of this.entries(doc, head)) yield data;
  }

  /** The same, with when each was made and by whom. */
  entries(doc: number, head: Head | null): Generator<LoggedEntry> {
    return this.#logs.updates(doc, head?.generation ?? 0);
  }

  /** Other rows were put in the place of these: forgets what was known of them. */
  forget(): void {
    this.#logs.forget();
    this.#heads.clear();
  }

  /** Where the logs have come to: who has everything up to there asks with it for what came after. */
  position(): string | null {
    return this.#logs.position();
  }

  /** The updates of a document that came after a position; `null` when that is none of this room's, or too old. */
  since(doc: number, position: string): Uint8Array[] | null {
    return this.#logs.since(doc, position);
  }

  /** What the present log holds, and its last row's number. */
  present(): { entries: LoggedEntry[]; upTo: number } {
    return this.#logs.present();
  }

  /** How long the present log is, all documents together. */
  logSize(): LogSize {
    return this.#logs.size();
  }

  /** How long one document's part of the present log is. */
  logSizeOf(doc: number): LogSize {
    return this.#logs.sizeOf(doc);
  }

  /** A document's heads, the present one first. */
  heads(doc: number): readonly Head[] {
    const known = this.#heads.get(doc);
    if (known !== undefined) return known;
    const heads = this.#readHeads(doc);
    this.#heads.set(doc, heads);
    return heads;
  }

  /** What a head covers, as it was written with it. */
  extent({ owner }: Head): Uint8Array {
    return readExtent(this.#sql, owner);
  }

  /** The structure of a head as it was written with it; `null` when there is none. */
  structure({ owner }: Head): Uint8Array | null {
    const at = this.#structureOf(owner);
    return at === null ? null : readChunks(this.#sql, at);
  }

  #structureOf(owner: number): number | null {
    return this.#sql
      .exec<{ structure: number | null }>("SELECT structure FROM head WHERE owner = ?", owner)
      .one().structure;
  }

  /** A head's bytes; `null` when they are not those that were written. */
  read(head: Head): Uint8Array | null {
    const bytes = readChunksAfter(this.#sql, head.owner, new Uint8Array());
    if (bytes.byteLength !== head.bytes) return null;
    return head.sum === null || head.sum === checksum(bytes) ? bytes : null;
  }

  /**
   * `prefix` and a head's bytes, as one, for who joins; `null` when a sample
   * shows that they are not those that were written.
   */
  readAfter(prefix: Uint8Array, head: Head): Uint8Array | null {
    const whole = readChunksAfter(this.#sql, head.owner, prefix);
    const bytes = whole.subarray(prefix.byteLength);
    if (bytes.byteLength !== head.bytes) return null;
    const isSound =
      head.sample === null
        ? head.sum === null || head.sum === checksum(bytes)
        : head.sample === sampleSum(bytes);
    return isSound ? whole : null;
  }

  /** Are as many bytes of a head there as were written? Cheap, because it does not read them. */
  seemsWhole(head: Head): boolean {
    return chunkBytes(this.#sql, head.owner) === head.bytes;
  }

  /**
   * Puts new heads in the place of a log, in one transaction: a crash leaves
   * either the old state or the new one. The newest sound head before stays,
   * with the log between; the others go, and what they alone needed.
   */
  swap({ heads, upTo, isHasty, isChecked, history }: Swap): void {
    const next = this.#logs.generation + 1;
    this.#change(() => {
      for (const [doc, made] of heads) {
        const before = this.#readHeads(doc);
        const sound = before.find((candidate) => this.read(candidate) !== null);
        for (const old of before) if (old !== sound) this.#dropHead(old.owner);
        countRows(this.#insertHead(doc, next, made));
      }
      if (history !== null) this.#keepHistory(history);
      this.#note("hasty", isHasty ? 1 : 0);
      if (isChecked && this.isUnchecked) {
        this.#meta.delete("unchecked");
        // Who comes back asks anew, and hears what was dropped: it is no row of the log.
        this.#meta.set("incarnation", randomToken(8));
      }
      if (!isHasty) {
        const sizes = [...heads.values()].map(({ head }) => head.byteLength);
        this.#note(
          "collected",
          sizes.reduce((sum, bytes) => sum + bytes, 0),
        );
      }
      for (const doc of this.documents()) {
        const [head] = this.#readHeads(doc);
        // Nothing was written to it: its head holds the replaced log, too.
        if (head !== undefined && !heads.has(doc)) {
          this.#sql.exec("UPDATE head SET generation = ? WHERE owner = ?", next, head.owner);
        }
      }
      this.#logs.begin(upTo);
      this.#dropLogs(next);
    });
  }

  /** Gives a document without a head its first one, for the log that is there. */
  begin(doc: number, head: Uint8Array, extent: Uint8Array): void {
    this.#change(() => {
      const made = { head, extent, structure: null };
      countRows(this.#insertHead(doc, this.#logs.generation, made));
    });
  }

  /** Were the present heads merged in haste? */
  get isHasty(): boolean {
    return this.#noted("hasty") === 1;
  }

  /** May the room hold what an earlier version took, and no Yjs client writes? */
  get isUnchecked(): boolean {
    return this.#meta.get("unchecked") !== undefined;
  }

  /** Bytes of the heads when what was deleted was last dropped. */
  get collectedBytes(): number {
    return this.#noted("collected");
  }

  #insertHead(
    doc: number,
    generation: number,
    { head, extent, structure }: NewHead,
  ): { readonly rowsWritten: number } {
    const owner = writeChunks(this.#sql, head);
    return this.#sql.exec(
      "INSERT INTO head (owner, doc, generation, bytes, sum, sample, extent, structure, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      owner,
      doc,
      generation,
      head.byteLength,
      checksum(head),
      sampleSum(head),
      writeExtent(this.#sql, owner, extent),
      structure === null ? null : writeChunks(this.#sql, structure),
      Date.now(),
    );
  }

  #noted(key: "hasty" | "collected"): number {
    const value = this.#meta.get(key);
    return typeof value === "number" ? value : 0;
  }

  #note(key: "hasty" | "collected", value: number): void {
    if (value === this.#noted(key)) return;
    this.#meta.set(key, value);
  }

  #keepHistory({ segment, fromAt, toAt, entries }: NonNullable<Swap["history"]>): void {
    countRows(
      this.#sql.exec(
        "INSERT INTO history (owner, from_at, to_at, entries, bytes) VALUES (?, ?, ?, ?, ?)",
        writeChunks(this.#sql, segment),
        fromAt,
        toAt,
        entries,
        segment.byteLength,
      ),
    );
  }

  /** Lets go of the heads before the present ones, and of the logs that only they needed. */
  forgetPrevious(): void {
    this.#change(() => {
      for (const doc of this.documents()) {
        for (const { owner } of this.#readHeads(doc).slice(1)) this.#dropHead(owner);
      }
      this.#dropLogs(this.#logs.generation);
    });
  }

  /** Changes heads and logs in one transaction; whether or not it succeeds, they are read anew. */
  #change(work: () => void): void {
    try {
      this.#storage.transactionSync(work);
    } finally {
      this.forget();
    }
  }

  #readHeads(doc: number): Head[] {
    if (!isMade(this.#storage)) return [];
    return this.#sql
      .exec<Record<string, SqlStorageValue> & Head>(
        "SELECT owner, generation, bytes, sum, sample FROM head WHERE doc = ? ORDER BY generation DESC",
        doc,
      )
      .toArray();
  }

  #dropHead(owner: number): void {
    deleteChunks(this.#sql, owner);
    deleteExtent(this.#sql, owner);
    const structure = this.#structureOf(owner);
    if (structure !== null) deleteChunks(this.#sql, structure);
    this.#sql.exec("DELETE FROM head WHERE owner = ?", owner);
  }

  /** Drops the logs that no head begins at or before. The log at `present` always stays. */
  #dropLogs(present: number): void {
    const needed = this.documents().map(
      (doc) => this.#readHeads(doc).at(-1)?.generation ?? present,
    );
    this.#logs.dropBefore(Math.min(present, ...needed));
  }
}
