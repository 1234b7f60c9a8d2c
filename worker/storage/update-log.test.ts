/** Tests of the update log: entries in several turns, damaged entries, and its invariants. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { checksum } from "../checksum.ts";
import { MAX_ROW_BLOB } from "../limits.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";
import { finish } from "../yjs/work.ts";
import { DocumentStore } from "./document-store.ts";
import type { LogEntry } from "./history-segment.ts";
import type { UpdateLog } from "./update-log.ts";

/** An entry that takes four rows. */
const entry = (fill: number) => ({
  data: new Uint8Array(3 * MAX_ROW_BLOB + 5).fill(fill),
  fromAt: 7,
  toAt: 8,
  who: ["mina"],
});

/** An entry of one row. */
const small = { data: new Uint8Array([1, 2, 3]), fromAt: 9, toAt: 9, who: ["jonas"] };

/** An entry in few words: its data are megabytes. */
const brief = ({ data, who }: LogEntry): string =>
  `${data.byteLength} bytes, ${checksum(data)}, by ${who.join(" ")}`;

/** The entries of a store, read in turns as at once. */
function entriesOf(store: DocumentStore): string[] {
  const entries = finish(store.log.readingPresent()).entries.map(brief);
  expect([...store.log.entriesAfter(1, null)].map(brief)).toEqual(entries);
  return entries;
}

test("R119: an entry that is written in turns is read once its last row is there", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  await runInDurableObject(room.stub, (_, { storage }) => {
    const store = new DocumentStore(storage);
    const before = entriesOf(store);
    const token = store.log.resumeToken();
    const large = entry(1);
    const size = store.log.bounds.size;
    const preparing = store.log.preparingAppend(1, large);
    while (preparing.next().done !== true) {
      expect(entriesOf(store)).toEqual(before);
      // Rows that no entry has yet are no part of the document, also where the size is read anew.
      expect(store.log.bounds.size).toEqual(size);
      const other = new DocumentStore(storage);
      expect(other.log.bounds.size).toEqual(size);
      expect(entriesOf(other)).toEqual(before);
      expect(other.log.bounds.size).toEqual(size);
    }
    expect(store.log.resumeToken()).toBe(token);
    store.log.append(1, large);
    expect(entriesOf(store)).toEqual([...before, brief(large)]);
    expect(store.log.updatesSince(1, token ?? "")?.map(checksum)).toEqual([checksum(large.data)]);
    store.log.append(1, small);
    expect(entriesOf(new DocumentStore(storage)).at(-1)).toBe(brief(small));
    expect(new DocumentStore(storage).log.bounds.size).toEqual(store.log.bounds.size);
  });
});

test.each([0, 1, 2, 3])(
  "R142: an entry whose row %i is missing is told as damaged, and not left out",
  async (part) => {
    const room = new TestRoom();
    await seedRoom(room);
    await runInDurableObject(room.stub, (_, { storage }) => {
      const store = new DocumentStore(storage);
      const before = entriesOf(store);
      store.log.append(1, entry(1));
      store.log.append(1, small);
      storage.sql.exec("DELETE FROM log_1 WHERE parts = 4 AND part = ?", part);
      const after = entriesOf(new DocumentStore(storage));
      const damaged = after.slice(before.length, -1);
      expect(damaged.length).toBeGreaterThan(0);
      for (const line of damaged) expect(line).toMatch(/^0 bytes/);
      expect(after.at(-1)).toBe(brief(small));
    });
  },
);

test("R119: a crash between two rows of an entry leaves nothing of it, and the next one follows", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  await runInDurableObject(room.stub, (_, { storage }) => {
    for (const next of [small, entry(2)]) {
      for (let rows = 1; rows <= 3; rows++) {
        const store = new DocumentStore(storage);
        const before = entriesOf(store);
        const size = store.log.bounds.size;
        const preparing = store.log.preparingAppend(1, entry(1));
        for (let row = 0; row < rows; row++) preparing.next();
        const woken = new DocumentStore(storage);
        expect(entriesOf(woken)).toEqual(before);
        woken.log.append(1, next);
        expect(entriesOf(woken)).toEqual([...before, brief(next)]);
        expect(entriesOf(new DocumentStore(storage))).toEqual([...before, brief(next)]);
        const added = Math.ceil(next.data.byteLength / MAX_ROW_BLOB);
        expect(new DocumentStore(storage).log.bounds.size.rows).toBe(size.rows + added);
      }
    }
  });
});

test("the log tells when another entry comes between the parts of one, and both are stored whole", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  await runInDurableObject(room.stub, (_, { storage }) => {
    const between = [
      (log: UpdateLog) => log.append(1, small),
      (log: UpdateLog) => {
        log.preparingAppend(1, entry(2)).next();
        log.append(1, small);
      },
    ];
    for (const action of between) {
      for (let rows = 1; rows <= 3; rows++) {
        const { log } = new DocumentStore(storage);
        const before = entriesOf(new DocumentStore(storage));
        const large = entry(1);
        const preparing = log.preparingAppend(1, large);
        for (let row = 0; row < rows; row++) preparing.next();
        action(log);
        expect(() => preparing.next()).toThrow("Nothing is appended between the parts");
        log.append(1, large);
        const after = entriesOf(new DocumentStore(storage));
        expect(after).toEqual([...before, brief(small), brief(large)]);
      }
    }
  });
});

test("a swap that leaves rows out, or would give their numbers twice, is told and changes nothing", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  await goesQuiet(room);
  await runInDurableObject(room.stub, (_, { storage }) => {
    const store = new DocumentStore(storage);
    store.log.append(1, small);
    const token = store.log.resumeToken();
    const before = entriesOf(store);
    const { upTo } = finish(store.log.readingPresent());
    for (const wrong of [upTo + 1, upTo - 2]) {
      const swap = {
        snapshots: new Map(),
        sound: new Set<number>(),
        upTo: wrong,
        isMergedOnly: true,
        isChecked: false,
        history: null,
      };
      expect(() => store.swap(swap)).toThrow("The next log starts within the present one.");
      expect(entriesOf(store)).toEqual(before);
      expect(store.log.resumeToken()).toBe(token);
    }
  });
});

test("R119: an update of several megabytes comes to others and back after a sleep", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const text = "long ".repeat(800_000);
  mina.types(text);
  await jonas.has(text);
  mina.types("More. ");
  await jonas.has(mina.text);
  await runInDurableObject(room.stub, (_, { storage }) => {
    const store = new DocumentStore(storage);
    const doc = new Y.Doc();
    for (const { data } of store.log.entriesAfter(1, null)) Y.applyUpdate(doc, data);
    expect(doc.getText("text").toString()).toBe(mina.text);
  });
});
