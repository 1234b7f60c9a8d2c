/** The join throttle: queues each client's sync step 1, and says when it is answered. */

import { type LargeAnswers, largeAnswers } from "../connection/send-budget.ts";
import {
  JOIN_BYTES,
  JOIN_INTERVAL_MS,
  JOIN_UNREAD_BYTES,
  STALL_MS,
  TICK_BYTES,
} from "../limits.ts";

/** Milliseconds after which an answer counts as one that was read from storage. */
const LONG_BUILD_MS = 20;

/** A client that asks: one socket. */
export interface Joiner {
  /** Closes the socket, which has left its last answer unread while others wait for theirs. */
  evict(): void;
}

/** A question that waits. */
export interface Question {
  /** Milliseconds since 1970 before which it is not answered, because its socket asks too often. */
  readonly notBefore: number;
  /** Puts the answer together; null when there is none to give any more. */
  readonly build: () => readonly Uint8Array[] | null;
  /** Sends the answer; the other end says when it has read it, if that shows. */
  readonly give: (frames: readonly Uint8Array[], whenRead: () => void) => void;
}

/** A question in the queue. */
interface Waiting {
  question: Question;
  /** The answer, once it was put together and found too large for now. */
  frames: readonly Uint8Array[] | null;
}

/** An answer that is large enough to be asked about, and is not known to be read. */
interface OnItsWay {
  readonly bytes: number;
  readonly since: number;
}

/**
 * Queues questions, not answers. The runtime keeps a copy of each sent frame for
 * each socket until it is read. Twenty copies of a large document are more than an
 * object has memory. So each socket has one answer on its way and one question
 * waiting, which a newer question replaces. Only `JOIN_BYTES` are on their way at
 * once. The other questions have their turn when an answer is read, or after a
 * moment, because a slow reader must not delay the others. All that is unread
 * together is bounded, too. Small documents and single joins never wait.
 */
export class JoinThrottle {
  readonly #waiting = new Map<Joiner, Waiting>();
  readonly #unread = new Map<Joiner, OnItsWay>();
  #unreadBytes = 0;
  /** The answers since the last interval began that are not known to be read. */
  #round = { unread: 0 };
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #whenIdle: () => void;
  readonly #large: LargeAnswers;
  /** Bytes of the answer that was put together last. */
  #lastBytes = 0;
  readonly #inTimer: (action: () => void) => void;

  /**
   * @param whenIdle is called when no answer was given for a while, and none waits.
   * @param inTimer does the timer's work here, and deals with its errors.
   * @param large says when a large answer may be sent, which all rooms share.
   */
  constructor(
    whenIdle: () => void = () => undefined,
    inTimer: (action: () => void) => void = (action) => action(),
    large: LargeAnswers = largeAnswers,
  ) {
    this.#large = large;
    this.#whenIdle = whenIdle;
    this.#inTimer = inTimer;
  }

  /** Does a question of this socket wait? */
  waits(joiner: Joiner): boolean {
    return this.#waiting.has(joiner);
  }

  /** Answers now, or as soon as it is this one's turn. */
  ask(joiner: Joiner, question: Question): void {
    const before = this.#waiting.get(joiner);
    // It keeps its place.
    if (before !== undefined)
      this.#waiting.set(joiner, {
        question: { ...question, notBefore: before.question.notBefore },
        frames: null,
      });
    else this.#waiting.set(joiner, { question, frames: null });
    this.#run();
  }

  /** This socket has left. */
  forget(joiner: Joiner): void {
    this.#waiting.delete(joiner);
    this.#read(joiner);
  }

  #run(): void {
    try {
      this.#answerAll(Date.now());
    } finally {
      this.#wakeLater();
    }
  }

  #answerAll(now: number): void {
    for (const [joiner, waiting] of this.#waiting) {
      if (waiting.question.notBefore > now || this.#unread.has(joiner)) continue;
      // As large as the one before, it could not be sent now, and need not be put together yet.
      if (waiting.frames === null && !this.#isTimeFor(this.#lastBytes, now)) break;
      if (waiting.frames === null) waiting.frames = this.#buildTimed(joiner, waiting);
      if (waiting.frames !== null && !this.#give(joiner, waiting.question, waiting.frames, now))
        break;
      this.#waiting.delete(joiner);
    }
  }

  /** An answer that was read from storage is sent after a pause, when that has taken long. */
  #buildTimed(joiner: Joiner, waiting: Waiting): readonly Uint8Array[] | null {
    const began = performance.now();
    const frames = this.#build(joiner, waiting);
    const now = Date.now();
    this.#lastBytes = frames === null ? 0 : bytesOf(frames);
    if (frames !== null && performance.now() - began > LONG_BUILD_MS) {
      this.#large.note(this.#lastBytes, now);
    }
    return frames;
  }

  /** A question whose answer cannot be put together does not keep the others waiting. */
  #build(joiner: Joiner, { question }: Waiting): readonly Uint8Array[] | null {
    try {
      return question.build();
    } catch (error) {
      this.#waiting.delete(joiner);
      throw error;
    }
  }

  /** @returns false when there is no room for it now. */
  #give(joiner: Joiner, { give }: Question, frames: readonly Uint8Array[], now: number): boolean {
    const bytes = bytesOf(frames);
    if (!this.#isTimeFor(bytes, now)) return false;
    const round = this.#round;
    const isLarge = bytes >= TICK_BYTES;
    if (isLarge && this.#unreadBytes > 0 && this.#unreadBytes + bytes > JOIN_UNREAD_BYTES) {
      this.#letGoOfStalled(now);
      return false;
    }
    this.#large.note(bytes, now);
    round.unread += bytes;
    if (isLarge) {
      this.#unread.set(joiner, { bytes, since: now });
      this.#unreadBytes += bytes;
    }
    give(frames, () => {
      round.unread -= bytes;
      this.#read(joiner);
      this.#run();
    });
    return true;
  }

  /** Was little enough sent of late that so many bytes can be sent now? */
  #isTimeFor(bytes: number, now: number): boolean {
    const { unread } = this.#round;
    return this.#large.admits(bytes, now) && (unread === 0 || unread + bytes <= JOIN_BYTES);
  }

  #read(joiner: Joiner): void {
    this.#unreadBytes -= this.#unread.get(joiner)?.bytes ?? 0;
    this.#unread.delete(joiner);
  }

  /** Closes the clients that have left a large answer unread for long, while others wait. */
  #letGoOfStalled(now: number): void {
    for (const [joiner, { since }] of [...this.#unread]) {
      if (now - since > STALL_MS) joiner.evict();
    }
  }

  #wakeLater(): void {
    // A small answer is no reason to stay awake.
    const isIdle = this.#waiting.size === 0 && this.#round.unread < JOIN_BYTES / 20;
    if (this.#timer !== null || isIdle) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#round = { unread: 0 };
      this.#inTimer(() => this.#run());
      if (this.#timer === null) this.#whenIdle();
    }, JOIN_INTERVAL_MS);
  }
}

function bytesOf(frames: readonly Uint8Array[]): number {
  return frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
