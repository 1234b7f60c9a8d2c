import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { MAX_NESTING, MAX_SUBDOCUMENTS, MAX_UPDATE_STRUCTS } from "../../shared/limits.ts";
import type { DecodedUpdate } from "./extent.ts";

/** Content type of an item that is a document in the document, as Yjs numbers them. */
const CONTENT_DOC = 9;

/** The low bits of a struct's first byte: its content's type. */
const CONTENT_BITS = 31;

/** Clocks above this lose their last digits in varied arithmetic; nobody edits so often. */
const MAX_CLOCK = 2 ** 40;

/**
 * Takes a Yjs update (V1) apart without applying it, as strictly as it can be
 * read: to its last byte, each client once, and within bounds of memory. The
 * values that items hold are walked over, not built, because a room has no use
 * for them.
 *
 * @returns null when it is malformed, or is a bomb.
 */
export function decodeUpdate(update: Uint8Array): DecodedUpdate | null {
  try {
    const decoded = Y.decodeUpdateV2(update, StrictDecoder);
    if (latest?.restDecoder.pos !== update.byteLength) return null;
    for (const { id, length } of decoded.structs) {
      if (length <= 0 || id.clock + length > MAX_CLOCK) return null;
    }
    for (const ranges of decoded.ds.clients.values()) {
      for (const { clock, len } of ranges) if (clock + len > MAX_CLOCK) return null;
    }
    return decoded;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  } finally {
    latest = null;
  }
}

/** The decoder that Yjs has made last; it alone knows where the update ended. */
let latest: StrictDecoder | null = null;

/** What stands for a value that was walked over; a document in the document is made from it, too. */
const WALKED = {};

class StrictDecoder extends Y.UpdateDecoderV1 {
  #structs = 0;
  #subdocuments = 0;
  #client: number | null = null;
  #clients: Set<number> | null = null;

  constructor(decoder: decoding.Decoder) {
    super(decoder);
    latest = this;
  }

  /** Called once for each client's block. Yjs forgets an earlier block of the same client when it applies. */
  override readClient(): number {
    const client = super.readClient();
    if (this.#client === null) {
      this.#client = client;
      return client;
    }
    this.#clients ??= new Set([this.#client]);
    if (this.#clients.has(client)) throw new Error(`Client ${client} comes twice.`);
    this.#clients.add(client);
    return client;
  }

  override readInfo(): number {
    this.#count();
    const info = super.readInfo();
    if ((info & CONTENT_BITS) === CONTENT_DOC && ++this.#subdocuments > MAX_SUBDOCUMENTS) {
      throw new Error("There are too many documents in the document.");
    }
    return info;
  }

  override readDsClock(): number {
    this.#count();
    return super.readDsClock();
  }

  override readAny(): unknown {
    walk(this.restDecoder, 0);
    return WALKED;
  }

  override readBuf(): Uint8Array {
    return decoding.readVarUint8Array(this.restDecoder);
  }

  override readJSON(): unknown {
    const text = decoding.readVarString(this.restDecoder);
    checkNesting(text);
    return JSON.parse(text);
  }

  #count(): void {
    if (++this.#structs > MAX_UPDATE_STRUCTS) throw new Error("The update has too many parts.");
  }
}

/** Walks over one value of lib0's `any` encoding. What nests deeply would overflow the readers' stacks. */
function walk(decoder: decoding.Decoder, depth: number): void {
  if (depth > MAX_NESTING) throw new Error("A value nests too deeply.");
  switch (decoding.readUint8(decoder)) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      decoding.readVarInt(decoder);
      return;
    case 124:
      skip(decoder, 4);
      return;
    case 123: // float
    case 122: // bigint
      skip(decoder, 8);
      return;
    case 119:
      decoding.readVarString(decoder);
      return;
    case 118:
      for (let left = decoding.readVarUint(decoder); left > 0; left--) {
        decoding.readVarString(decoder);
        walk(decoder, depth + 1);
      }
      return;
    case 117:
      for (let left = decoding.readVarUint(decoder); left > 0; left--) walk(decoder, depth + 1);
      return;
    case 116:
      decoding.readVarUint8Array(decoder);
      return;
    default:
      throw new Error("There is no such type of value.");
  }
}

function skip(decoder: decoding.Decoder, bytes: number): void {
  decoder.pos += bytes;
  if (decoder.pos > decoder.arr.length) throw new Error("The update ends early.");
}

/** Counts how deeply a JSON text nests, strings apart. */
function checkNesting(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (inString) {
      if (character === "\\") index++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") {
      if (++depth > MAX_NESTING) throw new Error("A value nests too deeply.");
    } else if (character === "}" || character === "]") depth--;
  }
}
