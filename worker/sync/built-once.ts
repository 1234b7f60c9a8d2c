/** A value that is built when somebody first needs it, and then shared. */

/** A value and how it is built. A window's frame has up to 16 MiB, and a room with one person needs none. */
export class BuiltOnce<T> {
  readonly #build: () => T;
  #value: T | undefined;

  /** @param build makes the value; it is called at most once, and makes no `undefined`. */
  constructor(build: () => T) {
    this.#build = build;
  }

  /** Builds the value now, unless that is done. */
  build(): void {
    this.#value ??= this.#build();
  }

  get value(): T {
    this.#value ??= this.#build();
    return this.#value;
  }
}
