/** The reader of lib0's encoding, for bytes that nobody has checked. It builds nothing that it walks over. */

/**
 * Reads lib0's encoding (npm: lib0, `encoding.js`) forward through bytes that
 * nobody has checked, and builds nothing of what it walks over. Every method
 * throws `MalformedError` where lib0's own decoder would throw, or would read
 * something that no encoder writes.
 */
export class Reader {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  uint8(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new MalformedError("The bytes end early.");
    this.at += 1;
    return byte;
  }

  varUint(): number {
    const { bytes } = this;
    const first = bytes[this.at];
    if (first !== undefined && first < 128) {
      this.at += 1;
      return first;
    }
    let value = 0;
    let factor = 1;
    // Eight groups of seven bits hold every number that is exact.
    for (let group = 0; group < 8; group++) {
      const byte = this.uint8();
      value += (byte & 127) * factor;
      if (byte < 128) return exact(value);
      factor *= 128;
    }
    throw new MalformedError("A number is too large.");
  }

  skipVarInt(): void {
    let byte = this.uint8();
    let value = byte & 63;
    let factor = 64;
    for (let group = 0; byte >= 128; group++) {
      if (group === 8) throw new MalformedError("A number is too large.");
      byte = this.uint8();
      value += (byte & 127) * factor;
      factor *= 128;
    }
    exact(value);
  }

  skip(length: number): void {
    if (length > this.bytes.length - this.at) throw new MalformedError("The bytes end early.");
    this.at += length;
  }

  /** Bytes with their length before them. */
  skipBytes(): void {
    this.skip(this.varUint());
  }

  /**
   * Text with its length in bytes before it; it must be UTF-8 (RFC 3629).
   *
   * @returns its length in UTF-16 units, which is how Yjs counts.
   */
  skipText(): number {
    const end = this.textEnd();
    return this.walkText(end, end);
  }

  /** Reads the length of a text. @returns where the text ends. */
  textEnd(): number {
    const length = this.varUint();
    const end = this.at + length;
    if (end > this.bytes.length) throw new MalformedError("The bytes end early.");
    return end;
  }

  /**
   * Walks over the characters of a text that ends at `end`, as far as they begin before `until`.
   *
   * @returns their length in UTF-16 units.
   */
  walkText(until: number, end: number): number {
    const { bytes } = this;
    let units = 0;
    let at = this.at;
    while (at < until) {
      const lead = bytes[at] ?? 0;
      const size = lead < 0x80 ? 1 : characterSize(bytes, at, end);
      units += size === 4 ? 2 : 1;
      at += size;
    }
    this.at = at;
    return units;
  }
}

/** The bytes are not what they should be. */
export class MalformedError extends Error {}

function exact(value: number): number {
  if (value > Number.MAX_SAFE_INTEGER) throw new MalformedError("A number is too large.");
  return value;
}

/** Returns the number of bytes of the character beyond ASCII that begins at `at`. */
export function characterSize(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0;
  const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  if (at + size > end || !isSecondByte(lead, second)) throw notUtf8();
  for (let next = at + 2; next < at + size; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) throw notUtf8();
  }
  return size;
}

/**
 * The bytes that may follow a lead byte: no longer form than needed, no half of a pair, nothing
 * beyond U+10FFFF.
 */
function isSecondByte(lead: number, second: number): boolean {
  if (lead < 0xc2 || lead > 0xf4) return false;
  if (lead === 0xe0) return second >= 0xa0 && second <= 0xbf;
  if (lead === 0xed) return second >= 0x80 && second <= 0x9f;
  if (lead === 0xf0) return second >= 0x90 && second <= 0xbf;
  if (lead === 0xf4) return second >= 0x80 && second <= 0x8f;
  return second >= 0x80 && second <= 0xbf;
}

function notUtf8(): MalformedError {
  return new MalformedError("A text is not UTF-8.");
}
