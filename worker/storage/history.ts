/** The history: a room's past in segments, within its budget of bytes. */
import { HISTORY_BYTES } from "../limits.ts";
import { gcUpdates } from "../yjs/gc.ts";
import { deleteChunks, readChunks, writeChunks } from "./blobs.ts";
import { gcFailed } from "./gc-failed.ts";
import { insertStretch, readStretches, type Segment } from "./history-rows.ts";
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
    return readStretches(this.#storage.sql);
  }

  /** The entries of one segment. */
  read(segment: Segment): Promise<LoggedEntry[]> {
    return decodeSegment(this.bytes(segment));
  }

  /** Adds a segment as it is stored elsewhere. Call it inside a transaction. */
  append({
    data,
    fromAt,
    toAt,
    entries,
  }: Omit<Segment, "owner" | "bytes"> & { data: Uint8Array }): void {
    const { sql } = this.#storage;
    const owner = writeChunks(sql, data);
    insertStretch(sql, { owner, fromAt, toAt, entries, bytes: data.byteLength });
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
      insertStretch(sql, {
        owner: writeChunks(sql, bytes),
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
