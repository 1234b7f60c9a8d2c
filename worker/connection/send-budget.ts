/** The send budget of this process: how many bytes its rooms send in one go. It knows no socket. */
import { MAX_DOCUMENT_FRAME } from "../../shared/limits.ts";
import { LARGE_ANSWER, SEND_BUDGET } from "../limits.ts";

/** Bytes a millisecond that are paid back. */
const PER_MS = SEND_BUDGET.perSecond / 1000;

/**
 * Counts bytes as a debt that is paid back with time. The runtime copies each
 * frame for each socket, and writes it, on the thread that all rooms share.
 */
export class SendBudget {
  #debt = 0;
  #paidAt = Date.now();

  /** Spends so many bytes, if they may be sent now. One frame may be larger than the budget, so that each can go at some time. */
  spend(bytes: number): boolean {
    this.#debt += bytes;
    if (this.#debt <= SEND_BUDGET.burst) return true;
    this.#pay(bytes);
    if (this.#debt - bytes <= SEND_BUDGET.burst) return true;
    this.#debt -= bytes;
    return false;
  }

  /** Counts bytes that are sent in any case. */
  charge(bytes: number): void {
    this.#debt += bytes;
    if (this.#debt > SEND_BUDGET.burst) this.#pay(bytes);
  }

  /** Milliseconds until bytes may be sent again. */
  get waitMs(): number {
    return Math.max(1, Math.ceil((this.#debt - SEND_BUDGET.burst) / PER_MS));
  }

  #pay(added: number): void {
    const now = Date.now();
    // A clock that is set back pays nothing.
    const paid = Math.max(0, now - this.#paidAt) * PER_MS;
    this.#paidAt = now;
    this.#debt = Math.max(added, this.#debt - paid);
  }
}

/** The budget of this process, whose rooms share a thread. */
export const sendBudget = new SendBudget();

/** When the next large answer may be sent or put together, in milliseconds since 1970; see `LARGE_ANSWER`. */
export class LargeAnswers {
  #freeAt = 0;

  /** May an answer of so many bytes be sent now? */
  admits(bytes: number, now: number): boolean {
    // A clock that is set back ends a pause.
    const pauseMs = this.#freeAt - now;
    return bytes <= LARGE_ANSWER.free || pauseMs <= 0 || pauseMs > pauseOf(MAX_DOCUMENT_FRAME * 2);
  }

  /** An answer of so many bytes was sent, or read from storage. */
  note(bytes: number, now: number): void {
    if (bytes > LARGE_ANSWER.free) this.#freeAt = now + pauseOf(bytes);
  }
}

/** Milliseconds of the pause after so many bytes. */
function pauseOf(bytes: number): number {
  return ((bytes - LARGE_ANSWER.free) / 2 ** 20) * LARGE_ANSWER.pauseMsPerMiB;
}

/** The pauses of this process. */
export const largeAnswers = new LargeAnswers();
