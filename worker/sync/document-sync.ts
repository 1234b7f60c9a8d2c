/** Document sync: a batch becomes a row, then one frame for each other socket, then acks. */

import type { RoomEvent } from "../../shared/wire/events.ts";
import { sharedUpdateFrame, step1Frame, updateFrame } from "../../shared/wire/frames.ts";
import { documentWindow } from "../connection/batch-intervals.ts";
import { Batcher } from "../connection/batcher.ts";
import type { Damage } from "../connection/damage.ts";
import type { Guard } from "../connection/guard.ts";
import type { Liveness } from "../connection/liveness.ts";
import { priceOfEffort } from "../connection/price.ts";
import type { Session } from "../connection/session.ts";
import type { Sessions } from "../connection/sessions.ts";
import type { Turns } from "../connection/turns.ts";
import {
  LARGE_DATABASE,
  LARGE_DOCUMENT,
  LARGE_UPDATE,
  MAX_DOCUMENT,
  MAX_ROW_BLOB,
  WINDOW_BYTES,
  WINDOW_MS_MAX,
  WINDOW_UPDATES,
} from "../limits.ts";
import { logError } from "../log.ts";
import { metrics } from "../metrics.ts";
import { DocumentStore } from "../storage/document-store.ts";
import { History } from "../storage/history.ts";
import type { LogEntry } from "../storage/history-segment.ts";
import type { Schedule } from "../storage/schedule.ts";
import { isMade } from "../storage/schema.ts";
import { isDamage, isStorageFull } from "../storage/storage-errors.ts";
import type { DecodedUpdate } from "../yjs/decoded-update.ts";
import { readStateVector } from "../yjs/state-vector.ts";
import type { Work } from "../yjs/work.ts";
import { type BatchedUpdate, mergeBatch, updatesOf } from "./batch.ts";
import { BuiltOnce } from "./built-once.ts";
import { CompactionScheduler } from "./compaction-scheduler.ts";
import { JoinThrottle } from "./join-throttle.ts";
import { StoredDocument } from "./stored-document.ts";
import { UpdateAdmission } from "./update-admission.ts";

/** The board is the room's first document. */
const BOARD = 1;

/** The parts of the room that `DocumentSync` depends on. */
export interface Around {
  readonly damage: Damage;
  readonly sessions: Sessions;
  readonly turns: Turns;
  readonly schedule: Schedule;
  readonly liveness: Pick<Liveness, "challenge">;
  readonly guard: Guard;
}

/**
 * A document while people work on it. Updates are gathered for a window and
 * written as one row. Only then, in the same turn, they are broadcast and
 * acknowledged. The runtime's output gate holds the frames until the row is
 * durable, so nobody sees an edit that can be lost.
 */
export class DocumentSync {
  readonly #storage: DurableObjectStorage;
  readonly #store: DocumentStore;
  readonly #stored: StoredDocument;
  /** The length of the log, and the alarm's work on it. */
  readonly compaction: CompactionScheduler;
  readonly #around: Around;
  readonly #batcher: Batcher;
  readonly #joins: JoinThrottle;
  #pending: BatchedUpdate[] = [];
  #pendingBytes = 0;
  /** The frame of a large update that is about to be written, and its bytes. */
  #large: { readonly data: Uint8Array; readonly frame: BuiltOnce<Uint8Array> } | null = null;
  readonly #admission: UpdateAdmission;

  constructor(storage: DurableObjectStorage, around: Around) {
    const { damage, turns } = around;
    this.#storage = storage;
    this.#store = new DocumentStore(storage);
    this.#stored = new StoredDocument(this.#store, BOARD);
    this.#around = around;
    this.#joins = new JoinThrottle(() => this.#stored.forgetLargeJoin(), damage.attempt);
    this.compaction = new CompactionScheduler({
      id: BOARD,
      store: this.#store,
      stored: this.#stored,
      history: new History(storage),
      schedule: around.schedule,
      inTurns: (work) => turns.inTurns(work),
      isBusy: (now) => turns.isBusy(now),
      flush: () => this.flush(),
      compacted: () => this.#tellPosition(this.#around.sessions),
    });
    this.#admission = new UpdateAdmission(this.#stored, {
      guard: around.guard,
      liveness: around.liveness,
      bytes: () => this.bytes,
      gathered: () => updatesOf(this.#pending),
      inTimer: damage.attempt,
      run: (work) => turns.run(work, () => undefined),
      ask: (session) => this.ask(session),
      flush: () => this.flush(),
      gather: (session, update, received) => this.#gather(session, update, received),
      gathering: (session, update, received) => this.#gathering(session, update, received),
      acknowledge: (session, received) => this.#acknowledgeInOrder(session, received),
    });
    this.#batcher = new Batcher(
      () => ({ usual: documentWindow(around.sessions.size), most: WINDOW_MS_MAX }),
      () => this.#write(),
      (ms) => turns.charge(ms),
      damage.attempt,
    );
    // Of a long log, the coverage is read in turns, before anything else happens.
    if (storage.sql.databaseSize > LARGE_DATABASE) {
      turns.run(this.#stored.covering(), () => undefined);
    }
  }

  /** Is the stored content not whole? Then the room can be looked at and not changed. */
  get damaged(): boolean {
    return this.#stored.damaged;
  }

  /** Asks a client for the edits that the room lacks. From its answer on, its document frames are counted. */
  ask(session: Session): void {
    this.flush();
    session.frames.restart();
    session.sendStep1(step1Frame(this.#stored.stateVector()));
  }

  /**
   * After a sleep, asks every client for edits that the room may lack. If an
   * object ended with a window open, its frames come back this way.
   */
  askAfterSleep(): void {
    const { sessions } = this.#around;
    if (!sessions.haveSlept) return;
    sessions.onAskedAfterSleep();
    for (const session of sessions) this.ask(session);
  }

  /**
   * Answers a client's step 1, when its turn comes. A newer question of a socket takes the place of the one that waits.
   *
   * @returns false when the state vector is malformed.
   */
  answer(session: Session, encoded: Uint8Array): boolean {
    const stateVector = readStateVector(encoded);
    if (stateVector === null) return false;
    const { position } = session;
    session.position = null;
    const { guard } = this.#around;
    const wait = this.#joins.waits(session) ? 0 : guard.reserve(session, "joins");
    this.#joins.ask(session, {
      notBefore: wait === 0 ? 0 : Date.now() + wait,
      build: () => this.#build(stateVector, position),
      give: (frames, whenRead) => {
        session.sendJoin(frames, whenRead);
        this.#tellPosition([session]);
        if (this.bytes > LARGE_DOCUMENT) session.tell(this.#largeEvent());
      },
    });
    return true;
  }

  #build(
    stateVector: ReadonlyMap<number, number>,
    position: string | null,
  ): readonly Uint8Array[] | null {
    this.flush();
    const seemedWhole = !this.#stored.damaged;
    const frames = this.#stored.answer(stateVector, position);
    if (!seemedWhole || !this.#stored.damaged) return frames;
    // Everybody is told so, and comes again to look.
    this.#around.damage.found(new Error("No head of the document is sound."));
    return null;
  }

  /**
   * Takes a client's update, or its answer to our step 1 (`isAnswer`). The author of a refused
   * update is told.
   */
  take(session: Session, update: Uint8Array, isAnswer: boolean): void {
    this.#admission.take(session, update, isAnswer);
  }

  /** The same in steps, between which other rooms may have their turn, and nothing else of this room. */
  taking(session: Session, update: Uint8Array, isAnswer: boolean): Work {
    return this.#admission.taking(session, update, isAnswer);
  }

  /** The work on updates so far, as milliseconds by its price. It falls when the structure is read anew. */
  get effortMs(): number {
    return priceOfEffort(this.#admission.parts, this.#stored.steps);
  }

  /** A socket has left: nobody waits any more for edits that it owned. */
  forget(session: Session): void {
    this.#admission.forget(session);
    this.#joins.forget(session);
  }

  /** Does even a small update take time, because the room has to read a large document first? */
  get isCold(): boolean {
    return this.#stored.isCold && this.bytes > LARGE_UPDATE;
  }

  /** Writes the gathered updates, now. */
  flush(): void {
    if (this.#pending.length > 0) this.#batcher.closeNow();
  }

  /**
   * An import has put the stored rows there: forgets everything about the old ones, and will
   * compact them.
   */
  replaced(): void {
    this.#store.forgetCached();
    this.#stored.reload();
    this.compaction.plan();
  }

  /** Puts an expected update into the window; `received` may be acknowledged to its author once that is written. */
  #gather(author: Session, update: DecodedUpdate, received: number | null): void {
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
  *#gathering(author: Session, update: DecodedUpdate, received: number | null): Work {
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
    } else this.#gather(author, update, received);
  }

  /**
   * An update that says nothing new is acknowledged with the updates that still wait, from all
   * senders. One of those may be all that says it.
   */
  #acknowledgeInOrder(author: Session, received: number | null): void {
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
    const wasLarge = this.bytes > LARGE_DOCUMENT;
    try {
      for (const data of mergeBatch(pending)) {
        const frame = data === large?.data ? large.frame : new BuiltOnce(() => updateFrame(data));
        this.#stored.append(entryOf(data, pending), frame);
        this.#broadcast(frame, pending);
      }
    } catch (error) {
      logError("write-failed", error, { updates: pending.length });
      this.#stored.reload();
      if (isDamage(error)) {
        this.#around.damage.found(error);
        return;
      }
      this.#refuseAll(pending, isStorageFull(error));
      return;
    }
    if (isFirst) this.#tellPosition(this.#around.sessions);
    const counts = new Map<Session, number>();
    for (const { author, received } of pending) if (received !== null) counts.set(author, received);
    for (const [author, received] of counts) acknowledge(author, received);
    metrics.windows.add();
    metrics.updates.add(pending.length);
    if (!wasLarge && this.bytes > LARGE_DOCUMENT) this.#around.sessions.tell(this.#largeEvent());
    this.compaction.plan();
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

  /** Encoded bytes of the document, before the savings of compaction. */
  get bytes(): number {
    return this.compaction.bytes + this.#pendingBytes;
  }

  #largeEvent(): RoomEvent {
    return { type: "document.large", bytes: this.bytes, limit: MAX_DOCUMENT };
  }

  /** Where our clients are when they have joined, and anew when the log before them begins or goes. */
  #tellPosition(sessions: Iterable<Session>): void {
    const at = this.#stored.position();
    if (at === null) return;
    for (const session of sessions) session.tell({ type: "position", at });
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
