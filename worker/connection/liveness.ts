/** Liveness: asks sockets whether they still answer, and closes those that do not. */

import { ANSWER_MS, CHALLENGE_MS, SILENT_MS, SWEEP_MS, SWEEP_MS_MAX } from "../limits.ts";
import type { Schedule } from "../storage/schedule.ts";
import { readEcho } from "./probe.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import { evict, type SlowReaders } from "./slow-readers.ts";
import type { Turns } from "./turns.ts";

/** The alarm's job that checks liveness. */
export const SWEEP_JOB = "look";

/** So long after its question, the room has not been there to hear an answer. */
const LATE_MS = 4 * ANSWER_MS;

/** Milliseconds between two sweeps in passing: many stock clients renew themselves, and each sweep goes through everybody. */
const PASSING_MS = 1_000;

/** The parts of the room that `Liveness` needs. */
export interface AroundLiveness {
  readonly schedule: Schedule;
  readonly sessions: Sessions;
  readonly turns: Pick<Turns, "lateMs">;
  readonly readers: Pick<SlowReaders, "ask" | "isLost" | "onAnswer">;
}

/** The parts of the room that `Liveness` needs, and that are built after it. */
export interface PartsAfterLiveness {
  /** Asks by sync step 1, which every client answers. */
  readonly document: { ask(session: Session): void };
}

/**
 * Finds sockets whose other end is not there any more. The platform does not
 * tell of them, so the room asks questions that a live client answers at once.
 */
export class Liveness {
  readonly #around: AroundLiveness;
  /** The sockets that were asked at the last sweep whether they live, and have not shown it yet. */
  readonly #asked = new Set<Session>();
  /** When each owner of a Yjs client was last challenged, in milliseconds since 1970. */
  readonly #challengedAt = new WeakMap<Session, number>();
  #later: PartsAfterLiveness = {
    document: { ask: () => undefined },
  };
  #sweptAt = 0;
  /** Did somebody act in a room that has just woken? Others wait for that act, so the sweep comes after it. */
  #sweepsAfterWake = false;
  /** When anybody last did something. */
  #actedAt = 0;

  constructor(around: AroundLiveness) {
    this.#around = around;
  }

  /** Connects the parts that are built after this one. */
  connect(later: PartsAfterLiveness): void {
    this.#later = later;
  }

  /** An answer with a number has come; says whether it was asked for. */
  onAnswer(session: Session, n: number): boolean {
    const now = Date.now();
    if (!session.flow.onAnswer(n, now)) return false;
    this.#onAnswered(session, now);
    return true;
  }

  /** An awareness update has come from a stock client; says whether it is the echo of a question, and nobody's presence. */
  onEcho(session: Session, update: Uint8Array): boolean {
    const n = readEcho(update);
    if (n !== null) this.onAnswer(session, n);
    return n !== null;
  }

  /** A sync step 2 has come, which a stock client sends only when it is asked. */
  onStep2(session: Session): void {
    const now = Date.now();
    session.flow.onStep2(now);
    this.#onAnswered(session, now);
  }

  /** Somebody else has come with edits of this owner's Yjs client: asks it by sync step 1 whether it lives. */
  challenge(owner: Session): void {
    const at = this.#challengedAt.get(owner);
    if (at === undefined || owner.heardAt > at) this.#challengedAt.set(owner, Date.now());
    this.#later.document.ask(owner);
  }

  /** Has an owner that was challenged sent nothing for `CHALLENGE_MS`? */
  isSilent(owner: Session, now: number): boolean {
    const at = this.#challengedAt.get(owner);
    return at !== undefined && owner.heardAt <= at && now - at >= CHALLENGE_MS;
  }

  /** A person acts. In a room that was quiet, that person could now see a dead connection. */
  onAct(session: Session): void {
    const now = session.heardAt;
    session.actedAt = now;
    const wasQuiet = now - this.#actedAt >= SWEEP_MS;
    this.#actedAt = now;
    if (!wasQuiet) return;
    if (this.#around.sessions.haveSlept) this.#sweepsAfterWake = true;
    else this.onActivity();
  }

  /** The act that woke the room is done: the sweep that it would have begun with can follow. */
  onWoken(): void {
    if (!this.#sweepsAfterWake) return;
    this.#sweepsAfterWake = false;
    this.onActivity();
  }

  /**
   * Somebody's presence has come. A stock client renews its own state, and sends others' states
   * back, by itself.
   */
  onPresence(session: Session, accept: () => boolean): boolean {
    const before = session.presence?.state;
    const isWellFormed = accept();
    if (session.presence?.state === before) this.sweepInPassing(session.heardAt);
    else this.onAct(session);
    return isWellFormed;
  }

  /** The room is awake for something that nobody does, such as a renewal, and need not be woken to sweep. */
  sweepInPassing(now: number): void {
    if (now - this.#sweptAt >= PASSING_MS) this.onActivity();
  }

  /** A person has come, or acts, and should not see a dead connection for long. */
  onActivity(): void {
    const next = this.sweep(Date.now());
    if (next !== null) this.#around.schedule.plan(SWEEP_JOB, next);
  }

  /**
   * Asks silent clients whether they live, and closes those that did not
   * answer.
   *
   * @returns when to sweep again: later and later while nobody acts, so that
   *   such a room is woken rarely; null when nobody is there.
   */
  sweep(now: number): number | null {
    this.#sweptAt = now;
    this.#asked.clear();
    const sessions = [...this.#around.sessions];
    if (sessions.length < 2) return null;
    for (const session of sessions) {
      this.#actedAt = Math.max(this.#actedAt, session.actedAt);
      if (this.#around.readers.isLost(session, now)) {
        evict(session, "slow");
        continue;
      }
      if (this.#isAlive(session, now)) continue;
      const waited = this.#isAsked(session) ? now - session.askedAt : Number.POSITIVE_INFINITY;
      if (waited >= ANSWER_MS + this.#around.turns.lateMs(now) && waited < LATE_MS) {
        evict(session, "silent");
        continue;
      }
      // After much longer it is the room that was held up, and the answer may be waiting to be read.
      if (waited >= LATE_MS) {
        session.onAsked(now);
        this.#around.readers.ask(session, now);
      }
      this.#asked.add(session);
    }
    return this.#asked.size > 0 ? now + ANSWER_MS : this.#nextSweep(now);
  }

  /** This socket has left. */
  forget(session: Session): void {
    this.#asked.delete(session);
  }

  /** Twice as late each time, while nobody does anything. */
  #nextSweep(now: number): number {
    return now + Math.min(SWEEP_MS_MAX, Math.max(SWEEP_MS, now - this.#actedAt));
  }

  #onAnswered(session: Session, now: number): void {
    session.onAnswered(now);
    this.#around.readers.onAnswer(session);
    // After the last answer, the alarm that would close the others has nothing to do.
    if (this.#asked.delete(session) && this.#asked.size === 0) {
      this.#around.schedule.postpone(SWEEP_JOB, this.#nextSweep(now));
    }
  }

  #isAlive(session: Session, now: number): boolean {
    // The runtime is asked for the last ping only where nothing else shows it: each newcomer causes a sweep.
    if (now - Math.max(session.heardAt, session.answeredAt) < SILENT_MS) return true;
    return now - this.#lastSign(session) < SILENT_MS;
  }

  #isAsked(session: Session): boolean {
    return session.askedAt > this.#lastSign(session);
  }

  #lastSign(session: Session): number {
    return Math.max(session.heardAt, session.answeredAt, this.#around.sessions.lastPing(session));
  }
}
