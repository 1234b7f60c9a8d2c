/** Work that can be interrupted, so that one room's does not hold up the others. */

/** It yields wherever somebody else may have their turn. */
export type Work<T = void> = Generator<void, T, void>;

/** Does all of a work now. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
