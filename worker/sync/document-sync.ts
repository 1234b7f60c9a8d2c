/** Document sync: puts together how a document's updates are taken, batched and compacted, and how clients join. */

import type { RoomEvent } from "../../shared/wire/events.ts";
import { step1Frame } from "../../shared/wire/frames.ts";
import type { Damage } from "../connection/damage.ts";
import type { Guard } from "../connection/guard.ts";
import type { Liveness } from "../connection/liveness.ts";
import { priceOfEffort } from "../connection/price.ts";
import type { Session } from "../connection/session.ts";
import type { Sessions } from "../connection/sessions.ts";
import type { Turns } from "../connection/turns.ts";
import { LARGE_DATABASE, LARGE_DOCUMENT, LARGE_UPDATE, MAX_DOCUMENT } from "../limits.ts";
import { BOARD, DocumentStore } from "../storage/document-store.ts";
import { History } from "../storage/history.ts";
import type { Schedule } from "../storage/schedule.ts";
import { readStateVector } from "../yjs/state-vector.ts";
import type { Work } from "../yjs/work.ts";
import { CompactionScheduler } from "./compaction-scheduler.ts";
import { DocumentBatch } from "./document-batch.ts";
import { JoinThrottle } from "./join-throttle.ts";
import { StoredDocument } from "./stored-document.ts";
import { UpdateAdmission } from "./update-admission.ts";

/** The parts of the room that `DocumentSync` depends on. */
export interface Around {
  readonly damage: Damage;
  readonly sessions: Sessions;
  readonly turns: Turns;
  readonly schedule: Schedule;
  readonly liveness: Pick<Liveness, "challenge">;
  readonly guard: Guard;
}

/** A document while people work on it: its updates are taken, and its content is brought to clients that join. */
export class DocumentSync {
  readonly #store: DocumentStore;
  readonly #stored: StoredDocument;
  /** The length of the log, and the alarm's work on it. */
  readonly compaction: CompactionScheduler;
  readonly #around: Around;
  readonly #batch: DocumentBatch;
  readonly #joins: JoinThrottle;
  readonly #admission: UpdateAdmission;
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage, around: Around) {
    const { damage, turns } = around;
    this.#sql = storage.sql;
    this.#store = new DocumentStore(storage);
    this.#stored = new StoredDocument(this.#store, BOARD.id);
    this.#around = around;
    this.#joins = new JoinThrottle(() => this.#stored.forgetLargeJoin(), damage.attempt);
    this.compaction = new CompactionScheduler({
      id: BOARD.id,
      store: this.#store,
      stored: this.#stored,
      history: new History(storage),
      schedule: around.schedule,
      inTurns: (work) => turns.inTurns(work),
      isBusy: (now) => turns.isBusy(now),
      flush: () => this.flush(),
      compacted: () => this.#tellPosition(this.#around.sessions),
    });
    this.#batch = new DocumentBatch(storage, this.#stored, {
      ...around,
      compaction: this.compaction,
      onFirstWritten: () => this.#tellPosition(around.sessions),
      onWritten: (bytesBefore) => {
        const isNewlyLarge = bytesBefore <= LARGE_DOCUMENT && this.bytes > LARGE_DOCUMENT;
        if (isNewlyLarge) around.sessions.tell(this.#largeEvent());
      },
    });
    this.#admission = new UpdateAdmission(this.#stored, {
      guard: around.guard,
      liveness: around.liveness,
      batch: this.#batch,
      bytes: () => this.bytes,
      inTimer: damage.attempt,
      run: (work) => turns.run(work, () => undefined),
      ask: (session) => this.ask(session),
    });
  }

  /**
   * The room is made. Where it has not slept but the process has ended, its log may be long: then it is read in turns,
   * before anything else happens. A room that sleeps has compacted its log.
   */
  onMade(): void {
    if (this.#around.sessions.haveSlept || this.#sql.databaseSize <= LARGE_DATABASE) return;
    this.#around.turns.run(this.#stored.covering(), () => undefined);
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
   * object ended with a window open, its frames come back this way. It also
   * plans the compaction of a log that is there, should that not be planned.
   */
  askAfterSleep(): void {
    const { sessions } = this.#around;
    if (!sessions.haveSlept) return;
    sessions.onAskedAfterSleep();
    for (const session of sessions) this.ask(session);
    this.compaction.planAfterSleep();
  }

  /**
   * Answers a client's step 1, when its turn comes. A newer question of a socket takes the place of the one that waits.
   *
   * @returns false when the state vector is malformed.
   */
  onStep1(session: Session, encoded: Uint8Array): boolean {
    const stateVector = readStateVector(encoded);
    if (stateVector === null) return false;
    const { position } = session;
    session.position = null;
    const { guard, sessions, turns } = this.#around;
    const wait = this.#joins.waits(session) ? 0 : guard.reserve(session, "joins");
    const ask = () =>
      this.#joins.ask(session, {
        notBefore: wait === 0 ? 0 : Date.now() + wait,
        build: () => this.#build(stateVector, position),
        give: (frames, whenRead) => {
          session.sendJoin(frames, whenRead);
          this.#tellPosition([session]);
          if (this.bytes > LARGE_DOCUMENT) session.tell(this.#largeEvent());
        },
      });
    // From a position on, no snapshot is needed.
    if (position !== null || this.bytes <= LARGE_DOCUMENT) ask();
    else {
      const work = this.#preparingJoin(stateVector, () => sessions.has(session) && ask());
      turns.run(work, () => undefined);
    }
    return true;
  }

  /** Reads a large document in turns before the question about it is asked. */
  *#preparingJoin(stateVector: ReadonlyMap<number, number>, ask: () => void): Work {
    yield* this.#stored.preparingJoin(stateVector);
    ask();
  }

  #build(
    stateVector: ReadonlyMap<number, number>,
    position: string | null,
  ): readonly Uint8Array[] | null {
    this.flush();
    const seemedWhole = !this.#stored.damaged;
    const frames = this.#stored.joinFrames(stateVector, position);
    if (!seemedWhole || !this.#stored.damaged) return frames;
    // Everybody is told so, and comes again to look.
    this.#around.damage.found(new Error("No head of the document is sound."));
    return null;
  }

  /**
   * Takes a client's update, or its answer to our step 1 (`isAnswer`). The author of a refused
   * update is told.
   */
  onUpdate(session: Session, update: Uint8Array, isAnswer: boolean): void {
    this.#admission.admit(session, update, isAnswer);
  }

  /** The same in steps, between which other rooms may have their turn, and nothing else of this room. */
  onUpdateInTurns(session: Session, update: Uint8Array, isAnswer: boolean): Work {
    return this.#admission.admitting(session, update, isAnswer);
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
    this.#batch.flush();
  }

  /**
   * An import has put the stored rows there: forgets everything about the old ones, and will
   * compact them.
   */
  replaced(): void {
    this.#store.forgetCached();
    this.#stored.forgetCached();
    this.compaction.plan();
  }

  /** A word for the state of the stored document: another one after each change; `null`: nothing was ever written. */
  get state(): string | null {
    return this.#stored.resumeToken();
  }

  /** Encoded bytes of the document, before the savings of compaction. */
  get bytes(): number {
    return this.compaction.bytes + this.#batch.bytes;
  }

  #largeEvent(): RoomEvent {
    return { type: "document.large", bytes: this.bytes, limit: MAX_DOCUMENT };
  }

  /** Where our clients are when they have joined, and anew when the log before them begins or goes. */
  #tellPosition(sessions: Iterable<Session>): void {
    const at = this.#stored.resumeToken();
    if (at === null) return;
    for (const session of sessions) session.tell({ type: "position", at });
  }
}
