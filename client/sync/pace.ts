/** Calls something at most once in an interval: the first time after a short wait, so that what comes together goes together. */
export class Pace {
  readonly #act: () => void;
  #interval = 33;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(act: () => void) {
    this.#act = act;
  }

  /** Milliseconds; between a frame of the screen and a second. */
  setInterval(milliseconds: number): void {
    this.#interval = Math.min(1_000, Math.max(16, milliseconds));
  }

  /** There is something to do. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#interval);
  }

  /** Does it now. */
  flush(): void {
    this.clear();
    this.#act();
  }

  /** There is nothing to do any more. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
