/** Tests of the stored structure of a snapshot. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, onTestFinished, test, vi } from "vitest";
import { updateFrame } from "../../shared/wire/frames.ts";
import { forged } from "../../testkit/forged-updates.ts";
import { Turns } from "../connection/turns.ts";
import { SnapshotStore } from "../storage/snapshot-store.ts";
import { goesQuiet } from "../testing/compaction.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";
import { Structure } from "../yjs/structure.ts";
import { StoredDocument } from "./stored-document.ts";

/** A room whose snapshot is large enough for its structure to be kept, after it slept. */
async function large() {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.types("a word ".repeat(12_000));
  await mina.is("ack", ({ n }) => n === 2);
  await goesQuiet(room);
  await evictDurableObject(room.stub);
  return { room, mina };
}

/** Somebody with a letter whose right neighbour lies before the left one is refused. */
async function isGuarded(room: TestRoom, mina: Person): Promise<void> {
  const mallory = await room.joins("Mallory");
  await mallory.is("ack", ({ n }) => n === 1);
  const { clientID } = mina.doc;
  mallory.sends(updateFrame(forged([{ id: [8, 0], left: [clientID, 9], right: [clientID, 5] }])));
  await mallory.is("refused", ({ code, n }) => code === "bad-update" && n === 2);
  mallory.types("!");
  await mina.has(`${"a word ".repeat(12_000)}!`);
}

test("R102: the structure of a large snapshot is read from the storage when somebody first writes, and no snapshot is", async () => {
  const { room, mina } = await large();
  const taken = vi.spyOn(Structure.prototype, "integrateStored");
  const decoded = vi.spyOn(Structure.prototype, "integrate");
  const jonas = await room.joins("Jonas");
  await jonas.has("a word ".repeat(12_000));
  expect([taken.mock.calls.length, decoded.mock.calls.length]).toEqual([0, 0]);
  await isGuarded(room, mina);
  expect(taken.mock.calls).toEqual([]);
  expect(decoded.mock.calls.length).toBe(2);
  taken.mockRestore();
  decoded.mockRestore();
});

test.each([
  ["was made by the version before", "UPDATE head SET structure = NULL, row_sum = NULL"],
  [
    "lost its structure",
    "DELETE FROM chunk WHERE owner = (SELECT structure FROM head WHERE structure IS NOT NULL)",
  ],
  [
    "has a damaged structure",
    "UPDATE chunk SET data = zeroblob(70000) WHERE owner = (SELECT structure FROM head WHERE structure IS NOT NULL)",
  ],
])("R102: a snapshot that %s is read itself", async (_, damage) => {
  const { room, mina } = await large();
  await runInDurableObject(room.stub, (_room, { storage }) => {
    expect(storage.sql.exec(damage).rowsWritten).toBeGreaterThan(0);
  });
  await evictDurableObject(room.stub);
  await isGuarded(room, mina);
});

test("R102: the structure of a snapshot goes with it", async () => {
  const { room, mina } = await large();
  const owners = async () => {
    const [heads, chunks] = [await room.rows("head"), await room.rows("chunk")];
    return [
      new Set(heads.map(({ structure }) => structure).filter((each) => each !== null)).size,
      new Set(chunks.map(({ owner }) => Number(owner)).filter((owner) => owner > 0)).size,
      (await room.rows("history")).length,
    ];
  };
  const [structures, chunks, history] = await owners();
  expect([structures, chunks, history]).toEqual([1, 3, 1]);
  for (let round = 0; round < 3; round++) {
    mina.types("more");
    const heard = mina.events.length;
    await mina.is("ack", (event) => mina.events.indexOf(event) >= heard - 1);
    await goesQuiet(room);
  }
  // Two snapshots with a structure each, and four stretches of the past. Blobs without a name go last.
  await vi.waitFor(async () => expect(await owners()).toEqual([2, 8, 4]), { timeout: 10_000 });
});

test("R110: the log of a large room is read in turns before anything else when the room wakes", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const words = "a word ".repeat(200_000);
  mina.types(words);
  await mina.is("ack", ({ n }) => n === 2);
  mina.leaves();
  await evictDurableObject(room.stub);
  const run = vi.spyOn(Turns.prototype, "run");
  const covering = vi.spyOn(StoredDocument.prototype, "covering");
  onTestFinished(() => void vi.restoreAllMocks());
  const jonas = await room.joins("Jonas");
  await jonas.has(words);
  expect(run.mock.calls[0]?.[0]).toBe(covering.mock.results[0]?.value);
});

test("R110: the snapshot of a large document is read in turns before a client that joins gets it", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const words = "a word ".repeat(640_000);
  mina.types(words);
  await mina.is("ack", ({ n }) => n === 2);
  await goesQuiet(room);
  mina.leaves();
  await evictDurableObject(room.stub);
  const atOnce = vi.spyOn(SnapshotStore.prototype, "readAfter");
  const inTurns = vi.spyOn(SnapshotStore.prototype, "readingAfter");
  onTestFinished(() => void vi.restoreAllMocks());
  const people = await Promise.all([room.joins("Jonas"), room.joins("Ada")]);
  for (const person of people) await person.has(words);
  expect(atOnce).not.toHaveBeenCalled();
  expect(inTurns).toHaveBeenCalledTimes(1);
});
