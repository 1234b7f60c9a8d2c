import { MAX_NESTING } from "../../shared/limits.ts";
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

/** Checks a value that is stored as JSON.
 *
 * @throws MalformedError when it is none, or nests more deeply than readers' stacks may bear. */
export function checkJson(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (inString) {
      if (character === "\\") index++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") {
      if (++depth > MAX_NESTING) throw new MalformedError("A value nests too deeply.");
    } else if (character === "}" || character === "]") depth--;
  }
  try {
    JSON.parse(text);
  } catch (error) {
    throw new MalformedError("A value is no JSON.", { cause: error });
  }
}
