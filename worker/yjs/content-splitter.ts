/** The content splitter: cuts the content of a struct at a clock, as `splice` of Yjs' contents does. */
import { join } from "./concat.ts";
import { Reader } from "./reader.ts";
import { Content, type StructReader } from "./struct.ts";
import { skipAny } from "./values.ts";

/** The bytes that Yjs puts for each half of a character that is cut in two (U+FFFD). */
const REPLACEMENT = new Uint8Array([0xef, 0xbf, 0xbd]);

/** Bytes from which on a character takes two clocks, as UTF-16 has it. */
const FOUR_BYTES = 0xf0;

/** Where the content of the struct that was just read begins, without how many values or bytes it has. */
export function contentStart({ reader, content, contentFrom }: StructReader): number {
  const isCounted = content === Content.Text || content === Content.Any || content === Content.Json;
  if (!isCounted) return contentFrom;
  const { bytes } = reader;
  let at = contentFrom;
  while ((bytes[at] ?? 0) >= 128) at++;
  return at + 1;
}

/** Cuts the content of the struct that was just read, clock by clock, from its beginning on. */
export class ContentSplitter {
  /** Where the content that was cut off last stands. */
  bytes: Uint8Array;
  from = 0;
  to = 0;
  readonly #reader: Reader;
  readonly #content: number;
  readonly #end: number;
  #left: number;
  /** Was the last character cut in two, so that its other half comes next? */
  #isHalf = false;

  constructor(struct: StructReader) {
    const { reader, content, length } = struct;
    this.bytes = reader.bytes;
    this.#reader = new Reader(reader.bytes);
    // How many values there are, or bytes of text, is written anew.
    this.#reader.at = contentStart(struct);
    this.#content = content;
    this.#end = reader.at;
    this.#left = length;
  }

  /** @returns the content of the next `length` clocks. */
  take(length: number): Uint8Array {
    this.cut(length);
    return this.bytes.subarray(this.from, this.to);
  }

  /** Cuts off the content of the next `length` clocks; `bytes`, `from` and `to` say where it stands. */
  cut(length: number): void {
    const from = this.#reader.at;
    this.#left -= length;
    if (this.#left === 0 && !this.#isHalf) this.#found(from, this.#end);
    else if (this.#content === Content.Text) this.#text(length);
    else {
      for (let left = length; left > 0; left--) {
        if (this.#content === Content.Any) skipAny(this.#reader);
        else this.#reader.skipBytes();
      }
      this.#found(from, this.#reader.at);
    }
  }

  #text(length: number): void {
    const { bytes } = this.#reader;
    const pieces: Uint8Array[] = this.#isHalf ? [REPLACEMENT] : [];
    let units = pieces.length;
    this.#isHalf = false;
    const from = this.#reader.at;
    let at = from;
    while (units < length && !this.#isHalf) {
      const lead = bytes[at] ?? 0;
      if (lead >= FOUR_BYTES && units + 1 === length) this.#isHalf = true;
      else {
        at += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < FOUR_BYTES ? 3 : 4;
        units += lead >= FOUR_BYTES ? 2 : 1;
      }
    }
    this.#reader.at = this.#isHalf ? at + 4 : at;
    if (pieces.length === 0 && !this.#isHalf) {
      this.#found(from, at);
      return;
    }
    pieces.push(bytes.subarray(from, at));
    if (this.#isHalf) pieces.push(REPLACEMENT);
    this.bytes = join(pieces);
    this.from = 0;
    this.to = this.bytes.byteLength;
  }

  #found(from: number, to: number): void {
    this.bytes = this.#reader.bytes;
    this.from = from;
    this.to = to;
  }
}
