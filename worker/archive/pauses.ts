/** Pauses: when a long import gives up the thread, so that rooms have their turn. */
import { TURN_MS_LEAST } from "../limits.ts";
import type { Work } from "../yjs/work.ts";

/**
 * Counts how long an import has had the thread that all rooms share. It gives
 * the thread up after a few milliseconds, because an import is in no hurry and
 * rooms are. Streams alone give nothing up while their next piece is there.
 */
export class Pauses {
  #since = performance.now();

  /** Call it between two pieces of work, as often as is convenient. */
  async take(): Promise<void> {
    if (performance.now() - this.#since < TURN_MS_LEAST) return;
    await scheduler.wait(0);
    this.#since = performance.now();
  }

  /** Does a work, with pauses where it yields. */
  async run<T>(work: Work<T>): Promise<T> {
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return value;
      if (performance.now() - this.#since >= TURN_MS_LEAST) await this.take();
    }
  }
}
