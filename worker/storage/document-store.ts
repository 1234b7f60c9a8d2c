/** The document store: snapshots, and the logs after them, as rows. It knows nothing of Yjs. */
import { randomToken } from "../../shared/ids.ts";
import { checksum, sampleSum } from "../checksum.ts";
import { countRows } from "../metrics.ts";
import { MalformedError } from "../yjs/reader.ts";
import { finish, type Work } from "../yjs/work.ts";
import { blobBytes, readBlob, readBlobAfter, readingBlob, writingBlob } from "./blobs.ts";
import { readCoverage } from "./coverage-rows.ts";
import { insertSegment, type Segment } from "./history-rows.ts";
import type { LogEntry, LoggedEntry } from "./history-segment.ts";
import { Meta } from "./meta.ts";
import { isMade } from "./schema.ts";
import {
  deleteSnapshot,
  insertSnapshot,
  moveSnapshot,
  readSnapshots,
  type Snapshot,
} from "./snapshot-rows.ts";
import {
  type NewSnapshot,
  type StagedSnapshot,
  stagingSnapshot,
  sweepingBlobs,
} from "./staged-rows.ts";
import { type LogSize, UpdateLog } from "./update-log.ts";

/** The rows that a compaction puts in the place of a log. */
export interface Swap {
  readonly snapshots: ReadonlyMap<number, StagedSnapshot>;
  /** The blobs of present snapshots that were just read, and are sound. */
  readonly sound: ReadonlySet<number>;
  /** The last row of the log that the snapshots hold; what was written after it goes into the new log. */
  readonly upTo: number;
  /** Were the snapshots only merged, so that deleted content is still in them? */
  readonly isHasty: boolean;
  /** Were they looked through for what no Yjs client writes, where an earlier version may have taken that? */
  readonly isChecked: boolean;
  /** The content of the replaced rows, for the history; null when there were none. */
  readonly history: Segment | null;
}

/**
 * The Yjs documents of a room as rows: snapshots, and the logs of what came
 * after them. Knows nothing of Yjs; bytes are sent as they are stored. The
 * snapshot before the present one is kept for a day, and with it the log that
 * leads from it to the present. Should a snapshot be damaged, the one before it
 * takes its place.
 */
export class DocumentStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #logs: UpdateLog;
  readonly #meta: Meta;
  /** Each document's snapshots, as far as they are known. */
  readonly #snapshots = new Map<number, readonly Snapshot[]>();

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#logs = new UpdateLog(storage);
    this.#meta = new Meta(storage.sql);
  }

  /** The room's documents by id and name: one, whatever the table `doc` has come to say. */
  names(): { id: number; name: string }[] {
    return [{ id: 1, name: "board" }];
  }

  /** The ids of the room's documents. */
  documents(): number[] {
    return this.names().map(({ id }) => id);
  }

  /** Appends one window to a document's log: as one row, or in parts, all or nothing. */
  append(doc: number, entry: LogEntry): void {
    this.#logs.append(doc, entry);
  }

  /** Writes what can be written of a large entry before it is appended, in turns. */
  preparing(doc: number, entry: LogEntry): Work {
    return this.#logs.preparing(doc, entry);
  }

  /** The updates of a document that came after `snapshot` (or all that there are), in order, each one whole. */
  *log(doc: number, snapshot: Snapshot | null): Generator<Uint8Array> {
    for (const { data } of this.entries(doc, snapshot)) yield data;
  }

  /** The same, with the time and the authors of each. */
  entries(doc: number, snapshot: Snapshot | null): Generator<LoggedEntry> {
    return this.#logs.updates(doc, snapshot?.generation ?? 0);
  }

  /** Other rows were put in the place of these: forgets everything about them. */
  forget(): void {
    this.#logs.forget();
    this.#snapshots.clear();
  }

  /** The end of the logs: a client with everything up to there asks with it for later updates. */
  position(): string | null {
    return this.#logs.position();
  }

  /** The updates of a document that came after a position; `null` when that is none of this room's, or too old. */
  since(doc: number, position: string): Uint8Array[] | null {
    return this.#logs.since(doc, position);
  }

  /** The content of the present log, and its last row's number. */
  presenting(): Work<{ entries: LoggedEntry[]; upTo: number }> {
    return this.#logs.presenting();
  }

  /** The generation of the present log. */
  get generation(): number {
    return this.#logs.generation;
  }

  /** How long the present log is, all documents together. */
  logSize(): LogSize {
    return this.#logs.size();
  }

  /** How long one document's part of the present log is. */
  logSizeOf(doc: number): LogSize {
    return this.#logs.sizeOf(doc);
  }

  /** A document's snapshots, the present one first. */
  snapshots(doc: number): readonly Snapshot[] {
    const known = this.#snapshots.get(doc);
    if (known !== undefined) return known;
    const snapshots = this.#readSnapshots(doc);
    this.#snapshots.set(doc, snapshots);
    return snapshots;
  }

  /**
   * The coverage of a snapshot, as it was written with it.
   *
   * @throws MalformedError when it has changed on the disk.
   */
  coverage({ blobId, coverageSum }: Snapshot): Uint8Array {
    const coverage = readCoverage(this.#sql, blobId);
    if (coverageSum === null || coverageSum === checksum(coverage)) return coverage;
    throw new MalformedError("The coverage of a snapshot is not what was written.");
  }

  /**
   * The structure of a snapshot as it was written with it; `null` when there is
   * none.
   *
   * @throws MalformedError when it has changed on the disk.
   */
  structure({ structureBlobId, structureSum, isSound }: Snapshot): Uint8Array | null {
    if (structureBlobId === null || !isSound) return null;
    const bytes = readBlob(this.#sql, structureBlobId);
    if (structureSum === null || structureSum === checksum(bytes)) return bytes;
    throw new MalformedError("The structure of a head is not what was written.");
  }

  /** A snapshot's bytes; `null` when they have changed. */
  read(snapshot: Snapshot): Uint8Array | null {
    if (!snapshot.isSound) return null;
    const bytes = readBlobAfter(this.#sql, snapshot.blobId, new Uint8Array());
    if (bytes.byteLength !== snapshot.bytes) return null;
    return snapshot.sum === null || snapshot.sum === checksum(bytes) ? bytes : null;
  }

  /** The same as a work that can be interrupted. */
  *reading(snapshot: Snapshot): Work<Uint8Array | null> {
    if (!snapshot.isSound) return null;
    const bytes = yield* readingBlob(this.#sql, snapshot.blobId);
    if (bytes.byteLength !== snapshot.bytes) return null;
    return snapshot.sum === null || snapshot.sum === checksum(bytes) ? bytes : null;
  }

  /**
   * `prefix` and a snapshot's bytes, as one, for a client that joins; `null`
   * when a sample shows that they have changed.
   */
  readAfter(prefix: Uint8Array, snapshot: Snapshot): Uint8Array | null {
    if (!snapshot.isSound) return null;
    const whole = readBlobAfter(this.#sql, snapshot.blobId, prefix);
    const bytes = whole.subarray(prefix.byteLength);
    if (bytes.byteLength !== snapshot.bytes) return null;
    const isSound =
      snapshot.sample === null
        ? snapshot.sum === null || snapshot.sum === checksum(bytes)
        : snapshot.sample === sampleSum(bytes);
    return isSound ? whole : null;
  }

  /** Are as many bytes of a snapshot there as were written? Cheap, because it does not read them. */
  seemsWhole(snapshot: Snapshot): boolean {
    return snapshot.isSound && blobBytes(this.#sql, snapshot.blobId) === snapshot.bytes;
  }

  /**
   * Puts new snapshots in the place of a log, in one transaction: a crash
   * leaves either the old state or the new one. The newest sound snapshot
   * before stays, with the log between. The others go, and so do rows that they
   * alone needed.
   */
  swap({ snapshots, sound: isSound, upTo, isHasty, isChecked, history }: Swap): void {
    const next = this.#logs.generation + 1;
    this.#change(() => {
      for (const [doc, made] of snapshots) {
        if (blobBytes(this.#sql, made.row.blobId) !== made.row.bytes) {
          throw new Error("The bytes of the new head are not there any more.");
        }
        const before = this.#readSnapshots(doc);
        const sound = before.find(
          (candidate) => isSound.has(candidate.blobId) || this.read(candidate) !== null,
        );
        for (const old of before) if (old !== sound) deleteSnapshot(this.#sql, old.blobId);
        countRows(this.#insertSnapshot(doc, next, made));
      }
      if (history !== null) countRows(insertSegment(this.#sql, history));
      this.#note("hasty", isHasty ? 1 : 0);
      if (isChecked && this.isUnchecked) {
        this.#meta.delete("unchecked");
        // A client that comes back asks anew, and hears which items were dropped: they are no row
        // of the log.
        this.#meta.set("incarnation", randomToken(8));
      }
      if (!isHasty) {
        const sizes = [...snapshots.values()].map(({ row }) => row.bytes);
        this.#note(
          "collected",
          sizes.reduce((sum, bytes) => sum + bytes, 0),
        );
      }
      for (const doc of this.documents()) {
        const [snapshot] = this.#readSnapshots(doc);
        // Nothing was written to it: its snapshot holds the replaced log, too.
        if (snapshot?.isSound === true && !snapshots.has(doc)) {
          moveSnapshot(this.#sql, snapshot.blobId, next);
        }
      }
      this.#logs.begin(upTo);
      this.#dropLogs(next);
    });
  }

  /** Gives a document without a snapshot its first one, for the log that is there. */
  begin(doc: number, snapshot: Uint8Array, coverage: Uint8Array): void {
    this.#change(() => {
      const made = finish(this.staging({ snapshot, coverage, structure: null }));
      countRows(this.#insertSnapshot(doc, this.#logs.generation, made));
    });
  }

  /** Stores the bytes of a snapshot, in turns; `swap` names them. */
  staging(made: NewSnapshot): Work<StagedSnapshot> {
    return stagingSnapshot(this.#sql, made);
  }

  /** The same for a segment. @returns the id of its blob. */
  stagingSegment(segment: Uint8Array): Work<number> {
    return writingBlob(this.#sql, segment);
  }

  /** Removes, in turns, the bytes that nothing names any more. */
  *sweeping(): Work {
    if (!isMade(this.#storage)) return;
    yield* sweepingBlobs(
      this.#sql,
      this.documents().flatMap((doc) => this.#readSnapshots(doc)),
    );
  }

  /** Were the present snapshots only merged? */
  get isHasty(): boolean {
    return this.#noted("hasty") === 1;
  }

  /** May the room hold what an earlier version took, and no Yjs client writes? */
  get isUnchecked(): boolean {
    return this.#meta.get("unchecked") !== undefined;
  }

  /** Bytes of the snapshots when deleted content was last dropped. */
  get collectedBytes(): number {
    return this.#noted("collected");
  }

  #insertSnapshot(
    doc: number,
    generation: number,
    { row, coverage }: StagedSnapshot,
  ): { readonly rowsWritten: number } {
    return insertSnapshot(this.#sql, { ...row, doc, generation }, coverage);
  }

  #noted(key: "hasty" | "collected"): number {
    const value = this.#meta.get(key);
    return typeof value === "number" ? value : 0;
  }

  #note(key: "hasty" | "collected", value: number): void {
    if (value === this.#noted(key)) return;
    this.#meta.set(key, value);
  }

  /**
   * Lets go, in turns, of the snapshots before the present ones, and of the logs that only they
   * needed. It does nothing while a present snapshot is damaged.
   */
  *forgettingPrevious(): Work {
    const sound = new Set<number>();
    for (const doc of this.documents()) {
      const [present] = this.#readSnapshots(doc);
      if (present === undefined || (yield* this.reading(present)) === null) return;
      sound.add(present.blobId);
    }
    this.#change(() => {
      for (const doc of this.documents()) {
        const [present, ...previous] = this.#readSnapshots(doc);
        if (present === undefined || !sound.has(present.blobId)) return;
        for (const snapshot of previous) deleteSnapshot(this.#sql, snapshot.blobId);
      }
      this.#dropLogs(this.#logs.generation);
    });
    yield* this.sweeping();
  }

  /** Changes snapshots and logs in one transaction; whether or not it succeeds, they are read anew. */
  #change(work: () => void): void {
    try {
      this.#storage.transactionSync(work);
    } finally {
      this.forget();
    }
  }

  #readSnapshots(doc: number): Snapshot[] {
    if (!isMade(this.#storage)) return [];
    return readSnapshots(this.#sql, doc);
  }

  /** Drops the logs that no snapshot begins at or before. The log at `present` always stays. */
  #dropLogs(present: number): void {
    const snapshots = this.documents().flatMap((doc) => this.#readSnapshots(doc));
    // Nobody knows which log one needs whose row is damaged.
    if (snapshots.some(({ isSound }) => !isSound)) return;
    const needed = snapshots.map(({ generation }) => generation);
    this.#logs.dropBefore(Math.min(present, ...needed));
  }
}
