/** Tests of the gc of a room's document. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { varUints } from "../../testkit/hostile-frames.ts";
import { COMPACT_ROWS } from "../limits.ts";
import { DocumentStore } from "../storage/document-store.ts";
import { goesQuiet } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";
import { gcUpdates } from "../yjs/gc.ts";

test("R12: overwritten and deleted content does not stay in the snapshot for ever", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.is("ack", ({ n }) => n === 1);
  const map = mina.doc.getMap("places");
  for (let move = 0; move < 1_000; move++) map.set("shape", [move, move]);
  mina.types("a secret ".repeat(1_000));
  mina.doc.getText("text").delete(0, 8_990);
  await mina.is("ack", ({ n }) => n === 1_003);
  await goesQuiet(room);
  expect(await room.rows("log")).toEqual([]);
  const { snapshots } = await stored(room);
  expect(snapshots).toHaveLength(1);
  expect(snapshots[0]).toBeLessThan(120);
  const jonas = await room.joins("Jonas");
  expect(jonas.doc.getMap("places").toJSON()).toEqual({ shape: [999, 999] });
  expect(jonas.text).toBe("a secret ".repeat(1_000).slice(8_990));
}, 20_000);

/** The stored bytes of a room's snapshots, and its number of segments of history. */
async function stored(room: TestRoom): Promise<{ snapshots: number[]; history: number }> {
  const heads = await room.rows("head");
  return {
    snapshots: heads
      .sort((a, b) => Number(a["generation"]) - Number(b["generation"]))
      .map(({ bytes }) => Number(bytes)),
    history: (await room.rows("history")).length,
  };
}

test("R12: a log that grows long while people write is merged, and cleaned when they rest", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.is("ack", ({ n }) => n === 1);
  await runInDurableObject(room.stub, (_, { storage }) => {
    const doc = new Y.Doc();
    const store = new DocumentStore(storage);
    doc.on("update", (data: Uint8Array) =>
      store.log.append(1, { data, fromAt: 1, toAt: 1, who: ["jonas"] }),
    );
    for (let move = 0; move < COMPACT_ROWS; move++) doc.getMap("places").set("shape", [move]);
  });
  await evictDurableObject(room.stub);
  const jonas = await room.joins("Jonas");
  jonas.types("more");
  await jonas.is("ack", ({ n }) => n === 2);
  // On a busy machine the room seems busy, too, and compacts a little later.
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(room.stub);
    expect((await stored(room)).snapshots).toHaveLength(1);
  }, 15_000);
  const merged = await stored(room);
  expect(merged).toEqual({ snapshots: [expect.any(Number)], history: 1 });
  expect(merged.snapshots[0]).toBeGreaterThan(5_000);
  // Nothing is written any more; what is left to do is known also after a sleep.
  await goesQuiet(room);
  expect(await stored(room)).toEqual({
    snapshots: [merged.snapshots[0], expect.any(Number)],
    history: 1,
  });
  expect((await stored(room)).snapshots[1]).toBeLessThan(120);
  await goesQuiet(room);
  expect((await stored(room)).snapshots).toHaveLength(2);
  expect(jonas.doc.getMap("places").toJSON()).toEqual({ shape: [COMPACT_ROWS - 1] });
}, 20_000);

test("R12: deleted content does not fill up a room that never rests", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.is("ack", ({ n }) => n === 1);
  mina.types("a secret ".repeat(70_000));
  mina.doc.getText("text").delete(0, 629_990);
  await mina.is("ack", ({ n }) => n === 3);
  // The alarm is due at once, and may be at work already.
  await runDurableObjectAlarm(room.stub);
  await vi.waitFor(async () => expect((await stored(room)).snapshots[0]).toBeLessThan(120), 10_000);
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("a secret ".repeat(70_000).slice(629_990));
}, 20_000);

/** So many updates of one document, of 4 MiB together. */
function edits(count: number): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const doc = new Y.Doc();
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const list = doc.getArray("list");
  const bytes = new Uint8Array(Math.ceil((4 * 1024 * 1024) / count));
  for (let edit = 0; edit < count; edit++) list.push([bytes]);
  return updates;
}

// `Y.mergeUpdates` over all of them takes minutes: the time doubles with the updates and then again.
test.each<[how: string, arrange: (updates: Uint8Array[]) => Uint8Array[]]>([
  ["as they were made", (updates) => updates],
  // Then bytes cannot be copied as they stand.
  ["with one of them sent twice", (updates) => [...updates, ...updates.slice(0, 1)]],
])("R12: sixteen thousand updates of a large document, %s, become one", (_, arrange) => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, gcUpdates(arrange(edits(16_000)), "collect"));
  expect(copy.getArray("list").length).toBe(16_000);
});

test("R12: edits that cost every reader the square of their number cost the room no more than others", () => {
  const letters = 100_000;
  const before = (clock: number) => [0x44, ...varUints(7, clock, 1), 98];
  const hostile = new Uint8Array([
    ...varUints(1, letters + 1, 7, 0),
    ...[4, ...varUints(1, 1), 116, ...varUints(letters)],
    ...new Uint8Array(letters).fill(97),
    // Each stands before another one of these letters, and after none.
    ...Array.from({ length: letters }, (_, index) => before(letters - 1 - index)).flat(),
    0,
  ]);
  // Yjs takes 22 s for 16,000 of them, and the square of that for more.
  expect(gcUpdates([hostile], "collect")).toEqual(hostile);
}, 10_000);
