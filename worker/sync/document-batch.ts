/** The document batch: updates that were taken, until they are one row, one frame for each other socket, and acks. */
import { sharedUpdateFrame, updateFrame } from "../../shared/wire/frames.ts";
import { documentWindow } from "../connection/batch-intervals.ts";
import { Batcher } from "../connection/batcher.ts";
import type { Damage } from "../connection/damage.ts";
import type { Guard } from "../connection/guard.ts";
import type { Session } from "../connection/session.ts";
import type { Sessions } from "../connection/sessions.ts";
import type { Turns } from "../connection/turns.ts";
import { MAX_ROW_BLOB, WINDOW_BYTES, WINDOW_MS_MAX, WINDOW_UPDATES } from "../limits.ts";
import { logError } from "../log.ts";
import { metrics } from "../metrics.ts";
import type { LogEntry } from "../storage/history-segment.ts";
import { isMade } from "../storage/schema.ts";
import { isDamage, isStorageFull } from "../storage/storage-errors.ts";
import type { DecodedUpdate } from "../yjs/decoded-update.ts";
import type { Work } from "../yjs/work.ts";
import { type BatchedUpdate, mergeBatch, updatesOf } from "./batch.ts";
import { BuiltOnce } from "./built-once.ts";
import type { CompactionScheduler } from "./compaction-scheduler.ts";
import type { StoredDocument } from "./stored-document.ts";

/** The parts of the room that `DocumentBatch` needs. */
export interface AroundBatch {
  readonly damage: Damage;
  readonly sessions: Sessions;
  readonly turns: Turns;
  readonly guard: Guard;
  readonly compaction: Pick<CompactionScheduler, "bytes" | "plan" | "noteWritten">;
  /** The first batch of the room is written and broadcast, and not acknowledged yet. */
  onFirstWritten(): void;
  /** A batch is acknowledged. @param bytesBefore the document's bytes before it. */
  onWritten(bytesBefore: number): void;
}

/**
 * The batch of a document. Updates are gathered for a window and written as one
 * row. Only then, in the same turn, they are broadcast and acknowledged. The
 * runtime's output gate holds the frames until the row is durable, so nobody
 * sees an edit that can be lost.
 */
export class DocumentBatch {
  readonly #storage: DurableObjectStorage;
  readonly #stored: StoredDocument;
  readonly #around: AroundBatch;
  readonly #batcher: Batcher;
  #pending: BatchedUpdate[] = [];
  #pendingBytes = 0;
  /** The frame of a large update that is about to be written, and its bytes. */
  #large: { readonly data: Uint8Array; readonly frame: BuiltOnce<Uint8Array> } | null = null;

  constructor(storage: DurableObjectStorage, stored: StoredDocument, around: AroundBatch) {
    this.#storage = storage;
    this.#stored = stored;
    this.#around = around;
    this.#batcher = new Batcher(
      () => ({ usual: documentWindow(around.sessions.size), most: WINDOW_MS_MAX }),
      () => this.#write(),
      (ms) => around.turns.charge(ms),
      around.damage.attempt,
    );
  }

  /** Bytes of the updates that are not written yet. */
  get bytes(): number {
    return this.#pendingBytes;
  }

  /** The updates that are not written yet. */
  get updates(): readonly DecodedUpdate[] {
    return updatesOf(this.#pending);
  }

  /** Writes the gathered updates, now. */
  flush(): void {
    if (this.#pending.length > 0) this.#batcher.closeNow();
  }

  /** Puts an expected update into the window; `received` may be acknowledged to its author once that is written. */
  add(author: Session, update: DecodedUpdate, received: number | null): void {
    this.#pending.push({ update, author, received, at: Date.now() });
    this.#pendingBytes += update.bytes.byteLength;
    const full = this.#pending.length >= WINDOW_UPDATES || this.#pendingBytes >= WINDOW_BYTES;
    if (full) this.#batcher.closeNow();
    else this.#batcher.touch();
  }

  /**
   * The same as a work that can be interrupted. The parts of a large update are written in turns,
   * and its frame is built in one of them. The last part goes with the window, so that the update
   * is stored whole or not at all. Between two steps, only other rooms may act.
   */
  *adding(author: Session, update: DecodedUpdate, received: number | null): Work {
    if (update.bytes.byteLength > MAX_ROW_BLOB) {
      this.flush();
      const pending = { update, author, received, at: Date.now() };
      const data = update.bytes;
      try {
        yield* this.#stored.preparing(entryOf(data, [pending]));
      } catch (error) {
        // The window is written from the beginning, and says why that fails, too.
        logError("prepare-failed", error, { bytes: data.byteLength });
      }
      const frame = new BuiltOnce(() => sharedUpdateFrame(data));
      if (this.#around.sessions.size > 1) {
        yield;
        frame.build();
        yield;
      }
      this.#large = { data, frame };
      this.#pending.push(pending);
      this.#pendingBytes += data.byteLength;
      this.#batcher.closeNow();
    } else this.add(author, update, received);
  }

  /**
   * An update that says nothing new is acknowledged with the updates that still wait, from all
   * senders. One of those may be all that says it.
   */
  acknowledge(author: Session, received: number | null): void {
    if (this.#pending.length === 0) acknowledge(author, received);
    else this.#pending.push({ update: null, author, received, at: Date.now() });
  }

  #write(): void {
    const pending = this.#pending;
    if (pending.length === 0) return;
    this.#pending = [];
    this.#pendingBytes = 0;
    const large = this.#large;
    this.#large = null;
    const isFirst = !isMade(this.#storage);
    const bytesBefore = this.#around.compaction.bytes;
    try {
      for (const data of mergeBatch(pending)) {
        const frame = data === large?.data ? large.frame : new BuiltOnce(() => updateFrame(data));
        this.#stored.append(entryOf(data, pending), frame);
        this.#broadcast(frame, pending);
      }
    } catch (error) {
      logError("write-failed", error, { updates: pending.length });
      this.#stored.forgetCached();
      if (isDamage(error)) {
        this.#around.damage.found(error);
        return;
      }
      this.#refuseAll(pending, isStorageFull(error));
      return;
    }
    if (isFirst) this.#around.onFirstWritten();
    const counts = new Map<Session, number>();
    for (const { author, received } of pending) if (received !== null) counts.set(author, received);
    for (const [author, received] of counts) acknowledge(author, received);
    metrics.windows.add();
    metrics.updates.add(pending.length);
    this.#around.onWritten(bytesBefore);
    // Of a room that has just woken, `askAfterSleep` plans it: others wait for the frame that woke the room.
    const { compaction, sessions } = this.#around;
    if (sessions.haveSlept) compaction.noteWritten();
    else compaction.plan();
  }

  /** None of these is stored: their authors are told, or come again when it was not for want of room. */
  #refuseAll(pending: readonly BatchedUpdate[], full: boolean): void {
    const { guard } = this.#around;
    const firsts = new Map<Session, BatchedUpdate>();
    for (const each of pending) if (!firsts.has(each.author)) firsts.set(each.author, each);
    for (const [author, { received, update }] of firsts) {
      author.frames.restart();
      if (full)
        guard.refuse(author, {
          code: "room-full",
          n: received,
          data: update?.bytes ?? new Uint8Array(),
        });
      else guard.closeForRetry(author);
    }
  }

  #broadcast(frame: BuiltOnce<Uint8Array>, pending: readonly BatchedUpdate[]): void {
    const [first] = pending;
    const soleAuthor = pending.every(({ author }) => author === first?.author)
      ? first?.author
      : null;
    for (const session of this.#around.sessions) {
      // Stock clients count on the echo of their own updates; ours have their acks.
      if (session === soleAuthor && session.isNative) continue;
      session.send(frame.value);
    }
  }
}

/** One window as an entry of the log. */
function entryOf(data: Uint8Array, pending: readonly BatchedUpdate[]): LogEntry {
  return {
    data,
    fromAt: pending[0]?.at ?? 0,
    toAt: pending.at(-1)?.at ?? 0,
    who: [...new Set(pending.map(({ author }) => author.userId))],
  };
}

function acknowledge(session: Session, received: number | null): void {
  if (received === null || !session.isNative) return;
  session.send(JSON.stringify({ type: "ack", n: received }));
}
