/** Held frames: document frames that wait until the authors of some of their edits have sent those. */

import type { Session } from "../connection/session.ts";
import {
  CHALLENGE_MS,
  HELD_BYTES,
  HELD_BYTES_EACH,
  HELD_FRAMES,
  HOLD_MS,
  LARGE_UPDATE,
} from "../limits.ts";
import type { DecodedUpdate } from "../yjs/decoded-update.ts";
import { comparing } from "../yjs/same-edits.ts";
import type { Source } from "../yjs/takeable.ts";
import { finish, type Work } from "../yjs/work.ts";

/** A client's document frame, taken apart. */
export interface DocumentFrame {
  readonly session: Session;
  readonly update: DecodedUpdate;
  /** Is it the answer to our step 1? */
  readonly isAnswer: boolean;
  /** Its number where its client's frames are counted, else null; undefined before it is counted. */
  readonly n?: number | null;
}

/** A frame that is not stored yet, or only in part. */
interface HeldFrame extends DocumentFrame {
  /** The Yjs clients of which it has edits that are not its author's to bring. */
  readonly clients: ReadonlySet<number>;
  /** The sessions that own those clients, and which of their answers must bring the edits. */
  readonly owners: Map<Session, number>;
  /** Does it only follow on another held frame of its client? */
  readonly isFollowing: boolean;
  readonly at: number;
}

/** The parts of the document and the room that `HeldFrames` needs. */
export interface AroundHeld {
  /** Does the document hold all structs of these clients in an update? */
  hasBrought(update: DecodedUpdate, clients: ReadonlySet<number>): boolean;
  /** Asks a client for the edits that the document lacks. */
  ask(owner: Session): void;
  /** Closes those owners of these clients that do not answer; tells whether any is left. */
  isOwned(session: Session, clients: ReadonlySet<number>): boolean;
  /** Takes a frame for which nobody must be waited for any more. */
  admitting(frame: DocumentFrame): Work;
  /** Refuses a frame: its content of somebody's edits differs from theirs. */
  refusing(frame: DocumentFrame): Work;
  /** Does a work in turns. Until it is done, the room takes no frame. */
  readonly run: (work: Work) => void;
  /** Runs the work of a timer, and deals with its errors. */
  readonly inTimer: (action: () => void) => void;
}

/**
 * The frames of a room that are held, in the order in which they came. They
 * are in memory only: no client has been told that they are stored, so after a
 * crash or a sleep it brings them again.
 */
export class HeldFrames {
  readonly #around: AroundHeld;
  #frames: HeldFrame[] = [];
  #bytes = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isSettling = false;
  #settlesAgain = false;

  constructor(around: AroundHeld) {
    this.#around = around;
  }

  get isEmpty(): boolean {
    return this.#frames.length === 0;
  }

  has(session: Session): boolean {
    return this.#frames.some((frame) => frame.session === session);
  }

  /**
   * Holds a frame until these owners have brought their edits in it, and asks
   * them.
   *
   * @returns false when its author, or the room, holds as much as it may.
   */
  hold(frame: DocumentFrame, owners: readonly Session[]): boolean {
    const clients = owners.map(({ presence }) => presence?.clientId ?? 0);
    const needed = new Map(owners.map((owner) => [owner, this.#ask(owner)]));
    return this.#add(frame, { clients: new Set(clients), owners: needed, isFollowing: false });
  }

  /** Holds a frame that follows on a held one of the same client. @returns false when there is none. */
  holdAlong(frame: DocumentFrame): boolean {
    if (!this.has(frame.session)) return false;
    return this.#add(frame, { clients: new Set(), owners: new Map(), isFollowing: true });
  }

  /**
   * The updates that are held, each with the clients that are not its author's
   * to bring. Two people's edits may depend on one another, and both be held.
   * Of frames that only follow on others nobody has looked whose edits they
   * have.
   */
  get sources(): readonly (Source & Pick<HeldFrame, "session">)[] {
    return this.#frames
      .filter(({ isFollowing }) => !isFollowing)
      .map(({ session, update, clients }) => ({
        session,
        update,
        isBlocked: (client) => clients.has(client),
      }));
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A client answers our step 1 with everything: its held frames come again. */
  onAnswer(session: Session): void {
    session.stepsAnswered = Math.min(session.stepsAsked, session.stepsAnswered + 1);
    this.#keep((frame) => frame.session !== session);
  }

  /**
   * The answer is taken: the edits that it should have brought are there now, or the frame that
   * held them lied.
   */
  *settlingAfterAnswer(owner: Session): Work {
    if (this.isEmpty) return;
    yield* this.settling();
    let isAsked = false;
    for (const frame of [...this.#frames]) {
      const needed = frame.owners.get(owner);
      if (needed === undefined || !this.#frames.includes(frame)) continue;
      if (needed <= owner.stepsAnswered && !this.#isBrought(frame, owner))
        yield* this.#refusing(frame);
      else if (needed > owner.stepsAsked && !isAsked) {
        isAsked = true;
        this.#around.ask(owner);
      }
    }
    yield* this.settling();
  }

  /** Somebody's edits are taken: they may be what held frames have of theirs, or show that those lie. */
  *onEdits(author: Session, update: DecodedUpdate): Work {
    if (this.isEmpty) return;
    for (const frame of [...this.#frames]) {
      if (frame.session === author) continue;
      if (!(yield* comparing(frame.update, update))) yield* this.#refusing(frame);
    }
    yield* this.settling();
  }

  /** A socket has left: nobody waits for its edits. */
  forget(session: Session): void {
    if (this.isEmpty) return;
    this.#keep((frame) => frame.session !== session);
    for (const { owners } of this.#frames) owners.delete(session);
    this.#settleNow();
  }

  /** A frame is being taken, in several steps: until `resume`, no other one is. Then `settling` goes on. */
  pause(): void {
    this.#isSettling = true;
  }

  resume(): void {
    this.#isSettling = false;
  }

  /** The same as `settling`, for what no frame brings. */
  #settleNow(): void {
    if (this.isEmpty) return;
    if (this.#isSettling) this.#settlesAgain = true;
    else this.#run(this.settling());
  }

  /** Does a work that no frame brings: in turns, where that takes long. */
  #run(work: Work): void {
    if (this.#bytes < LARGE_UPDATE) finish(work);
    else this.#around.run(work);
  }

  /** Takes all frames for which nobody must be waited for any more; the next may wait for one of them. */
  *settling(): Work {
    this.#settlesAgain = true;
    if (this.#isSettling) return;
    this.#isSettling = true;
    try {
      while (this.#settlesAgain) {
        this.#settlesAgain = false;
        for (const frame of [...this.#frames]) {
          if (!this.#frames.includes(frame) || this.#waits(frame)) continue;
          this.#keep((each) => each !== frame);
          yield* this.#around.admitting(frame);
          this.#settlesAgain = true;
        }
      }
    } finally {
      this.#isSettling = false;
    }
  }

  /** Has the owner brought what a frame has of theirs, in a frame that is held itself? */
  #isBrought(frame: HeldFrame, owner: Session): boolean {
    const client = owner.presence?.clientId;
    const endIn = (update: DecodedUpdate) =>
      update.runs.reduce((end, run) => (run.client === client ? Math.max(end, run.end) : end), 0);
    const brought = this.#frames.filter(({ session }) => session === owner);
    return brought.some(({ update }) => endIn(update) >= endIn(frame.update));
  }

  #waits(frame: HeldFrame): boolean {
    if (frame.isFollowing) {
      return this.#frames.find(({ session }) => session === frame.session) !== frame;
    }
    return frame.owners.size > 0 && !this.#around.hasBrought(frame.update, frame.clients);
  }

  *#refusing(frame: HeldFrame): Work {
    if (!this.#frames.includes(frame)) return;
    this.#keep((each) => each !== frame);
    yield* this.#around.refusing(frame);
  }

  /**
   * @returns the number of the owner's answer that brings its edits: one question is on its way at
   *   a time.
   */
  #ask(owner: Session): number {
    if (owner.stepsAnswered < owner.stepsAsked) return owner.stepsAsked + 1;
    this.#around.ask(owner);
    return owner.stepsAsked;
  }

  #add(
    frame: DocumentFrame,
    waits: Pick<HeldFrame, "clients" | "owners" | "isFollowing">,
  ): boolean {
    const bytes = frame.update.bytes.byteLength;
    const mine = this.#frames.filter(({ session }) => session === frame.session);
    const mineBytes = mine.reduce((sum, { update }) => sum + update.bytes.byteLength, 0);
    if (mine.length >= HELD_FRAMES || this.#bytes + bytes > HELD_BYTES) return false;
    // One frame may be a whole document; then it is the only one.
    if (mine.length > 0 && mineBytes + bytes > HELD_BYTES_EACH) return false;
    this.#frames.push({ ...frame, ...waits, at: Date.now() });
    this.#bytes += bytes;
    this.#reviewLater();
    return true;
  }

  #reviewLater(): void {
    const { inTimer } = this.#around;
    this.#timer ??= setTimeout(() => inTimer(() => this.#review()), CHALLENGE_MS);
  }

  /** Lets go of owners that say nothing, and of frames whose owners say other things for too long. */
  #review(): void {
    this.#timer = null;
    this.#run(this.#reviewing());
  }

  *#reviewing(): Work {
    const now = Date.now();
    for (const frame of [...this.#frames]) {
      const { session, clients, isFollowing, at } = frame;
      if (isFollowing || now - at < CHALLENGE_MS || !this.#frames.includes(frame)) continue;
      const isOwned = this.#around.isOwned(session, clients);
      if (!isOwned) frame.owners.clear();
      else if (now - at >= HOLD_MS) yield* this.#refusing(frame);
    }
    yield* this.settling();
    if (!this.isEmpty) this.#reviewLater();
  }

  #keep(matches: (frame: HeldFrame) => boolean): void {
    if (this.isEmpty) return;
    this.#frames = this.#frames.filter(matches);
    this.#bytes = this.#frames.reduce((sum, { update }) => sum + update.bytes.byteLength, 0);
  }
}
