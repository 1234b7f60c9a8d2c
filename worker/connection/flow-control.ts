/** Flow control: the frames that one socket was sent and has not shown to have read. It knows no frame's meaning. */
import { LEAST_BYTES_PER_SECOND } from "../../shared/limits.ts";
import {
  BEHIND_BYTES,
  BEHIND_MS,
  FRAME_OVERHEAD,
  MAX_UNREAD,
  SLOW_MS,
  STALL_MS,
  TICK_BYTES,
} from "../limits.ts";
import { type ReadQuestion, ReadQuestions } from "./read-questions.ts";

/**
 * The state of the frames to one client:
 * - `open`: it reads as fast as it is sent to.
 * - `throttled`: presence and gestures are left out, and all else is held until it has read.
 * - `lost`: it is so far behind that it should rather come again. Its socket is about to be closed.
 */
export type FlowState = "open" | "throttled" | "lost";

/** Frames that were held and are sent, after which the list of those that are still held is made anew. */
const MAX_RELEASED = 1_000;

/**
 * The frames that one socket was sent and has not shown to have read. The
 * runtime queues frames without limit, tells nobody (cloudflare/workerd#988),
 * and keeps them after a close until they are read. So the room asks now and
 * then, among the frames. While too much is unanswered, further frames wait
 * here: sockets share them, and a close drops them.
 */
export class FlowControl {
  /** How far the client is behind, as of the last check. */
  state: FlowState = "open";
  /** Are frames held, so that the next ones join them? Also frames to a client that is `open` may wait for their turn. */
  isHolding = false;
  #sent = 0;
  #read = 0;
  /** At this many bytes sent it is time to check whether they are read. */
  #checkAt: number = TICK_BYTES;
  readonly #questions = new ReadQuestions();
  /** Bytes that may be unread besides, and up to where they reach; infinite until the last of a join is sent. */
  #exempted = 0;
  #exemptedUntil = Number.POSITIVE_INFINITY;
  /** Frames that are held, up to the last one of the join; 0 when that is not held. */
  #heldOfJoin = 0;
  #whenExemptedIsRead: () => void = () => undefined;
  #held: (Uint8Array | string)[] = [];
  /** So many of the first of these are sent already. */
  #released = 0;
  #heldBytes = 0;

  /** Counts a frame that was sent; says whether it is time to check. Called for every frame. */
  onSent(length: number): boolean {
    this.#sent += length + FRAME_OVERHEAD;
    return this.#sent >= this.#checkAt;
  }

  /** Keeps a frame for when the other end has read, or its turn comes; says whether it is time to check. */
  enqueue(data: Uint8Array | string): boolean {
    this.#held.push(data);
    this.isHolding = true;
    this.#heldBytes += data.length + FRAME_OVERHEAD;
    return this.#sent + this.#heldBytes >= this.#checkAt;
  }

  /**
   * The held frame that may be sent now; `unread` when the other end has to read, or to answer, before it. A large one
   * (above `BEHIND_BYTES`, and no part of a join) goes only to an end that owes no answer. Once no frame is held, a
   * throttled client that has read is `open` again.
   */
  nextHeld():
    | { readonly data: Uint8Array | string; readonly isLarge: boolean }
    | "nothing"
    | "unread" {
    const data = this.#held[this.#released];
    if (data === undefined) {
      this.#held = [];
      this.#released = 0;
      this.isHolding = false;
      if (this.state !== "lost") this.state = this.unread > BEHIND_BYTES ? "throttled" : "open";
      return this.state === "open" ? "nothing" : "unread";
    }
    const isLarge = data.length > BEHIND_BYTES && this.#heldOfJoin === 0;
    const owesAnswer = this.#questions.oldest !== undefined || this.#exempted >= TICK_BYTES;
    if (this.unread > BEHIND_BYTES || (isLarge && owesAnswer)) return "unread";
    return { data, isLarge };
  }

  /** Sends the frame that `nextHeld` has shown. */
  release(send: () => void): void {
    const data = this.#held[this.#released];
    if (data === undefined) return;
    this.#heldBytes -= data.length + FRAME_OVERHEAD;
    this.#released += 1;
    if (this.#released >= MAX_RELEASED) {
      this.#held.splice(0, this.#released);
      this.#released = 0;
    }
    send();
    if (this.#heldOfJoin > 0 && --this.#heldOfJoin === 0) this.#exemptedUntil = this.#sent;
  }

  /**
   * A join is sent: its bytes may be unread besides, once at a time. The room
   * asks nothing in the middle of it. Some clients can answer only a question
   * after it, and a slow line takes its time until then.
   *
   * @param send sends all its frames.
   */
  exemptJoin(frames: readonly Uint8Array[], whenRead: () => void, send: () => void): void {
    const bytes = frames.reduce((sum, frame) => sum + frame.byteLength + FRAME_OVERHEAD, 0);
    if (!this.#exempt(bytes, Number.POSITIVE_INFINITY, whenRead)) {
      send();
      return;
    }
    this.#checkAt = Number.POSITIVE_INFINITY;
    send();
    this.#checkAt = this.#sent + this.#heldBytes + TICK_BYTES;
    this.#heldOfJoin = this.#held.length - this.#released;
    if (this.#heldOfJoin === 0) this.#exemptedUntil = this.#sent;
  }

  /** The same for a large frame that is sent next. */
  exemptFrame(length: number, whenRead: () => void): void {
    const bytes = length + FRAME_OVERHEAD;
    this.#exempt(bytes, this.#sent + bytes, whenRead);
  }

  /** Exempts bytes beside small ones that are exempted already. @returns false when much is. */
  #exempt(bytes: number, until: number, whenRead: () => void): boolean {
    if (this.#exempted >= TICK_BYTES) return false;
    const before = this.#whenExemptedIsRead;
    this.#exempted += bytes;
    this.#exemptedUntil = until;
    this.#whenExemptedIsRead = () => {
      before();
      whenRead();
    };
    return true;
  }

  /** Bytes that nobody knows to be read; of a join that is on its way, only the bytes beyond it. */
  get unread(): number {
    return this.#sent - this.#read - this.#exempted;
  }

  /** Has the client answered a numbered question? */
  get answersNumbers(): boolean {
    return this.#questions.answersNumbers;
  }

  /**
   * The number of a new question, which is to be sent now.
   *
   * @returns null when so many are on their way that one more would tell nothing.
   */
  ask(now: number): number | null {
    this.#checkAt = this.#sent + this.#heldBytes + TICK_BYTES;
    return this.#questions.ask(this.#sent, now, this.isHolding);
  }

  /** A numbered answer has come; says whether that question was on its way. */
  onAnswer(n: number, now: number): boolean {
    const answered = this.#questions.onAnswer(n, now);
    this.#advance(answered);
    return answered.length > 0;
  }

  /** A sync step 1 is sent. */
  onStep1(): void {
    this.#questions.onStep1(this.#sent);
  }

  /** A sync step 2 has come: an answer without a number. */
  onStep2(now: number): void {
    this.#advance(this.#questions.onStep2(now));
  }

  /** Calls back once the newest question on its way is answered; never, when there is none. */
  whenAnswered(then: () => void): void {
    this.#questions.whenAnswered(then);
  }

  /**
   * Judges how far the client is behind. A throttled client stays so until its
   * held frames are sent, and a lost one for ever. Its answers may wait in the
   * room's own queue for as long as the room is late, which does not count
   * against it.
   *
   * @param lateMs milliseconds by which the room itself is late.
   * @param most bytes that are too many at once.
   */
  assess(now: number, lateMs: number, most: number): FlowState {
    if (this.state === "lost") return "lost";
    const isThrottled = this.state === "throttled";
    // Frames that only wait for their turn are no sign of a slow reader.
    const queued = this.unread + (isThrottled ? this.#heldBytes : 0);
    const waitMs = this.#waitMs(now);
    const isStuck = queued > MAX_UNREAD && this.#questions.stallMs(now) > STALL_MS + lateMs;
    if (isStuck || queued > most || waitMs > SLOW_MS + lateMs) return "lost";
    const isBehind = this.unread > BEHIND_BYTES || waitMs > BEHIND_MS + lateMs;
    return isThrottled || isBehind ? "throttled" : "open";
  }

  /** Milliseconds without progress, less the time that a slow connection takes for the frames on their way. */
  #waitMs(now: number): number {
    const { oldest } = this.#questions;
    if (oldest === undefined) return 0;
    const onTheirWay = oldest.sent - this.#read;
    return this.#questions.stallMs(now) - (onTheirWay / LEAST_BYTES_PER_SECOND) * 1000;
  }

  #advance(answered: readonly ReadQuestion[]): void {
    const last = answered.at(-1);
    if (last === undefined) return;
    this.#read = last.sent;
    this.#onExemptedRead();
    for (const { whenAnswered } of answered) whenAnswered();
  }

  #onExemptedRead(): void {
    if (this.#exempted === 0 || this.#read < this.#exemptedUntil) return;
    this.#exempted = 0;
    const whenRead = this.#whenExemptedIsRead;
    this.#whenExemptedIsRead = () => undefined;
    whenRead();
  }
}
