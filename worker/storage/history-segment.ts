/** A history segment: entries of the log as gzipped bytes. It knows no rows. */
import * as decoding from "lib0/decoding";
import { ByteWriter } from "../yjs/byte-writer.ts";

/** One written window: a merged update, its time and its authors. */
export interface LogEntry {
  readonly data: Uint8Array;
  /** Milliseconds since 1970 of the first and the last update in it. */
  readonly fromAt: number;
  readonly toAt: number;
  /** The public ids of the authors. */
  readonly who: readonly string[];
}

/** An entry as the log holds it: which document's it is. */
export interface LoggedEntry extends LogEntry {
  readonly doc: number;
}

/**
 * Codes entries of a log as `count • (doc, fromAt, toAt − fromAt, who, data)*`,
 * gzipped: versions and a time-lapse can be made of it.
 */
export async function encodeSegment(entries: readonly LoggedEntry[]): Promise<Uint8Array> {
  return pipe(piecesOfEntries(entries), new CompressionStream("gzip"));
}

/** Returns the code of these entries in pieces: as one, it would be a second copy of the log in memory. */
function* piecesOfEntries(entries: readonly LoggedEntry[]): Generator<Uint8Array<ArrayBuffer>> {
  const target = new ByteWriter(PIECE_BYTES + 1_024);
  target.varUint(entries.length);
  for (const { doc, fromAt, toAt, who, data } of entries) {
    const authors = utf8.encode(who.join(" "));
    target.varUint(doc);
    target.varUint(fromAt);
    target.varUint(Math.max(0, toAt - fromAt));
    target.varUint(authors.byteLength);
    target.append(authors);
    target.varUint(data.byteLength);
    for (let at = 0; at < data.byteLength; ) {
      const to = Math.min(data.byteLength, at + Math.max(1, PIECE_BYTES - target.length));
      target.copy(data, at, to);
      at = to;
      if (target.length < PIECE_BYTES) continue;
      yield target.written.slice();
      target.clear();
    }
  }
  yield target.written.slice();
}

const utf8 = new TextEncoder();

/** @throws when the bytes are not a segment. */
export async function decodeSegment(segment: Uint8Array): Promise<LoggedEntry[]> {
  return [...readEntries(await pipe(piecesOf(segment), new DecompressionStream("gzip")))];
}

/**
 * Reads the entries of an unpacked segment, one after the other.
 *
 * @throws when the bytes are not that.
 */
export function* readEntries(bytes: Uint8Array): Generator<LoggedEntry> {
  const decoder = decoding.createDecoder(bytes);
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const doc = decoding.readVarUint(decoder);
    const fromAt = decoding.readVarUint(decoder);
    const toAt = fromAt + decoding.readVarUint(decoder);
    const who = decoding.readVarString(decoder).split(" ");
    yield { doc, fromAt, toAt, who, data: decoding.readVarUint8Array(decoder) };
  }
}

/** Bytes that are packed or unpacked in one go: some milliseconds' work. */
const PIECE_BYTES = 128 * 1024;

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at === 0 || at < bytes.byteLength; at += PIECE_BYTES) {
    yield bytes.slice(at, at + PIECE_BYTES);
  }
}

/** Sends pieces through a stream, so that other rooms have their turn between two of them. */
async function pipe(
  pieces: Generator<Uint8Array<ArrayBuffer>>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  let isFirst = true;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      if (!isFirst) await new Promise((resolve) => setTimeout(resolve));
      isFirst = false;
      const { done, value } = pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
  return new Uint8Array(await new Response(source.pipeThrough(through)).arrayBuffer());
}
