import { JOIN_BYTES, JOIN_INTERVAL_MS } from "../../shared/limits.ts";

/** An answer that waits for its turn; it says when the other end has read it, if that shows. */
interface Answer {
  readonly bytes: number;
  readonly give: (whenRead: () => void) => void;
}

/**
 * Spreads answers to many who join at once. The runtime keeps a copy of a frame
 * for each socket until it is read, and twenty copies of a large document are
 * more than an object has memory. So only so much is on its way at once, and
 * the others come in turn: when it is read, or after a moment, because who
 * reads slowly must not hold up the others. Small documents and single joins
 * never wait.
 */
export class JoinPace {
  readonly #waiting: Answer[] = [];
  /** What was answered since the last interval began and is not known to be read. */
  #round = { unread: 0 };
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Answers now, or as soon as it is this one's turn. */
  take(frames: readonly Uint8Array[], give: Answer["give"]): void {
    const bytes = frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.#waiting.push({ bytes, give });
    this.#run();
  }

  #run(): void {
    const round = this.#round;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const { bytes, give } = next;
      if (round.unread > 0 && round.unread + bytes > JOIN_BYTES) break;
      this.#waiting.shift();
      round.unread += bytes;
      give(() => {
        round.unread -= bytes;
        this.#run();
      });
    }
    // What is small is no reason to stay awake.
    if (this.#timer !== null || (this.#waiting.length === 0 && round.unread < JOIN_BYTES / 20))
      return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#round = { unread: 0 };
      this.#run();
    }, JOIN_INTERVAL_MS);
  }
}
