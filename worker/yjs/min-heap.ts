/** A binary min-heap. It knows nothing of what it orders. */

/**
 * Things in the order of a number, the least first: a binary heap, so that
 * adding and taking cost the logarithm of how many wait.
 */
export class Queue<T> {
  readonly #numbers: number[] = [];
  readonly #things: T[] = [];

  /** The least number; infinite when nothing waits. */
  get least(): number {
    return this.#numbers[0] ?? Number.POSITIVE_INFINITY;
  }

  add(number: number, thing: T): void {
    let at = this.#numbers.length;
    this.#numbers.push(number);
    this.#things.push(thing);
    for (let parent = (at - 1) >> 1; at > 0 && this.#swapped(parent, at); parent = (at - 1) >> 1) {
      at = parent;
    }
  }

  /** Takes what has the least number out. */
  take(): T | undefined {
    const [first] = this.#things;
    const number = this.#numbers.pop();
    const thing = this.#things.pop();
    if (number === undefined || thing === undefined || this.#numbers.length === 0) return first;
    this.#numbers[0] = number;
    this.#things[0] = thing;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const lesser = this.#at(right) < this.#at(left) ? right : left;
      if (!this.#swapped(at, lesser)) return first;
      at = lesser;
    }
  }

  #at(index: number): number {
    return this.#numbers[index] ?? Number.POSITIVE_INFINITY;
  }

  /** Puts the lesser one of two first. @returns false when it was there already. */
  #swapped(upper: number, lower: number): boolean {
    const { [upper]: upperThing, [lower]: lowerThing } = this.#things;
    if (upperThing === undefined || lowerThing === undefined) return false;
    const [upperNumber, lowerNumber] = [this.#at(upper), this.#at(lower)];
    if (upperNumber <= lowerNumber) return false;
    this.#numbers[upper] = lowerNumber;
    this.#numbers[lower] = upperNumber;
    this.#things[upper] = lowerThing;
    this.#things[lower] = upperThing;
    return true;
  }
}
