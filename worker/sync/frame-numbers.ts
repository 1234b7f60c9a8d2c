/** Frame numbers: which of a client's document frames are counted, and up to which one `ack` may go. */
import type { Session } from "../connection/session.ts";
import type { DocumentFrame, HeldFrames } from "./held-frames.ts";

/** Numbers frames, and knows the held ones: no acknowledgement may go past those. */
export class FrameNumbers {
  readonly #held: Pick<HeldFrames, "isEmpty" | "has">;

  constructor(held: Pick<HeldFrames, "isEmpty" | "has">) {
    this.#held = held;
  }

  /** Counts a frame, unless it is counted already. */
  count({ session, isAnswer, n }: DocumentFrame): void {
    if (n === undefined) session.frames.onFrame(isAnswer);
  }

  /**
   * The number up to which a client's frames may be acknowledged once the gathered ones are
   * written: not past a held one.
   */
  claimable(session: Session): number | null {
    return this.holdsOf(session) ? null : session.frames.count;
  }

  /** Does a frame of this client wait? */
  holdsOf(session: Session): boolean {
    return !this.#held.isEmpty && this.#held.has(session);
  }

  /** Returns a frame with the number that it has, or would have as the next one. */
  numbered(frame: DocumentFrame): DocumentFrame {
    return { ...frame, n: this.of(frame) };
  }

  /** The number that a frame has, or would have as the next one; null when frames are not counted. */
  of({ session, isAnswer, n }: Omit<DocumentFrame, "update">): number | null {
    return n === undefined ? session.frames.numberOf(isAnswer) : n;
  }
}
