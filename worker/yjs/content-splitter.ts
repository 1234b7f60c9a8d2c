/** The content splitter: cuts the content of a struct at a clock, as `splice` of Yjs' contents does. */
import { join } from "./concat.ts";
import { Reader } from "./reader.ts";
import { Content, type StructReader } from "./struct.ts";
import { skipAny } from "./values.ts";

/** The bytes that Yjs puts for each half of a character that is cut in two (U+FFFD). */
const REPLACEMENT = new Uint8Array([0xef, 0xbf, 0xbd]);

/** Bytes from which on a character takes two clocks, as UTF-16 has it. */
const FOUR_BYTES = 0xf0;

/** Cuts the content of the struct that was just read, clock by clock, from its beginning on. */
export class ContentCutter {
  readonly #reader: Reader;
  readonly #content: number;
  readonly #end: number;
  #left: number;
  /** Was the last character cut in two, so that its other half comes next? */
  #isHalf = false;

  constructor({ reader, content, contentFrom, length }: StructReader) {
    this.#reader = new Reader(reader.bytes);
    this.#reader.at = contentFrom;
    this.#content = content;
    this.#end = reader.at;
    this.#left = length;
    // How many values there are, or bytes of text, is written anew.
    const isCounted =
      content === Content.Text || content === Content.Any || content === Content.Json;
    if (isCounted) this.#reader.varUint();
  }

  /** @returns the content of the next `length` clocks. */
  take(length: number): Uint8Array {
    const from = this.#reader.at;
    this.#left -= length;
    if (this.#left === 0 && !this.#isHalf) return this.#slice(from, this.#end);
    if (this.#content === Content.Text) return this.#text(length);
    for (let left = length; left > 0; left--) {
      if (this.#content === Content.Any) skipAny(this.#reader);
      else this.#reader.skipBytes();
    }
    return this.#slice(from, this.#reader.at);
  }

  #text(length: number): Uint8Array {
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
    if (pieces.length === 0 && !this.#isHalf) return this.#slice(from, at);
    pieces.push(this.#slice(from, at));
    if (this.#isHalf) pieces.push(REPLACEMENT);
    return join(pieces);
  }

  #slice(from: number, to: number): Uint8Array {
    return this.#reader.bytes.subarray(from, to);
  }
}
