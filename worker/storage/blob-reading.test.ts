/** Tests of the ways to read a blob. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { checksum } from "../checksum.ts";
import { MAX_ROW_BLOB } from "../limits.ts";
import { hasTables } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";
import { finish } from "../yjs/work.ts";
import { readBlobAfter, readingBlob, readingBlobAfter, writeBlob } from "./blobs.ts";

test.each([
  ["nothing", 0],
  ["a row that is not full", 1_000],
  ["three rows", 2 * MAX_ROW_BLOB + 5],
])("%s is read alike at once, in turns, and behind a prefix", async (_, length) => {
  const room = new TestRoom();
  await hasTables(room);
  await runInDurableObject(room.stub, (_room, { storage: { sql } }) => {
    const bytes = Uint8Array.from({ length }, (_each, at) => at % 251);
    const id = writeBlob(sql, bytes);
    const prefix = new Uint8Array([7, 8, 9]);
    const sums = (whole: Uint8Array) => [whole.byteLength, checksum(whole)];
    expect(sums(finish(readingBlob(sql, id)))).toEqual(sums(bytes));
    const whole = finish(readingBlobAfter(sql, id, prefix));
    expect(sums(whole)).toEqual(sums(readBlobAfter(sql, id, prefix)));
    expect(whole.subarray(0, prefix.length)).toEqual(prefix);
    expect(sums(whole.subarray(prefix.length))).toEqual(sums(bytes));
    // As the checksum of a frame likes it.
    expect((whole.byteOffset + prefix.length) % 4).toBe(0);
  });
});
