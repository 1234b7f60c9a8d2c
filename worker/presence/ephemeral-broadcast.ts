/** The ephemeral broadcast: presence and gestures, sent as one frame for each window. It stores nothing. */

import { presenceWindow } from "../connection/batch-intervals.ts";
import { Batcher, type WindowLength } from "../connection/batcher.ts";
import type { Session } from "../connection/session.ts";
import type { Sessions } from "../connection/sessions.ts";
import type { Turns } from "../connection/turns.ts";
import { PRESENCE_BUDGET, PRESENCE_WINDOW_MS } from "../limits.ts";
import { Gestures } from "./gestures.ts";
import { PresenceRegistry } from "./presence-registry.ts";

/**
 * Milliseconds: a stock client renews itself every 15 to 18 s and forgets clients that were silent
 * for 30 s.
 */
const RENEW_MS = 6_000;

/** Milliseconds, frames and bytes after which a window that is told to a crowd lets other rooms have their turn. */
const SLICE = { ms: 8, sends: 256, bytes: 1024 * 1024 } as const;

/**
 * The broadcast of presence and gestures, which are never stored. They share a
 * window of their own, short in a small room and longer in a crowd. They go out
 * as one frame of each kind for everybody.
 */
export class EphemeralBroadcast {
  readonly #sessions: Sessions;
  readonly #presence = new PresenceRegistry();
  readonly #batcher: Batcher;
  readonly #renewedAt = new WeakMap<Session, number>();
  /** Generic clients that are about to be told again who is here. */
  readonly #reminded = new WeakSet<Session>();
  /** Clients that ask too often who is here, and wait to be told. */
  readonly #introductions = new Map<Session, ReturnType<typeof setTimeout>>();
  /** Clients that are to be told everybody who is here. */
  readonly #newcomers = new Set<Session>();
  readonly #gestures = new Gestures();
  /** Bytes that the last window sent to everybody together. */
  #sentBytes = 0;
  readonly #turns: Pick<Turns, "charge">;
  /** The window that is being told; null when none is. */
  #telling: Generator<void> | null = null;

  constructor(sessions: Sessions, turns: Pick<Turns, "charge">) {
    this.#sessions = sessions;
    this.#turns = turns;
    this.#batcher = new Batcher(
      () => this.#windowLength(),
      () => this.#tell(),
      (ms) => turns.charge(ms),
    );
  }

  /**
   * Accepts a client's awareness update. A state that is none is refused by
   * itself: its author goes on with the document, and with the state before.
   *
   * @returns false when the update is malformed.
   */
  acceptPresence(session: Session, update: Uint8Array): boolean {
    const accepted = this.#presence.accept(session, update, this.#sessions);
    if (accepted === "malformed") return false;
    if (accepted === "refused") this.refusePresence(session);
    if (this.#presence.hasChanges) this.#batcher.touch();
    if (!session.isNative) this.#renew(session);
    if (this.#presence.clearForgetful(session)) this.#remind(session);
    return true;
  }

  /** Tells a client that its presence is not shown; generic clients understand no such words. */
  refusePresence(session: Session): void {
    session.tell({ type: "refused", code: "bad-presence" });
  }

  /** Passes a gesture on. A client that has published no presence yet is not drawn. */
  relayGesture(session: Session, payload: Uint8Array): void {
    if (session.presence === null) return;
    this.#gestures.enqueue(session, { clientId: session.presence.clientId, payload });
    this.#batcher.touch();
  }

  /** Somebody has come: tells them who is here. */
  onJoin(session: Session): void {
    this.#presence.onJoin(session);
    this.introduce(session);
  }

  /** Sends a client everybody who is here: in a busy room with the window, as one frame for all who came in it. */
  introduce(session: Session): void {
    this.#newcomers.add(session);
    this.#batcher.touch();
  }

  /** Does this client wait to be sent everybody who is here? */
  isIntroductionDue(session: Session): boolean {
    return this.#introductions.has(session);
  }

  /** Sends a client everybody who is here, after so many milliseconds. */
  introduceAfter(session: Session, ms: number): void {
    if (ms === 0) {
      this.introduce(session);
      return;
    }
    const timer = setTimeout(() => {
      this.#introductions.delete(session);
      this.introduce(session);
    }, ms);
    this.#introductions.set(session, timer);
  }

  /** This socket has left: tells the others. */
  forget(session: Session): void {
    clearTimeout(this.#introductions.get(session) ?? null);
    this.#introductions.delete(session);
    this.#newcomers.delete(session);
    this.#presence.onLeave(session, this.#sessions);
    if (this.#presence.hasChanges) this.#batcher.touch();
  }

  /**
   * Says again who is here, to a generic client that has said something
   * itself: it forgets the silent. Our clients renew nothing, nor do some
   * generic ones (y-partyserver's). Its own renewal has woken the room, so no
   * timer is needed for it.
   */
  #renew(session: Session): void {
    const now = Date.now();
    if (session.flow.state !== "open") return;
    if (now - (this.#renewedAt.get(session) ?? 0) < RENEW_MS) return;
    this.#presence.onRenewal(session, this.#sessions);
    this.#tellOurs(session);
  }

  /**
   * Repeats which native clients are here, to a generic client that has
   * forgotten them and remembers their clocks. It does so a second later,
   * because towards that client these clocks rise by one a second.
   */
  #remind(session: Session): void {
    if (this.#reminded.has(session)) return;
    this.#reminded.add(session);
    setTimeout(() => {
      this.#reminded.delete(session);
      if (this.#sessions.has(session)) this.#tellOurs(session);
    }, 1_000);
  }

  #tellOurs(session: Session): void {
    this.#renewedAt.set(session, Date.now());
    const frame = this.#presence.ours(this.#sessions).for(session);
    if (frame !== null && session.flow.state === "open") session.send(frame);
  }

  /** A window that sent much is followed by a longer one. */
  #windowLength(): WindowLength {
    const pause = Math.ceil((this.#sentBytes / PRESENCE_BUDGET.perSecond) * 1000);
    return {
      usual: Math.max(pause, presenceWindow(this.#sessions.size)),
      most: Math.max(pause, PRESENCE_WINDOW_MS.crowd),
    };
  }

  /** Tells as much as one window may, and leaves the rest for the next ones. */
  #tell(): void {
    // The window before is still being told. Its end closes this one.
    if (this.#telling !== null) return;
    this.#sentBytes = 0;
    this.#telling = this.#frames();
    this.#tellSlice();
  }

  /** Sends for some milliseconds. Then other rooms have their turn, because a crowd of 2,000 takes 100 ms. */
  #tellSlice(): void {
    const began = performance.now();
    const until = this.#sentBytes + SLICE.bytes;
    for (let sends = 1; this.#telling?.next().done === false; sends++) {
      const isOver = this.#sentBytes >= until || sends >= SLICE.sends;
      if (!isOver && (sends % 16 !== 0 || performance.now() - began < SLICE.ms)) continue;
      setTimeout(() => {
        const resumed = performance.now();
        this.#tellSlice();
        this.#turns.charge(performance.now() - resumed);
      }, 0);
      return;
    }
    this.#telling = null;
    if (this.#newcomers.size > 0 || this.#presence.hasChanges || this.#gestures.isWaiting)
      this.#batcher.touch();
  }

  /** Sends the frames of one window, one by one. */
  *#frames(): Generator<void> {
    const perSocket = PRESENCE_BUDGET.window / Math.max(1, this.#sessions.size);
    if (this.#newcomers.size > 0) yield* this.#introduceNewcomers();
    if (this.#presence.hasChanges) yield* this.#tellChanges(perSocket);
    if (this.#gestures.isWaiting) yield* this.#tellGestures(perSocket);
  }

  *#introduceNewcomers(): Generator<void> {
    const everybody = this.#presence.everybody(this.#sessions);
    for (const session of this.#newcomers) {
      if (this.#sentBytes >= PRESENCE_BUDGET.window) break;
      this.#newcomers.delete(session);
      this.#send(session, everybody.for(session));
      if (!session.isNative) this.#renewedAt.set(session, Date.now());
      yield;
    }
  }

  *#tellChanges(perSocket: number): Generator<void> {
    const author = this.#presence.soleAuthor();
    const frames = this.#presence.drainChanges(perSocket);
    for (const session of this.#sessions) {
      // A stock client counts on its own awareness coming back; ours does not.
      if (session === author && session.isNative) continue;
      // A client that is behind is told anew once it has read. Only departures it is told at once.
      this.#send(
        session,
        (session.flow.state === "open" ? frames : frames.departures).for(session),
      );
      yield;
    }
  }

  *#tellGestures(perSocket: number): Generator<void> {
    const { frame, author } = this.#gestures.dequeue(perSocket);
    for (const session of this.#sessions) {
      if (!session.isNative || session.flow.state !== "open" || session === author) continue;
      this.#send(session, frame);
      yield;
    }
  }

  #send(session: Session, frame: Uint8Array | null): void {
    if (frame === null) return;
    this.#sentBytes += frame.byteLength;
    session.send(frame);
  }
}
