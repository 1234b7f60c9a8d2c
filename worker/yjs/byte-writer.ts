/** The byte writer: bytes that are written into one growing buffer. It knows nothing of Yjs. */

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
    let rest = value;
    while (rest > 127) {
      this.uint8(128 | (rest % 128));
      rest = Math.floor(rest / 128);
    }
    this.uint8(rest);
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
