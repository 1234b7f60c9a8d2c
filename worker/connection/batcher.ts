/** The batcher: gathers what arrives within a window, and hands it on as one. It knows nothing of it. */

/** How long a window may be, in milliseconds. */
export interface WindowLength {
  readonly usual: number;
  /**
   * The length when its timer comes late, which is how overload shows where clocks stand still
   * within a turn.
   */
  readonly most: number;
}

/** A timer later than this, in milliseconds, means that the room is overloaded. */
const LATE_MS = 8;

/**
 * A short stretch of time in which what arrives is gathered and then handed on
 * as one. When it has been quiet, things are handed on at once and no timer is
 * set, so that a quiet room can sleep. No timer outlives a window.
 */
export class Batcher {
  readonly #length: () => WindowLength;
  readonly #close: () => void;
  readonly #charge: (ms: number) => void;
  readonly #inTimer: (action: () => void) => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #due = 0;
  #closedAt = Number.NEGATIVE_INFINITY;
  #stretch = 1;

  /**
   * @param close is called at the end of each window that something was put into.
   * @param charge is told how many milliseconds that took.
   * @param inTimer does the timer's work, and deals with its errors.
   */
  constructor(
    length: () => WindowLength,
    close: () => void,
    charge: (ms: number) => void = () => undefined,
    inTimer: (action: () => void) => void = (action) => action(),
  ) {
    this.#length = length;
    this.#charge = charge;
    this.#inTimer = inTimer;
    this.#close = close;
  }

  /** Something was gathered: closes the window now if it was quiet, else when its time is over. */
  touch(): void {
    if (this.#timer !== null) return;
    const { usual, most } = this.#length();
    const length = Math.min(most, usual * this.#stretch);
    const now = Date.now();
    const left = this.#closedAt + length - now;
    if (left <= 0) {
      this.closeNow();
      return;
    }
    this.#due = now + left;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const late = Date.now() - this.#due > LATE_MS;
      this.#stretch = late
        ? Math.min(this.#stretch * 2, most / usual)
        : Math.max(1, this.#stretch / 2);
      this.#inTimer(() => this.closeNow());
    }, left);
  }

  /** Closes the window before its time: it is full, or its content is needed now. */
  closeNow(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
    this.#closedAt = Date.now();
    const began = performance.now();
    this.#close();
    this.#charge(performance.now() - began);
  }
}
