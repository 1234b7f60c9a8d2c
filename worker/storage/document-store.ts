/** The document store: snapshots, and the logs after them, as rows. It knows nothing of Yjs. */
import { countRows } from "../metrics.ts";
import { finish, type Work } from "../yjs/work.ts";
import { blobBytes, writingBlob } from "./blobs.ts";
import { insertSegment, type Segment } from "./history-rows.ts";
import { Meta } from "./meta.ts";
import { renewRoomEpoch } from "./room-epoch.ts";
import { isMade } from "./schema.ts";
import { deleteSnapshot, insertSnapshot, moveSnapshot } from "./snapshot-rows.ts";
import { SnapshotStore } from "./snapshot-store.ts";
import {
  type NewSnapshot,
  type StagedSnapshot,
  stagingSnapshot,
  sweepingBlobs,
} from "./staged-rows.ts";
import { UpdateLog } from "./update-log.ts";

/** The room's one document, whatever the table `doc` has come to say. */
export const BOARD = { id: 1, name: "board" } as const;

/** The rows that a compaction puts in the place of a log. */
export interface Swap {
  readonly snapshots: ReadonlyMap<number, StagedSnapshot>;
  /** The blobs of present snapshots that were just read, and are sound. */
  readonly sound: ReadonlySet<number>;
  /** The last row of the log that the snapshots hold; what was written after it goes into the new log. */
  readonly upTo: number;
  /** Were the snapshots only merged, so that deleted content is still in them? `meta` calls it `hasty`. */
  readonly isMergedOnly: boolean;
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
  readonly #meta: Meta;
  /** The logs: what was written after the snapshots. */
  readonly log: UpdateLog;
  /** The snapshots, to be read. */
  readonly snapshots: SnapshotStore;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#meta = new Meta(storage.sql);
    this.log = new UpdateLog(storage);
    this.snapshots = new SnapshotStore(storage);
  }

  /** Other rows were put in the place of these: everything is read anew. */
  forgetCached(): void {
    this.log.forgetCached();
    this.snapshots.forgetCached();
  }

  /**
   * Puts new snapshots in the place of a log, in one transaction: a crash
   * leaves either the old state or the new one. The newest sound snapshot
   * before stays, with the log between. The others go, and so do rows that they
   * alone needed.
   */
  swap({ snapshots, sound: soundBlobs, upTo, isMergedOnly, isChecked, history }: Swap): void {
    const next = this.log.bounds.generation + 1;
    this.#change(() => {
      for (const [doc, made] of snapshots) {
        if (blobBytes(this.#sql, made.row.blobId) !== made.row.bytes) {
          throw new Error("The bytes of the new snapshot are not there any more.");
        }
        const before = this.snapshots.readRows(doc);
        const sound = before.find(
          (candidate) =>
            soundBlobs.has(candidate.blobId) || this.snapshots.read(candidate) !== null,
        );
        for (const old of before) if (old !== sound) deleteSnapshot(this.#sql, old.blobId);
        countRows(this.#insertSnapshot(doc, next, made));
      }
      if (history !== null) countRows(insertSegment(this.#sql, history));
      this.#note("hasty", isMergedOnly ? 1 : 0);
      if (isChecked && this.isUnchecked) {
        this.#meta.delete("unchecked");
        // A client that comes back asks anew, and hears which items were dropped: they are no row
        // of the log.
        renewRoomEpoch(this.#meta);
      }
      if (!isMergedOnly) {
        const sizes = [...snapshots.values()].map(({ row }) => row.bytes);
        this.#note(
          "collected",
          sizes.reduce((sum, bytes) => sum + bytes, 0),
        );
      }
      const [present] = this.snapshots.readRows(BOARD.id);
      // Nothing was written: the snapshot holds the replaced log, too.
      if (present?.isSound === true && !snapshots.has(BOARD.id)) {
        moveSnapshot(this.#sql, present.blobId, next);
      }
      this.log.bounds.startNext(upTo);
      this.#dropLogs(next);
    });
  }

  /** Gives a document without a snapshot its first one, for the log that is there. */
  insertFirstSnapshot(doc: number, snapshot: Uint8Array, coverage: Uint8Array): void {
    this.#change(() => {
      const made = finish(this.stagingSnapshot({ snapshot, coverage, structure: null }));
      countRows(this.#insertSnapshot(doc, this.log.bounds.generation, made));
    });
  }

  /** Stores the bytes of a snapshot, in turns; `swap` names them. */
  stagingSnapshot(made: NewSnapshot): Work<StagedSnapshot> {
    return stagingSnapshot(this.#sql, made);
  }

  /** The same for a segment. @returns the id of its blob. */
  stagingSegment(segment: Uint8Array): Work<number> {
    return writingBlob(this.#sql, segment);
  }

  /** Removes, in turns, the bytes that nothing names any more. */
  *sweepingBlobs(): Work {
    if (!isMade(this.#storage)) return;
    yield* sweepingBlobs(this.#sql, this.snapshots.readRows(BOARD.id));
  }

  /** Were the present snapshots only merged? */
  get isMergedOnly(): boolean {
    return this.#noted("hasty") === 1;
  }

  /** May the room hold what an earlier version took, and no Yjs client writes? */
  get isUnchecked(): boolean {
    return this.#meta.get("unchecked") !== undefined;
  }

  /** Bytes of the snapshots when deleted content was last dropped. */
  get bytesAfterGc(): number {
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
   * Lets go, in turns, of the snapshots before the present one, and of the logs that only they
   * needed. It does nothing while the present snapshot is damaged.
   */
  *forgettingPrevious(): Work {
    const [sound] = this.snapshots.readRows(BOARD.id);
    if (sound === undefined || (yield* this.snapshots.reading(sound)) === null) return;
    this.#change(() => {
      const [present, ...previous] = this.snapshots.readRows(BOARD.id);
      if (present?.blobId !== sound.blobId) return;
      for (const snapshot of previous) deleteSnapshot(this.#sql, snapshot.blobId);
      this.#dropLogs(this.log.bounds.generation);
    });
    yield* this.sweepingBlobs();
  }

  /** Changes snapshots and logs in one transaction; whether or not it succeeds, they are read anew. */
  #change(work: () => void): void {
    try {
      this.#storage.transactionSync(work);
    } finally {
      this.forgetCached();
    }
  }

  /** Drops the logs that no snapshot begins at or before. The log at `present` always stays. */
  #dropLogs(present: number): void {
    const snapshots = this.snapshots.readRows(BOARD.id);
    // Nobody knows which log one needs whose row is damaged.
    if (snapshots.some(({ isSound }) => !isSound)) return;
    const needed = snapshots.map(({ generation }) => generation);
    this.log.bounds.dropBefore(Math.min(present, ...needed));
  }
}
