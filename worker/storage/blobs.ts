/** Blobs: bytes of any size as rows of `chunk`. They know nothing of what the bytes are. */
import { countRows } from "../metrics.ts";
import { join } from "../yjs/concat.ts";
import { finish, type Work } from "../yjs/work.ts";
import { cut } from "./row-pieces.ts";

/** So many parts an owner may have: their rows are numbered `owner * PARTS` and on. */
const PARTS = 1024;

/** The rows of one owner; give it the number of the first and of the last, by `idsOf`. */
const OWNED = "id BETWEEN ? AND ?";

function idsOf(owner: number): [first: number, last: number] {
  return [owner * PARTS, owner * PARTS + PARTS - 1];
}

/**
 * Writes bytes of any size as rows of `chunk`, and says under which owner: a
 * new one, unless it is given. Call it inside a transaction.
 */
export function writeChunks(
  sql: SqlStorage,
  bytes: Uint8Array,
  owner: number = nextOwner(sql),
): number {
  return finish(writingChunks(sql, bytes, owner));
}

/** Does the same as a work that can be interrupted. A crash leaves some of the rows. */
export function* writingChunks(
  sql: SqlStorage,
  bytes: Uint8Array,
  // Found in the step that writes the first row, so that nobody else gets it.
  owner: number = nextOwner(sql),
): Work<number> {
  for (const [part, data] of cut(bytes).entries()) {
    countRows(sql.exec("INSERT INTO chunk (id, data) VALUES (?, ?)", owner * PARTS + part, data));
    yield;
  }
  return owner;
}

/** Returns the numbers of all rows, in order. */
export function chunkRows(sql: SqlStorage): number[] {
  return sql
    .exec<{ id: number }>("SELECT id FROM chunk ORDER BY id")
    .toArray()
    .map(({ id }) => id);
}

/** Returns the owner of the row with this number. */
export function ownerOf(id: number): number {
  return Math.floor(id / PARTS);
}

/** Removes one row. */
export function deleteChunk(sql: SqlStorage, id: number): void {
  countRows(sql.exec("DELETE FROM chunk WHERE id = ?", id));
}

/** Returns the bytes that were written under `owner`, as a work that can be interrupted. */
export function* readingChunks(sql: SqlStorage, owner: number): Work<Uint8Array> {
  const rows = sql
    .exec<{ id: number; bytes: number }>(
      `SELECT id, length(data) AS bytes FROM chunk WHERE ${OWNED} ORDER BY id`,
      ...idsOf(owner),
    )
    .toArray();
  const whole = new Uint8Array(rows.reduce((sum, { bytes }) => sum + bytes, 0));
  yield;
  let offset = 0;
  for (const { id } of rows) {
    const { data } = sql
      .exec<{ data: ArrayBuffer }>("SELECT data FROM chunk WHERE id = ?", id)
      .one();
    whole.set(new Uint8Array(data), offset);
    offset += data.byteLength;
    yield;
  }
  return whole;
}

/** Returns an owner that nothing lies under. The coverage of a snapshot may lie under owners below zero. */
function nextOwner(sql: SqlStorage): number {
  const { last } = sql.exec<{ last: number | null }>("SELECT max(id) AS last FROM chunk").one();
  return Math.max(0, Math.floor((last ?? 0) / PARTS)) + 1;
}

/**
 * Writes the parts that a query gives (as `part` and `data`) under a new owner,
 * and says which. Call it inside a transaction.
 */
export function copyChunks(sql: SqlStorage, query: string, ...values: SqlStorageValue[]): number {
  const owner = nextOwner(sql);
  sql.exec(
    `INSERT INTO chunk (id, data) SELECT ? + part, data FROM (${query})`,
    owner * PARTS,
    ...values,
  );
  return owner;
}

/** Returns the bytes that were written under `owner`; empty when there are none. */
export function readChunks(sql: SqlStorage, owner: number): Uint8Array {
  const rows = sql
    .exec<{ data: ArrayBuffer }>(
      `SELECT data FROM chunk WHERE ${OWNED} ORDER BY id`,
      ...idsOf(owner),
    )
    .toArray();
  return join(rows.map(({ data }) => new Uint8Array(data)));
}

/**
 * How many bytes are there under `owner`. That reads no content: it finds what
 * is missing and what is cut short, and nothing else.
 */
export function chunkBytes(sql: SqlStorage, owner: number): number {
  return sql
    .exec<{ bytes: number }>(
      `SELECT coalesce(sum(length(data)), 0) AS bytes FROM chunk WHERE ${OWNED}`,
      ...idsOf(owner),
    )
    .one().bytes;
}

/**
 * The bytes that were written under `owner`, after `prefix`; copied once. They
 * begin at a multiple of four in memory, as `checksum` likes it.
 */
export function readChunksAfter(sql: SqlStorage, owner: number, prefix: Uint8Array): Uint8Array {
  const pieces = sql
    .exec<{ data: ArrayBuffer }>(
      `SELECT data FROM chunk WHERE ${OWNED} ORDER BY id`,
      ...idsOf(owner),
    )
    .toArray();
  const padding = (4 - (prefix.byteLength % 4)) % 4;
  const length = pieces.reduce((sum, { data }) => sum + data.byteLength, prefix.byteLength);
  const whole = new Uint8Array(new ArrayBuffer(padding + length), padding);
  whole.set(prefix);
  let offset = prefix.byteLength;
  for (const { data } of pieces) {
    whole.set(new Uint8Array(data), offset);
    offset += data.byteLength;
  }
  return whole;
}

/** Removes the rows under `owner`. */
export function deleteChunks(sql: SqlStorage, owner: number): void {
  countRows(sql.exec(`DELETE FROM chunk WHERE ${OWNED}`, ...idsOf(owner)));
}
