/** The history: a room's past in segments, within its budget of bytes. */
import { HISTORY_BYTES } from "../limits.ts";
import { gcUpdates } from "../yjs/gc.ts";
import { deleteBlob, readBlob, writeBlob } from "./blobs.ts";
import { gcFailed } from "./gc-failed.ts";
import { deleteSegment, insertSegment, readSegments, type Segment } from "./history-rows.ts";
import { decodeSegment, encodeSegment, type LoggedEntry } from "./history-segment.ts";
import { isMade } from "./schema.ts";

/** A room's past, within its budget of bytes. */
export class History {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** The segments, oldest first. */
  segments(): Segment[] {
    if (!isMade(this.#storage)) return [];
    return readSegments(this.#storage.sql);
  }

  /** Returns the entries of one segment. */
  entriesOf(segment: Segment): Promise<LoggedEntry[]> {
    return decodeSegment(this.bytesOf(segment));
  }

  /** Returns one segment as it is stored. */
  bytesOf({ blobId }: Segment): Uint8Array {
    return readBlob(this.#storage.sql, blobId);
  }

  /** Inserts a segment that another server has stored. Call it inside a transaction. */
  insertSegment({
    data,
    fromAt,
    toAt,
    entries,
  }: Omit<Segment, "blobId" | "bytes"> & { data: Uint8Array }): void {
    const { sql } = this.#storage;
    const blobId = writeBlob(sql, data);
    insertSegment(sql, { blobId, fromAt, toAt, entries, bytes: data.byteLength });
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
      const entries = [...(await this.entriesOf(oldest)), ...(await this.entriesOf(second))];
      await this.#replace([oldest, second], outcome(entries));
      thinned = true;
    }
  }

  async #replace(segments: readonly Segment[], entries: readonly LoggedEntry[]): Promise<void> {
    const bytes = await encodeSegment(entries);
    const { sql } = this.#storage;
    this.#storage.transactionSync(() => {
      for (const segment of segments) {
        deleteBlob(sql, segment.blobId);
        deleteSegment(sql, segment);
      }
      insertSegment(sql, {
        blobId: writeBlob(sql, bytes),
        fromAt: Math.min(...segments.map(({ fromAt }) => fromAt)),
        toAt: Math.max(...segments.map(({ toAt }) => toAt)),
        entries: entries.length,
        bytes: bytes.byteLength,
      });
    });
  }
}

/** Returns the outcome of entries: one for each document. */
function outcome(entries: readonly LoggedEntry[]): LoggedEntry[] {
  const byDocument = Map.groupBy(entries, ({ doc }) => doc);
  return [...byDocument].map(([doc, own]) => ({
    doc,
    fromAt: Math.min(...own.map(({ fromAt }) => fromAt)),
    toAt: Math.max(...own.map(({ toAt }) => toAt)),
    who: [...new Set(own.flatMap(({ who }) => who))],
    data: gcUpdates(
      own.map(({ data }) => data),
      "collect",
      gcFailed,
    ),
  }));
}
