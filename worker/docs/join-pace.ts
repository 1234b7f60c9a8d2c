import { JOIN_BYTES, JOIN_INTERVAL_MS } from "../../shared/limits.ts";

/**
 * Spreads answers to many who join at once. The runtime keeps a copy of a frame
 * for each socket until it is read, and twenty copies of a large document are
 * more than an object has memory. So only so much is answered at once, and the
 * others in turn; small documents and single joins never wait.
 */
export class JoinPace {
  readonly #waiting: { readonly bytes: number; readonly answer: () => void }[] = [];
  #answered = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Answers now, or as soon as it is this one's turn. */
  take(frames: readonly Uint8Array[], answer: () => void): void {
    const bytes = frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.#waiting.push({ bytes, answer });
    this.#run();
  }

  #run(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#answered > 0 && this.#answered + next.bytes > JOIN_BYTES) break;
      this.#waiting.shift();
      this.#answered += next.bytes;
      next.answer();
    }
    // What is small is no reason to stay awake.
    if (this.#timer !== null || (this.#waiting.length === 0 && this.#answered < JOIN_BYTES / 20))
      return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#answered = 0;
      this.#run();
    }, JOIN_INTERVAL_MS);
  }
}
