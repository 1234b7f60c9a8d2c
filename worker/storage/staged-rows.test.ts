/** Tests of the rows that a compaction writes before it names them. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { MAX_ROW_BLOB } from "../limits.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";
import { finish } from "../yjs/work.ts";
import { DocumentStore } from "./document-store.ts";

/** Bytes that take three rows. */
const LONG = new Uint8Array(2 * MAX_ROW_BLOB + 1);

/** The ids of all blobs, and of those that a snapshot or a segment names. */
function blobIds(room: TestRoom): Promise<{ stored: number[]; named: number[] }> {
  return runInDurableObject(room.stub, (_, { storage: { sql } }) => {
    const select = (query: string): number[] =>
      sql
        .exec<{ blobId: number }>(query)
        .toArray()
        .map(({ blobId }) => blobId);
    return {
      stored: [
        ...new Set(select("SELECT id / 1024 AS blobId FROM chunk WHERE id > 0 ORDER BY id")),
      ],
      named: select(
        "SELECT owner AS blobId FROM head UNION SELECT structure FROM head WHERE structure IS NOT NULL UNION SELECT owner FROM history ORDER BY blobId",
      ),
    };
  });
}

test("R119: the next compaction removes rows that a crash left without a name", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  await goesQuiet(room);
  const left = await runInDurableObject(room.stub, (_, { storage }) => {
    const store = new DocumentStore(storage);
    const staging = store.stagingSnapshot({ snapshot: LONG, coverage: LONG, structure: LONG });
    // Of the nine rows, the crash lets the room write seven.
    for (let row = 0; row < 7; row++) staging.next();
    return storage.sql.exec("SELECT id FROM chunk WHERE id < 0").toArray().length;
  });
  expect(left).toBe(1);
  const before = await blobIds(room);
  expect(before.stored.length).toBeGreaterThan(before.named.length);
  const aiko = await room.joins("Aiko");
  aiko.types("More. ");
  await aiko.is("ack", ({ n }) => n === 2);
  await goesQuiet(room);
  const after = await blobIds(room);
  expect(after.stored).toEqual(after.named);
  expect((await room.rows("chunk")).filter(({ id }) => Number(id) < 0)).toEqual([]);
  const jonas = await room.joins("Jonas");
  await jonas.has(aiko.text);
});

test("R119: nothing is removed while a damaged row may name it", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  await goesQuiet(room);
  await runInDurableObject(room.stub, (_, { storage }) => {
    const store = new DocumentStore(storage);
    finish(store.stagingSegment(LONG));
    storage.sql.exec("UPDATE history SET bytes = bytes + 1");
    const count = (): number => storage.sql.exec("SELECT id FROM chunk").toArray().length;
    const before = count();
    finish(store.sweepingBlobs());
    expect(count()).toBe(before);
    storage.sql.exec("UPDATE history SET bytes = bytes - 1");
    finish(store.sweepingBlobs());
    expect(count()).toBe(before - 3);
  });
});
