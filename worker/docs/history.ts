import { HISTORY_BYTES } from "../../shared/limits.ts";
import { isMade } from "../room/schema.ts";
import { deleteChunks, readChunks, writeChunks } from "./chunks.ts";
import { collectUpdates } from "./collect.ts";
import { decodeSegment, encodeSegment, type LoggedEntry } from "./segment.ts";

/** A stretch of the room's past. */
export interface Segment {
  readonly owner: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly entries: number;
  /** Compressed. */
  readonly bytes: number;
}

/** A room's past, within its budget of bytes. */
export class History {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** The segments, oldest first. */
  segments(): Segment[] {
    if (!isMade(this.#storage)) return [];
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

  /** Adds a segment as it is stored elsewhere. Call it inside a transaction. */
  append({
    data,
    fromAt,
    toAt,
    entries,
  }: Omit<Segment, "owner" | "bytes"> & { data: Uint8Array }): void {
    const { sql } = this.#storage;
    sql.exec(
      "INSERT INTO history (owner, from_at, to_at, entries, bytes) VALUES (?, ?, ?, ?, ?)",
      writeChunks(sql, data),
      fromAt,
      toAt,
      entries,
      data.byteLength,
    );
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
    data: collectUpdates(
      own.map(({ data }) => data),
      "collect",
    ),
  }));
}
