import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { HISTORY_BYTES } from "../../shared/limits.ts";
import { deleteChunks, readChunks, writeChunks } from "./chunks.ts";
import { collectUpdates } from "./collect.ts";
import type { LoggedEntry } from "./logs.ts";

/** A stretch of the room's past. */
export interface Segment {
  readonly owner: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly entries: number;
  /** Compressed. */
  readonly bytes: number;
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

/** A room's past, within its budget of bytes. */
export class History {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** The segments, oldest first. */
  segments(): Segment[] {
    return this.#storage.sql
      .exec<Record<string, SqlStorageValue> & Segment>(
        "SELECT owner, from_at AS fromAt, to_at AS toAt, entries, bytes FROM history ORDER BY from_at, owner",
      )
      .toArray();
  }

  /** What one segment holds. */
  read(segment: Segment): Promise<LoggedEntry[]> {
    return decodeSegment(this.bytes(segment));
  }

  /** One segment as it is stored. */
  bytes({ owner }: Segment): Uint8Array {
    return readChunks(this.#storage.sql, owner);
  }

  /**
   * Thins the past to its budget: while it is over, the two oldest segments
   * become one that holds their outcome and no longer each step.
   *
   * @returns whether something was thinned.
   */
  async thin(budget = HISTORY_BYTES): Promise<boolean> {
    let thinned = false;
    for (;;) {
      const segments = this.segments();
      const [oldest, second] = segments;
      const total = segments.reduce((sum, { bytes }) => sum + bytes, 0);
      if (total <= budget || oldest === undefined || second === undefined) return thinned;
      const entries = [...(await this.read(oldest)), ...(await this.read(second))];
      await this.#replace([oldest, second], outcome(entries));
      thinned = true;
    }
  }

  async #replace(segments: readonly Segment[], entries: readonly LoggedEntry[]): Promise<void> {
    const bytes = await encodeSegment(entries);
    const { sql } = this.#storage;
    this.#storage.transactionSync(() => {
      for (const { owner } of segments) {
        deleteChunks(sql, owner);
        sql.exec("DELETE FROM history WHERE owner = ?", owner);
      }
      sql.exec(
        "INSERT INTO history (owner, from_at, to_at, entries, bytes) VALUES (?, ?, ?, ?, ?)",
        writeChunks(sql, bytes),
        Math.min(...segments.map(({ fromAt }) => fromAt)),
        Math.max(...segments.map(({ toAt }) => toAt)),
        entries.length,
        bytes.byteLength,
      );
    });
  }
}

/** The outcome of entries: one for each document. */
function outcome(entries: readonly LoggedEntry[]): LoggedEntry[] {
  const byDocument = Map.groupBy(entries, ({ doc }) => doc);
  return [...byDocument].map(([doc, own]) => ({
    doc,
    fromAt: Math.min(...own.map(({ fromAt }) => fromAt)),
    toAt: Math.max(...own.map(({ toAt }) => toAt)),
    who: [...new Set(own.flatMap(({ who }) => who))],
    data: collectUpdates(own.map(({ data }) => data)),
  }));
}

async function pipe(
  bytes: Uint8Array,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const stream = new Response(bytes as Uint8Array<ArrayBuffer>).body?.pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
