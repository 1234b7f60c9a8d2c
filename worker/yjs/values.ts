/** Values in lib0's `any` encoding: walked over and checked. It builds nothing. */
import { MAX_NESTING } from "../limits.ts";
import { checkJson } from "./json.ts";
import { MalformedError, Reader } from "./reader.ts";

/** The type of an object, in lib0's `any` encoding. */
const ANY_OBJECT = 118;

/**
 * Walks over one value of lib0's `any` encoding. Values that nest deeply would overflow the
 * readers' stacks.
 *
 * @param depth in how many others the value lies.
 */
export function skipAny(reader: Reader, depth = 0): void {
  ONE.begin(reader, 1, depth);
  ONE.run(Number.POSITIVE_INFINITY);
}

/** Walks over the values of a struct. */
export function skipAnys(reader: Reader, count: number): void {
  ONE.begin(reader, count);
  ONE.run(Number.POSITIVE_INFINITY);
}

/** One walk over values of lib0's `any` encoding, in steps. */
export class AnyWalk {
  #reader: Reader = NOTHING;
  /** How many values are left of the struct, and of each array and object that is open. */
  readonly #left = new Float64Array(MAX_NESTING + 2);
  readonly #isObject = new Uint8Array(MAX_NESTING + 2);
  #depth = 0;
  #least = 0;

  /** Begins with so many values, which stand where the reader does. @param depth in how many others they lie. */
  begin(reader: Reader, count: number, depth = 0): void {
    this.#reader = reader;
    this.#depth = depth;
    this.#least = depth;
    this.#left[depth] = count;
    this.#isObject[depth] = 0;
  }

  /**
   * Walks over about so many bytes.
   *
   * @returns whether the values end there.
   * @throws MalformedError when they are none, or nest too deeply.
   */
  run(most: number): boolean {
    const reader = this.#reader;
    const pause = reader.at + most;
    for (;;) {
      const depth = this.#depth;
      const left = this.#left[depth] ?? 0;
      if (left === 0) {
        if (depth === this.#least) return true;
        this.#depth -= 1;
        continue;
      }
      if (reader.at > pause) return false;
      this.#left[depth] = left - 1;
      if (this.#isObject[depth] === 1) reader.skipText();
      if (depth > MAX_NESTING) throw new MalformedError("A value nests too deeply.");
      this.#value();
    }
  }

  #value(): void {
    const reader = this.#reader;
    const type = reader.uint8();
    switch (type) {
      case 127: // undefined
      case 126: // null
      case 121: // false
      case 120: // true
        return;
      case 125:
        reader.skipVarInt();
        return;
      case 124:
        reader.skip(4);
        return;
      case 123: // float
      case 122: // bigint
        reader.skip(8);
        return;
      case 119:
        reader.skipText();
        return;
      case ANY_OBJECT:
      case 117: // array
        this.#depth += 1;
        this.#left[this.#depth] = reader.varUint();
        this.#isObject[this.#depth] = type === ANY_OBJECT ? 1 : 0;
        return;
      case 116:
        reader.skipBytes();
        return;
      default:
        throw new MalformedError("There is no such type of value.");
    }
  }
}

const NOTHING = new Reader(new Uint8Array());

/** The walk that is done in one go. */
const ONE = new AnyWalk();

/**
 * Walks over the options of a document in the document, an object in lib0's `any` encoding. Yjs makes
 * a `Y.Doc` with them: one that sets its id anew is another in each reader. Yjs writes `gc`, `autoLoad` and `meta`, yrs
 * some more, neither these.
 *
 * @returns whether there is such an option.
 * @throws MalformedError when they are no object: Yjs reads fields of them.
 */
export function skipOptions(reader: Reader): boolean {
  if (reader.uint8() !== ANY_OBJECT) throw new MalformedError("A document has no options.");
  let isOdd = false;
  for (let left = reader.varUint(); left > 0; left--) {
    const from = reader.at;
    reader.skipText();
    isOdd ||= ODD_OPTIONS.some((option) => says(reader, from, option));
    skipAny(reader, 1);
  }
  return isOdd;
}

/** Is the text that was walked over from `from` on this one? Its length is one byte. */
function says({ bytes, at }: Reader, from: number, letters: readonly number[]): boolean {
  if (at - from !== letters.length + 1) return false;
  return letters.every((letter, index) => bytes[from + 1 + index] === letter);
}

/**
 * Walks over one value that is stored as JSON text, with its length before it.
 *
 * @returns whether readers take it otherwise than it is written.
 * @throws MalformedError when it is no JSON, or nests more deeply than readers' stacks may bear.
 */
export function skipJson(reader: Reader): boolean {
  const end = reader.textEnd();
  const isOdd = checkJson(reader.bytes, reader.at, end);
  reader.at = end;
  return isOdd;
}

/** Walks over JSON, or over `undefined`, which Yjs writes as that word. */
export function skipJsonOrUndefined(reader: Reader): boolean {
  const from = reader.at;
  const end = reader.textEnd();
  const isUndefined =
    end - reader.at === UNDEFINED.length &&
    UNDEFINED.every((letter, index) => reader.bytes[reader.at + index] === letter);
  if (isUndefined) {
    reader.at = end;
    return false;
  }
  reader.at = from;
  return skipJson(reader);
}

const lettersOf = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

const UNDEFINED = lettersOf("undefined");

/** Options of a `Y.Doc` that must not come from elsewhere: its id, and a function. */
const ODD_OPTIONS = ["guid", "gcFilter"].map(lettersOf);
