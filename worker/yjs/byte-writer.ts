/** The byte writer: bytes that are written into one growing buffer. It knows nothing of Yjs. */

/** Bytes that are copied one by one. */
const FEW = 24;

/** Bytes of the longest number. */
const MAX_VAR_UINT = 10;

/**
 * Bytes that are written one after the other into one buffer. The encoder of
 * lib0 holds them several times over before they are one. That matters for a
 * document of many megabytes in an object of 128.
 */
export class ByteWriter {
  #bytes: Uint8Array;
  #at = 0;

  /** @param capacity bytes for which there is room at first. */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** How many bytes have been written. */
  get length(): number {
    return this.#at;
  }

  /** The bytes that have been written; they are not copied. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  uint8(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = value;
  }

  /** lib0's variable length integer. */
  varUint(value: number): void {
    this.#reserve(MAX_VAR_UINT);
    const bytes = this.#bytes;
    let at = this.#at;
    let rest = value;
    while (rest > 127) {
      bytes[at++] = 128 | (rest % 128);
      rest = Math.floor(rest / 128);
    }
    bytes[at++] = rest;
    this.#at = at;
  }

  /** Appends the bytes of `source` from `from` to `to`. */
  copy(source: Uint8Array, from: number, to: number): void {
    if (to - from > FEW) {
      this.append(source.subarray(from, to));
      return;
    }
    this.#reserve(to - from);
    const bytes = this.#bytes;
    let at = this.#at;
    // One after the other: a view takes longer to make than this, and as an object keeps the garbage collector busy.
    for (let index = from; index < to; index++) bytes[at++] = source[index] as number;
    this.#at = at;
  }

  /** Writes from the beginning again, into the same memory: what was written is gone. */
  clear(): void {
    this.#at = 0;
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.byteLength);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.byteLength;
  }

  /** Puts bytes before those that were written from `position` on. */
  insert(position: number, bytes: Uint8Array): void {
    this.#reserve(bytes.byteLength);
    this.#bytes.copyWithin(position + bytes.byteLength, position, this.#at);
    this.#bytes.set(bytes, position);
    this.#at += bytes.byteLength;
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.byteLength) return;
    const larger = new Uint8Array(Math.ceil((this.#at + more) * 1.5));
    larger.set(this.written);
    this.#bytes = larger;
  }
}
