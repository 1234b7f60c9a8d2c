/** Values in lib0's `any` encoding: walked over and checked. It builds nothing. */
import { MAX_NESTING } from "../../shared/limits.ts";
import { checkJson, holdsInfinity } from "./json.ts";
import { MalformedError, type Reader } from "./reader.ts";

/** The type of an object, in lib0's `any` encoding. */
const ANY_OBJECT = 118;

/**
 * Walks over one value of lib0's `any` encoding. Values that nest deeply would overflow the
 * readers' stacks.
 */
export function skipAny(reader: Reader, depth = 0): void {
  if (depth > MAX_NESTING) throw new MalformedError("A value nests too deeply.");
  switch (reader.uint8()) {
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
      for (let left = reader.varUint(); left > 0; left--) {
        reader.skipText();
        skipAny(reader, depth + 1);
      }
      return;
    case 117:
      for (let left = reader.varUint(); left > 0; left--) skipAny(reader, depth + 1);
      return;
    case 116:
      reader.skipBytes();
      return;
    default:
      throw new MalformedError("There is no such type of value.");
  }
}

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
  return checkText(reader, textFrom(reader));
}

function checkText({ bytes, at }: Reader, from: number): boolean {
  checkJson(bytes, from, at);
  // No shorter number is beyond a double.
  return at - from >= "1e309".length && holdsInfinity(bytes, from, at);
}

/** The same, or `undefined`, which Yjs writes as that word. */
export function skipJsonOrUndefined(reader: Reader): boolean {
  const { bytes } = reader;
  const from = textFrom(reader);
  const isUndefined =
    reader.at - from === UNDEFINED.length &&
    UNDEFINED.every((letter, index) => bytes[from + index] === letter);
  return !isUndefined && checkText(reader, from);
}

/** Walks over a text. @returns where its characters begin. */
function textFrom(reader: Reader): number {
  const start = reader.at;
  reader.varUint();
  const from = reader.at;
  reader.at = start;
  reader.skipText();
  return from;
}

const lettersOf = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

const UNDEFINED = lettersOf("undefined");

/** Options of a `Y.Doc` that must not come from elsewhere: its id, and a function. */
const ODD_OPTIONS = ["guid", "gcFilter"].map(lettersOf);
