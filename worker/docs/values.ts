import { MAX_NESTING } from "../../shared/limits.ts";
import { checkJson } from "./json.ts";
import { MalformedError, type Reader } from "./reader.ts";

/** The type of an object, in lib0's `any` encoding. */
export const ANY_OBJECT = 118;

/** Walks over one value of lib0's `any` encoding. What nests deeply would overflow the readers' stacks. */
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
 * Walks over one value that is stored as JSON text, with its length before it.
 *
 * @throws MalformedError when it is no JSON, or nests more deeply than readers' stacks may bear.
 */
export function skipJson(reader: Reader): void {
  const from = textFrom(reader);
  checkJson(reader.bytes, from, reader.at);
}

/** The same, or `undefined`, which Yjs writes as that word. */
export function skipJsonOrUndefined(reader: Reader): void {
  const { bytes } = reader;
  const from = textFrom(reader);
  const isUndefined =
    reader.at - from === UNDEFINED.length &&
    UNDEFINED.every((letter, index) => bytes[from + index] === letter);
  if (!isUndefined) checkJson(bytes, from, reader.at);
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

/** The letters of `undefined`. */
const UNDEFINED: readonly number[] = [...new TextEncoder().encode("undefined")];
