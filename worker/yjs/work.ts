/** Work: a generator that yields, so that a long computation can be done in turns. */

/** It yields wherever somebody else may have their turn. */
export type Work<T = void> = Generator<void, T, void>;

/** Does all of a work now. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
