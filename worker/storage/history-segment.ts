/** A history segment: entries of the log as gzipped bytes. It knows no rows. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** One written window: a merged update and when and by whom it was made. */
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
 * gzipped: the film of a room, from which versions and a time-lapse are made.
 */
export async function encodeSegment(entries: readonly LoggedEntry[]): Promise<Uint8Array> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { doc, fromAt, toAt, who, data } of entries) {
    encoding.writeVarUint(encoder, doc);
    encoding.writeVarUint(encoder, fromAt);
    encoding.writeVarUint(encoder, Math.max(0, toAt - fromAt));
    encoding.writeVarString(encoder, who.join(" "));
    encoding.writeVarUint8Array(encoder, data);
  }
  return pipe(encoding.toUint8Array(encoder), new CompressionStream("gzip"));
}

/** @throws when the bytes are not a segment. */
export async function decodeSegment(segment: Uint8Array): Promise<LoggedEntry[]> {
  return [...readEntries(await pipe(segment, new DecompressionStream("gzip")))];
}

/**
 * Reads what a segment holds once it is unpacked, one entry after the other.
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
const PIECE_BYTES = 256 * 1024;

/** The bytes piece by piece, so that other rooms have their turn between two of them. */
function piecesOf(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at > 0) await new Promise((resolve) => setTimeout(resolve));
      controller.enqueue(bytes.slice(at, at + PIECE_BYTES));
      at += PIECE_BYTES;
      if (at >= bytes.byteLength) controller.close();
    },
  });
}

async function pipe(
  bytes: Uint8Array,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const stream = piecesOf(bytes).pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
