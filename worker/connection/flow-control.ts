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

/** A question on its way: a client that answers it has read everything that was sent before it. */
interface Question {
  readonly n: number;
  /** Bytes that had been sent before it. */
  readonly sent: number;
  readonly at: number;
  /** Is called once it is answered. */
  whenAnswered: () => void;
}

/** Questions that may be on their way at once; beyond, nobody asks until one is answered. */
const MAX_QUESTIONS = 64;

/** Frames that were held and are sent, after which the list of those that are still held is made anew. */
const MAX_RELEASED = 1_000;

/** The numbers of questions are drawn from so many: a client that has not read one does not know it. */
const NUMBERS = 2 ** 20;

/** Answers that nobody asked for, after which a client's unnumbered answers count for nothing. */
const MAX_UNASKED = 3;

/**
 * The frames that one socket was sent and has not shown to have read. The
 * runtime queues frames without limit, tells nobody (cloudflare/workerd#988),
 * and keeps them after a close until they are read. So the room asks now and
 * then, among the frames. While too much is unanswered, further frames wait
 * here: sockets share them, and a close drops them.
 */
export class FlowControl {
  #sent = 0;
  #read = 0;
  /** At this many bytes sent it is time to look. */
  #lookAt: number = TICK_BYTES;
  #questions: Question[] = [];
  #lastNumber = 0;
  #progressAt = 0;
  /** Bytes of a join that may wait besides, and up to where they reach; infinite until the last of them is sent. */
  #spared = 0;
  #sparedUntil = Number.POSITIVE_INFINITY;
  /** Frames that are held, up to the last one of the join; 0 when that is not held. */
  #heldOfJoin = 0;
  #whenSparedIsRead: () => void = () => undefined;
  /** Bytes that had been sent before each sync step 1 that is not answered yet. */
  readonly #stepsAsked: number[] = [];
  #unasked = 0;
  #held: (Uint8Array | string)[] = [];
  /** So many of the first of these are sent already. */
  #released = 0;
  #heldBytes = 0;
  /** Has a numbered question been answered? Then only numbers count. */
  answersNumbers = false;
  /** So far behind that presence and gestures are left out, and all else is held until it has read. */
  isThrottled = false;
  /** Are frames held, so that the next ones join them? */
  isHolding = false;

  /** Counts a frame; says whether it is time to look. Called for every frame that is sent. */
  add(length: number): boolean {
    this.#sent += length + FRAME_OVERHEAD;
    return this.#sent >= this.#lookAt;
  }

  /** Keeps a frame for when the other end has read, or its turn comes; says whether it is time to look. */
  hold(data: Uint8Array | string): boolean {
    this.#held.push(data);
    this.isHolding = true;
    this.#heldBytes += data.length + FRAME_OVERHEAD;
    return this.#sent + this.#heldBytes >= this.#lookAt;
  }

  /**
   * The held frame that may be sent now; `unread` when the other end has to read, or to answer, before it. A large one
   * (above `BEHIND_BYTES`, and no part of a join) goes only to an end that owes no answer.
   */
  next(): { readonly data: Uint8Array | string; readonly isLarge: boolean } | "nothing" | "unread" {
    const data = this.#held[this.#released];
    if (data === undefined) {
      this.#held = [];
      this.#released = 0;
      this.isHolding = false;
      this.isThrottled = this.unread > BEHIND_BYTES;
      return this.isThrottled ? "unread" : "nothing";
    }
    const isLarge = data.length > BEHIND_BYTES && this.#heldOfJoin === 0;
    const owesAnswer = this.#questions.length > 0 || this.#spared >= TICK_BYTES;
    if (this.unread > BEHIND_BYTES || (isLarge && owesAnswer)) return "unread";
    return { data, isLarge };
  }

  /** Sends the frame that `next` has shown. */
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
    if (this.#heldOfJoin > 0 && --this.#heldOfJoin === 0) this.#sparedUntil = this.#sent;
  }

  /**
   * A join is sent: its bytes may wait besides, once at a time, until it is
   * read. The room asks nothing in the middle of it. Some clients can answer
   * only a question after it, and a slow line takes its time until then.
   *
   * @param send sends all its frames.
   */
  spare(frames: readonly Uint8Array[], whenRead: () => void, send: () => void): void {
    const bytes = frames.reduce((sum, frame) => sum + frame.byteLength + FRAME_OVERHEAD, 0);
    if (!this.#spare(bytes, Number.POSITIVE_INFINITY, whenRead)) {
      send();
      return;
    }
    this.#lookAt = Number.POSITIVE_INFINITY;
    send();
    this.#lookAt = this.#sent + this.#heldBytes + TICK_BYTES;
    this.#heldOfJoin = this.#held.length - this.#released;
    if (this.#heldOfJoin === 0) this.#sparedUntil = this.#sent;
  }

  /** The same for a large frame that is sent next. */
  exemptFrame(length: number, whenRead: () => void): void {
    const bytes = length + FRAME_OVERHEAD;
    this.#spare(bytes, this.#sent + bytes, whenRead);
  }

  /** Spares bytes beside small ones that are spared already. @returns false when much is. */
  #spare(bytes: number, until: number, whenRead: () => void): boolean {
    if (this.#spared >= TICK_BYTES) return false;
    const before = this.#whenSparedIsRead;
    this.#spared += bytes;
    this.#sparedUntil = until;
    this.#whenSparedIsRead = () => {
      before();
      whenRead();
    };
    return true;
  }

  /** Bytes that nobody knows to be read; of a join that is on its way, only the bytes beyond it. */
  get unread(): number {
    return this.#sent - this.#read - this.#spared;
  }

  /**
   * The number of a new question, which is to be sent now.
   *
   * @returns null when so many are on their way that one more would tell nothing.
   */
  ask(now: number): number | null {
    this.#lookAt = this.#sent + this.#heldBytes + TICK_BYTES;
    if (this.#questions.length >= (this.isHolding ? 1 : MAX_QUESTIONS)) return null;
    // Rising also from one connection to the next, since stock clients answer only to that.
    const least = Math.max(this.#lastNumber, Math.floor(now / 1000) * NUMBERS);
    this.#lastNumber = least + 1 + Math.floor(Math.random() * NUMBERS);
    this.#questions.push({
      n: this.#lastNumber,
      sent: this.#sent,
      at: now,
      whenAnswered: () => undefined,
    });
    return this.#lastNumber;
  }

  /** A numbered answer; says whether that question was on its way. */
  answer(n: number, now: number): boolean {
    const at = this.#questions.findIndex((question) => question.n === n);
    if (at < 0) return false;
    this.answersNumbers = true;
    this.#advance(at, now);
    return true;
  }

  /** Calls back once the newest question on its way is answered; never, when there is none. */
  whenAnswered(then: () => void): void {
    const newest = this.#questions.at(-1);
    if (newest === undefined) return;
    const before = newest.whenAnswered;
    newest.whenAnswered = () => {
      before();
      then();
    };
  }

  /** A sync step 1 is sent. Its answer shows how much a client has read that knows no numbers. */
  askStep(): void {
    this.#stepsAsked.push(this.#sent);
  }

  /**
   * A sync step 2 came. It has no number, so it counts only for a client that has
   * answered none, and only as long as no unasked answer comes. A client that
   * does not read cannot know when it is asked. It answers the oldest step 1, and
   * shows nothing of frames that were sent after that.
   */
  answerStep(now: number): void {
    const sent = this.#stepsAsked.shift();
    if (sent === undefined) {
      this.#unasked += 1;
      return;
    }
    if (this.answersNumbers || this.#unasked > MAX_UNASKED) return;
    this.#advance(
      this.#questions.findLastIndex((question) => question.sent <= sent),
      now,
    );
  }

  /** Has the other end fallen behind? Then it stays so until `release`. `late`: milliseconds by which the room is. */
  look(now: number, late: number): void {
    if (this.unread > BEHIND_BYTES || this.#waits(now) > BEHIND_MS + late) this.isThrottled = true;
  }

  /**
   * Is it so far behind that it should rather come again? `most` bytes are too many at once. Its answers may wait in
   * the room's own queue for as long as the room is `late`, which does not count against it.
   */
  isLost(now: number, most: number, late: number): boolean {
    // Frames that only wait for their turn are no sign of a slow reader.
    const queued = this.unread + (this.isThrottled ? this.#heldBytes : 0);
    const isStuck = queued > MAX_UNREAD && this.#stalls(now) > STALL_MS + late;
    return isStuck || queued > most || this.#waits(now) > SLOW_MS + late;
  }

  /** Milliseconds since the oldest question was asked, or since another was answered. */
  #stalls(now: number): number {
    const [oldest] = this.#questions;
    return oldest === undefined ? 0 : now - Math.max(oldest.at, this.#progressAt);
  }

  /** The same, less the time that a slow connection takes for the frames on their way. */
  #waits(now: number): number {
    const [oldest] = this.#questions;
    if (oldest === undefined) return 0;
    return this.#stalls(now) - ((oldest.sent - this.#read) / LEAST_BYTES_PER_SECOND) * 1000;
  }

  #advance(index: number, now: number): void {
    const answered = this.#questions[index];
    if (answered === undefined) return;
    this.#read = answered.sent;
    const all = this.#questions.splice(0, index + 1);
    this.#progressAt = now;
    this.#readSpared();
    for (const { whenAnswered } of all) whenAnswered();
  }

  #readSpared(): void {
    if (this.#spared === 0 || this.#read < this.#sparedUntil) return;
    this.#spared = 0;
    const whenRead = this.#whenSparedIsRead;
    this.#whenSparedIsRead = () => undefined;
    whenRead();
  }
}
