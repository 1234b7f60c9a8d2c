/** A binary min-heap. It knows nothing of what it orders. */

/**
 * Values in the order of a number, the least first. It is a binary heap: `push`
 * and `popMin` cost the logarithm of its size.
 */
export class MinHeap<T> {
  readonly #numbers: number[] = [];
  readonly #values: T[] = [];

  /** The least number; infinite when the heap is empty. */
  get least(): number {
    return this.#numbers[0] ?? Number.POSITIVE_INFINITY;
  }

  push(number: number, value: T): void {
    let at = this.#numbers.length;
    this.#numbers.push(number);
    this.#values.push(value);
    for (let parent = (at - 1) >> 1; at > 0 && this.#swapped(parent, at); parent = (at - 1) >> 1) {
      at = parent;
    }
  }

  /** Removes the value with the least number, and returns it. */
  popMin(): T | undefined {
    const [first] = this.#values;
    const number = this.#numbers.pop();
    const value = this.#values.pop();
    if (number === undefined || value === undefined || this.#numbers.length === 0) return first;
    this.#numbers[0] = number;
    this.#values[0] = value;
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
    const { [upper]: upperValue, [lower]: lowerValue } = this.#values;
    if (upperValue === undefined || lowerValue === undefined) return false;
    const [upperNumber, lowerNumber] = [this.#at(upper), this.#at(lower)];
    if (upperNumber <= lowerNumber) return false;
    this.#numbers[upper] = lowerNumber;
    this.#numbers[lower] = upperNumber;
    this.#values[upper] = lowerValue;
    this.#values[lower] = upperValue;
    return true;
  }
}
