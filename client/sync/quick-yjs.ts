/**
 * Makes Yjs read documents in less time and memory, wherever in the page it does: the methods of its classes are
 * replaced in place. The library of the local copy applies updates by itself, so a decoder that is passed along would
 * not reach it. The bytes mean the same, and what cannot be read throws as before.
 */
import * as decoding from "lib0/decoding";
import * as Y from "yjs";

/** Strings longer than this are read by the browser: bytes one by one take longer. Names of fields and styles are shorter, and ids. */
const SHORT = 40;

/** Strings that are kept, so that each is in memory once. Those of a document are some hundred names and values. */
const KEPT = 4_096;

/** The first bytes of values, as lib0 writes them. */
const INTEGER = 125;
const FLOAT64 = 123;
const STRING = 119;
const ARRAY = 117;

const kept: (string | undefined)[] = new Array(KEPT).fill(undefined);
const codes: number[][] = Array.from({ length: SHORT + 1 }, (_, length) =>
  new Array(length).fill(0),
);

/** Reads a string. A short one of ASCII alone is the same object each time that it is read. */
function readString(decoder: decoding.Decoder): string {
  const { arr, pos } = decoder;
  const length = arr[pos] ?? SHORT + 1;
  const start = pos + 1;
  if (length > SHORT || start + length > arr.length) return decoding.readVarString(decoder);
  let hash = length;
  for (let at = start; at < start + length; at++) {
    const byte = arr[at] as number;
    if (byte > 127) return decoding.readVarString(decoder);
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  decoder.pos = start + length;
  const place = (hash ^ (hash >>> 12)) & (KEPT - 1);
  const known = kept[place];
  if (known !== undefined && isAt(known, arr, start, length)) return known;
  const letters = codes[length] as number[];
  for (let index = 0; index < length; index++) letters[index] = arr[start + index] as number;
  const text = String.fromCharCode.apply(null, letters);
  kept[place] = text;
  return text;
}

function isAt(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let index = 0; index < length; index++) {
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}

/** Reads a value. Points are the most frequent ones: they take no more memory than two numbers need. */
function readAny(decoder: decoding.Decoder): unknown {
  const { arr, pos } = decoder;
  switch (arr[pos]) {
    case INTEGER:
      decoder.pos = pos + 1;
      return decoding.readVarInt(decoder);
    case FLOAT64:
      decoder.pos = pos + 1;
      return readFloat(decoder);
    case STRING:
      decoder.pos = pos + 1;
      return readString(decoder);
    case ARRAY:
      if (arr[pos + 1] !== 2) break;
      decoder.pos = pos + 2;
      return pairOf(readAny(decoder), readAny(decoder));
  }
  return decoding.readAny(decoder);
}

/** Numbers and other things each have arrays of their own kind: V8 keeps numbers in place where it has seen no others. */
function pairOf(a: unknown, b: unknown): unknown[] {
  return typeof a === "number" && typeof b === "number" ? [a, b] : [a, b];
}

const eight = new DataView(new ArrayBuffer(8));

function readFloat(decoder: decoding.Decoder): number {
  const { arr, pos } = decoder;
  if (pos + 8 > arr.length) return decoding.readFloat64(decoder);
  for (let index = 0; index < 8; index++) eight.setUint8(index, arr[pos + index] as number);
  decoder.pos = pos + 8;
  return eight.getFloat64(0, false);
}

let lastId = Y.createID(0, 0);

/** Reads an id. The fields of one shape name the same parent one after another, and share it: Yjs changes none that it has read so. */
function readId(decoder: decoding.Decoder): Y.ID {
  const client = decoding.readVarUint(decoder);
  const clock = decoding.readVarUint(decoder);
  if (lastId.client !== client || lastId.clock !== clock) lastId = Y.createID(client, clock);
  return lastId;
}

Object.assign(Y.UpdateDecoderV1.prototype, {
  readString(this: Y.UpdateDecoderV1): string {
    return readString(this.restDecoder);
  },
  readKey(this: Y.UpdateDecoderV1): string {
    return readString(this.restDecoder);
  },
  readAny(this: Y.UpdateDecoderV1): unknown {
    return readAny(this.restDecoder);
  },
  readLeftID(this: Y.UpdateDecoderV1): Y.ID {
    return readId(this.restDecoder);
  },
});

Object.assign(Y.ContentAny.prototype, {
  /** Yjs gathers the values of an item with `push`, which leaves room for seventeen. Most items have one. */
  integrate(this: Y.ContentAny): void {
    if (this.arr.length === 1) this.arr = [this.arr[0]];
  },
});
