/** Blobs: bytes of any size as rows of `chunk`. They know nothing of what the bytes are. */
import { assert } from "../assert.ts";
import { countRows } from "../metrics.ts";
import { join } from "../yjs/concat.ts";
import { finish, type Work } from "../yjs/work.ts";
import { cut } from "./row-pieces.ts";

/*
 * A row has the number `1024 * blobId + part`. The generated column `owner` of the table shows the
 * blob's id to a person who reads the file; nothing here reads it.
 */

/** So many parts a blob may have. */
const MAX_PARTS = 1024;

/** The rows of one blob; give it the numbers of the first and the last, by `rowsOf`. */
const IN_BLOB = "id BETWEEN ? AND ?";

function rowsOf(blobId: number): [first: number, last: number] {
  return [rowOf(blobId, 0), rowOf(blobId, MAX_PARTS - 1)];
}

/** Returns the number of the row of a blob's part. */
export function rowOf(blobId: number, part: number): number {
  // Otherwise it would be a row of the next blob.
  assert(part >= 0 && part < MAX_PARTS, "A blob has at most 1,024 parts.");
  return blobId * MAX_PARTS + part;
}

/** Returns the id of the blob to which the row with this number belongs. */
export function blobIdOf(row: number): number {
  return Math.floor(row / MAX_PARTS);
}

/**
 * Writes bytes of any size as a blob, and returns its id: a new one, unless it
 * is given. Call it inside a transaction.
 */
export function writeBlob(
  sql: SqlStorage,
  bytes: Uint8Array,
  blobId: number = newBlobId(sql),
): number {
  return finish(writingBlob(sql, bytes, blobId));
}

/** Does the same as a work that can be interrupted. A crash leaves some of the rows. */
export function* writingBlob(
  sql: SqlStorage,
  bytes: Uint8Array,
  // Found in the step that writes the first row, so that no other blob gets it.
  blobId: number = newBlobId(sql),
): Work<number> {
  for (const [part, data] of cut(bytes).entries()) {
    const row = rowOf(blobId, part);
    countRows(sql.exec("INSERT INTO chunk (id, data) VALUES (?, ?)", row, data));
    yield;
  }
  return blobId;
}

/** Returns an id that no blob has. The coverage of a snapshot may have an id below zero. */
function newBlobId(sql: SqlStorage): number {
  const { last } = sql.exec<{ last: number | null }>("SELECT max(id) AS last FROM chunk").one();
  return Math.max(0, blobIdOf(last ?? 0)) + 1;
}

/** Returns the bytes of a blob; empty when it has no rows. */
export function readBlob(sql: SqlStorage, blobId: number): Uint8Array {
  const rows = sql
    .exec<{ data: ArrayBuffer }>(
      `SELECT data FROM chunk WHERE ${IN_BLOB} ORDER BY id`,
      ...rowsOf(blobId),
    )
    .toArray();
  return join(rows.map(({ data }) => new Uint8Array(data)));
}

/** Returns the bytes of a blob as a work that can be interrupted. */
export function* readingBlob(sql: SqlStorage, blobId: number): Work<Uint8Array> {
  const rows = rowsWithLengths(sql, blobId);
  const whole = spaceFor(new Uint8Array(), lengthOf(rows));
  yield;
  let offset = 0;
  for (const { id } of rows) {
    const data = readBlobRow(sql, id);
    whole.set(data, offset);
    offset += data.byteLength;
    yield;
  }
  return whole;
}

/**
 * Returns `prefix` and the bytes of a blob, as one, as a work that can be interrupted. It takes memory row by row:
 * to take 15 MiB at once takes as long as to send them. For bytes that are only sent, because code that has read such
 * memory is slower ever after, with any bytes.
 */
export function* readingBlobAfter(
  sql: SqlStorage,
  blobId: number,
  prefix: Uint8Array,
): Work<Uint8Array> {
  const rows = rowsWithLengths(sql, blobId);
  const padding = paddingFor(prefix);
  const length = prefix.byteLength + lengthOf(rows);
  let end = padding + prefix.byteLength;
  const memory = new ArrayBuffer(end, { maxByteLength: padding + length });
  new Uint8Array(memory, padding).set(prefix);
  for (const { id, bytes } of rows) {
    memory.resize(end + bytes);
    new Uint8Array(memory, end, bytes).set(readBlobRow(sql, id));
    end += bytes;
    yield;
  }
  return new Uint8Array(memory, padding, length);
}

interface RowLength extends Record<string, SqlStorageValue> {
  readonly id: number;
  readonly bytes: number;
}

function rowsWithLengths(sql: SqlStorage, blobId: number): RowLength[] {
  return sql
    .exec<RowLength>(
      `SELECT id, length(data) AS bytes FROM chunk WHERE ${IN_BLOB} ORDER BY id`,
      ...rowsOf(blobId),
    )
    .toArray();
}

function lengthOf(rows: readonly RowLength[]): number {
  return rows.reduce((sum, { bytes }) => sum + bytes, 0);
}

function readBlobRow(sql: SqlStorage, id: number): Uint8Array {
  const { data } = sql.exec<{ data: ArrayBuffer }>("SELECT data FROM chunk WHERE id = ?", id).one();
  return new Uint8Array(data);
}

/** Returns `prefix` and the bytes of a blob, as one, now and in one query. */
export function readBlobAfter(sql: SqlStorage, blobId: number, prefix: Uint8Array): Uint8Array {
  const pieces = sql
    .exec<{ data: ArrayBuffer }>(
      `SELECT data FROM chunk WHERE ${IN_BLOB} ORDER BY id`,
      ...rowsOf(blobId),
    )
    .toArray();
  const length = pieces.reduce((sum, { data }) => sum + data.byteLength, prefix.byteLength);
  const whole = spaceFor(prefix, length);
  let offset = prefix.byteLength;
  for (const { data } of pieces) {
    whole.set(new Uint8Array(data), offset);
    offset += data.byteLength;
  }
  return whole;
}

/** Returns space for so many bytes, which begin with `prefix`. */
function spaceFor(prefix: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const padding = paddingFor(prefix);
  const whole = new Uint8Array(new ArrayBuffer(padding + length), padding);
  whole.set(prefix);
  return whole;
}

/** Returns how many bytes before a prefix make the bytes after it begin at a multiple of four, as `checksum` likes it. */
function paddingFor(prefix: Uint8Array): number {
  return (4 - (prefix.byteLength % 4)) % 4;
}

/**
 * Returns how many bytes of a blob are stored. It reads no content: it finds what
 * is missing and what is cut short, and nothing else.
 */
export function blobBytes(sql: SqlStorage, blobId: number): number {
  return sql
    .exec<{ bytes: number }>(
      `SELECT coalesce(sum(length(data)), 0) AS bytes FROM chunk WHERE ${IN_BLOB}`,
      ...rowsOf(blobId),
    )
    .one().bytes;
}

/** Removes a blob. */
export function deleteBlob(sql: SqlStorage, blobId: number): void {
  countRows(sql.exec(`DELETE FROM chunk WHERE ${IN_BLOB}`, ...rowsOf(blobId)));
}

/** Returns the numbers of the rows of all blobs, in order. */
export function blobRows(sql: SqlStorage): number[] {
  return sql
    .exec<{ id: number }>("SELECT id FROM chunk ORDER BY id")
    .toArray()
    .map(({ id }) => id);
}

/** Removes one row of a blob. */
export function deleteBlobRow(sql: SqlStorage, row: number): void {
  countRows(sql.exec("DELETE FROM chunk WHERE id = ?", row));
}
