/** Crowded: the clients that have an edit which waits because too many have written at its place. It reads no edits. */

import type { Session } from "../connection/session.ts";
import { CROWDED_AT_ONCE, CROWDED_MS } from "../limits.ts";

/** The parts of the document that `Crowded` needs. */
export interface AroundCrowded {
  /** Asks a client for the edits that the document lacks. */
  ask(session: Session): void;
  /** Runs the work of a timer, and deals with its errors. */
  readonly inTimer: (action: () => void) => void;
}

/** How long one client waits. */
interface Wait {
  /** Milliseconds from the last refusal to the next question. */
  readonly ms: number;
  /** When it is asked, in milliseconds since 1970; infinite while its answer is on its way. */
  askAt: number;
}

/** Milliseconds between two groups of clients that are asked. */
const GROUP_MS = 100;

/**
 * Asks clients again for edits that the document could not bear yet. Such an
 * edit stays in its author's document, and comes again with each answer to
 * step 1. Other edits pay for it meanwhile: each one lowers the sum of
 * comparisons. The wait doubles with each answer that is refused. No timer
 * keeps the room awake for long: later the client is asked when it writes, or
 * when the room wakes.
 */
export class Crowded {
  readonly #around: AroundCrowded;
  readonly #waits = new Map<Session, Wait>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(around: AroundCrowded) {
    this.#around = around;
  }

  /** An edit of this client was not taken. @returns whether that is new to the client. */
  postpone(session: Session, isAnswer: boolean): boolean {
    const before = this.#waits.get(session);
    if (before !== undefined && !isAnswer) return false;
    const ms = before === undefined ? CROWDED_MS.first : Math.min(CROWDED_MS.most, 2 * before.ms);
    this.#waits.set(session, { ms, askAt: Date.now() + ms });
    this.#wakeLater();
    return before === undefined;
  }

  /** An answer of this client was taken, and with it all that waited. */
  onAnswerTaken(session: Session): void {
    this.#waits.delete(session);
  }

  /** This socket has left. */
  forget(session: Session): void {
    this.#waits.delete(session);
  }

  /** A frame of this client follows on one that waits: asks for both, if it is time. */
  onUpdate(session: Session): void {
    const wait = this.#waits.get(session);
    if (wait !== undefined && wait.askAt <= Date.now()) this.#ask(session, wait);
  }

  #ask(session: Session, wait: Wait): void {
    wait.askAt = Number.POSITIVE_INFINITY;
    this.#around.ask(session);
  }

  #askDue(): void {
    const now = Date.now();
    let asked = 0;
    for (const [session, wait] of this.#waits) {
      if (wait.askAt > now) continue;
      this.#ask(session, wait);
      asked += 1;
      if (asked === CROWDED_AT_ONCE) break;
    }
    this.#wakeLater();
  }

  #wakeLater(): void {
    if (this.#timer !== null) return;
    let next = Number.POSITIVE_INFINITY;
    for (const { ms, askAt } of this.#waits.values()) {
      if (ms < CROWDED_MS.most) next = Math.min(next, askAt);
    }
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#around.inTimer(() => this.#askDue());
      },
      Math.max(GROUP_MS, next - Date.now()),
    );
  }
}
