/** FrameCounter: the number up to which a client's document frames may be acknowledged. It sends nothing. */

/**
 * Counts the document frames of one native client since it answered the room's
 * last step 1; that answer is number 1. Counting anew keeps both ends' numbers
 * equal when frames were lost in a crash.
 */
export class FrameCounter {
  #count: number | null = null;

  /** How many frames were counted; null until the client answers: then no frame has a number. */
  get count(): number | null {
    return this.#count;
  }

  /** The number of a frame that is not counted yet; null when it has none. */
  numberOf(isAnswer: boolean): number | null {
    if (this.#count !== null) return this.#count + 1;
    return isAnswer ? 1 : null;
  }

  /** A frame has come: counts it. */
  onFrame(isAnswer: boolean): void {
    this.#count = this.numberOf(isAnswer);
  }

  /**
   * The client is being asked by step 1, or a frame of it was refused. No later
   * ack may claim earlier frames.
   */
  restart(): void {
    this.#count = null;
  }
}
