/** The compaction scheduler: when a document's log is compacted. It compacts nothing itself. */
import {
  COLLECT_GROWTH,
  COMPACT_BUSY_BYTES,
  COMPACT_BUSY_MS,
  COMPACT_BUSY_ROWS,
  COMPACT_BYTES,
  COMPACT_QUIET_MS,
  COMPACT_ROWS,
  PREVIOUS_SNAPSHOT_MS,
} from "../limits.ts";
import { logInfo } from "../log.ts";
import type { DocumentStore } from "../storage/document-store.ts";
import type { History } from "../storage/history.ts";
import { salvage } from "../storage/salvage.ts";
import type { Schedule } from "../storage/schedule.ts";
import { compact, type InTurns } from "./compact.ts";
import type { StoredDocument } from "./stored-document.ts";

/** The log that `CompactionScheduler` keeps in order, and the parts of the document that it needs. */
export interface Kept {
  readonly id: number;
  readonly store: DocumentStore;
  readonly stored: StoredDocument;
  readonly history: History;
  readonly schedule: Schedule;
  readonly inTurns: InTurns;
  /** Has the room more to do for those who are here than leaves it time for upkeep? */
  readonly isBusy: (now: number) => boolean;
  /** Writes the gathered updates, now. */
  flush(): void;
  /** The log that was there is a snapshot now. */
  compacted(): void;
}

/** Knows how long a document's log is, and does the alarm's work on it. */
export class CompactionScheduler {
  readonly #kept: Kept;
  #writtenAt = 0;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  /** Encoded bytes that are stored, before the savings of compaction. */
  get bytes(): number {
    const { bytes, snapshotBytes } = this.#sizes();
    return snapshotBytes + bytes;
  }

  /** Something was written: the log will be looked at when the room is quiet, or at once when it is long. */
  plan(): void {
    this.noteWritten();
    this.#planWritten();
  }

  /** Something was written by the frame that woke the room: `planAfterSleep` plans what follows, because others wait for the frame. */
  noteWritten(): void {
    this.#writtenAt = Date.now();
  }

  /**
   * The room has woken. The frame that woke it may have been written; if not,
   * the process may have ended before the log was planned.
   */
  planAfterSleep(): void {
    if (this.#writtenAt > 0) this.#planWritten();
    else if (this.#sizes().rows > 0)
      this.#kept.schedule.plan("compact", Date.now() + COMPACT_QUIET_MS);
  }

  #planWritten(): void {
    const now = Date.now();
    const wait = this.#isLong() ? this.#busyWait(now) : COMPACT_QUIET_MS;
    this.#kept.schedule.plan("compact", now + wait);
  }

  /**
   * The alarm's job: turns the log into a snapshot. When the log has grown long
   * while people work, it is only merged, which delays them little. When the
   * room has gone quiet, or has grown by much, deleted content is dropped, too.
   */
  async compactIfDue(now: number): Promise<number | null> {
    const { id, store, stored, schedule, flush, compacted, inTurns } = this.#kept;
    flush();
    if (this.#sizes().rows === 0 && !store.isMergedOnly && !store.isUnchecked) return null;
    const isQuiet = now - this.#writtenAt >= COMPACT_QUIET_MS;
    if (!isQuiet && !this.#isLong()) return this.#writtenAt + COMPACT_QUIET_MS;
    const wait = isQuiet ? 0 : this.#busyWait(now);
    if (wait > 0) return now + wait;
    const depth = isQuiet || this.#hasGrown() ? "collect" : "merge";
    await compact(store, new Map([[id, stored]]), depth, inTurns);
    // Frames that came meanwhile are expected by state that is forgotten now, so they are written
    // first.
    flush();
    stored.forgetCached();
    compacted();
    schedule.plan("forget-previous", now + PREVIOUS_SNAPSHOT_MS);
    schedule.plan("thin-history", now);
    const isDone = depth === "collect" && this.#sizes().rows === 0;
    return isDone ? null : now + COMPACT_QUIET_MS;
  }

  /** The alarm's job: keeps the past within its budget. */
  async thinHistory(): Promise<null> {
    if (await this.#kept.history.thin()) logInfo("history-thinned");
    return null;
  }

  /** The alarm's job: lets go of the snapshots that were kept for a day. */
  async forgetPrevious(): Promise<null> {
    const { store, inTurns } = this.#kept;
    await inTurns(store.forgettingPrevious());
    return null;
  }

  #sizes(): { rows: number; bytes: number; snapshotBytes: number } {
    const { store, id } = this.#kept;
    // A damaged document is not compacted; how large it is matters to nobody.
    return salvage(
      () => ({ ...store.log.bounds.size, snapshotBytes: store.snapshots.of(id)[0]?.bytes ?? 0 }),
      () => ({ rows: 0, bytes: 0, snapshotBytes: 0 }),
    );
  }

  #hasGrown(): boolean {
    const { bytesAfterGc } = this.#kept.store;
    return this.bytes - bytesAfterGc >= Math.max(COLLECT_GROWTH, bytesAfterGc / 4);
  }

  /** Is the log so long that it is compacted while people work? */
  #isLong(): boolean {
    const { rows, bytes, snapshotBytes } = this.#sizes();
    return rows >= COMPACT_ROWS || bytes >= Math.max(COMPACT_BYTES, snapshotBytes);
  }

  /** Milliseconds for which a busy room leaves a long log for later; 0 when it may grow no longer. */
  #busyWait(now: number): number {
    const { rows, bytes } = this.#sizes();
    if (rows >= COMPACT_BUSY_ROWS || bytes >= COMPACT_BUSY_BYTES) return 0;
    return this.#kept.isBusy(now) ? COMPACT_BUSY_MS : 0;
  }
}
