/** Tests of rooms that hold items which no Yjs client writes. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { markUnchecked } from "../storage/schema.ts";
import { goesQuiet, one, seedRoom } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";
import { Coverage } from "../yjs/coverage.ts";
import { decodeStored } from "../yjs/decode.ts";
import { gcUpdates } from "../yjs/gc.ts";
import { healDocument } from "../yjs/heal.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const bytesOf = (hex: string): Uint8Array =>
  new Uint8Array(hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []);

/** One update of 138 bytes, taken by rooms of version 0.1: a map, and two values under one key of it, one of them deleted. */
const POISON = bytesOf(
  "030201002701067368617065730474797065062100010002787901020200880101027f7b7fe1ccf385ebc8a0c50201" +
    "0101046e756c6c0603004902010267317601086175746f4c6f6164788701000188030102787b7fe1ccf385ebc8a024" +
    "00010001610161490304026732760102676379a60200095f5f70726f746f5f5f027b7d010303050100010601",
);

/** A map under a root, and two values under one key of it, in one struct: then the second value is deleted. */
const JOINED = [
  new Uint8Array([1, 1, 9, 0, 0x27, 1, 6, ...letters("shapes"), 1, ...letters("s"), 1, 0]),
  new Uint8Array([1, 1, 9, 1, 0x28, 0, 9, 0, 1, ...letters("k"), 2, 125, 1, 125, 2, 0]),
  new Uint8Array([0, 1, 9, 1, 2, 1]),
];

function letters(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

/** Does a reader of these updates still tell of its own edits, after everything was deleted? */
function goesOn(updates: readonly Uint8Array[]): boolean {
  const doc = new Y.Doc();
  let told = 0;
  try {
    for (const update of updates) Y.applyUpdate(doc, update);
    for (const name of doc.share.keys()) {
      doc.transact((transaction) => {
        for (const item of doc.get(name)._map.values()) item.delete(transaction);
      });
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  doc.on("update", () => {
    told += 1;
  });
  try {
    doc.getText("probe").insert(0, "a");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return told > 0;
}

/** Puts updates into a room's log as a version without these rules stored them; then the next version's step of the schema runs. */
async function isOld(room: TestRoom, updates: readonly Uint8Array[]): Promise<void> {
  await runInDurableObject(room.stub, (_, { storage }) => {
    const { sql } = storage;
    const generation = one<number>(storage, "SELECT value FROM meta WHERE key = 'generation'");
    for (const data of updates) {
      sql.exec(
        `INSERT INTO log_${generation} (doc, part, parts, from_at, to_at, who, data) VALUES (1, 0, 1, 1, 1, 'old', ?)`,
        data,
      );
    }
    sql.exec("DELETE FROM due");
    markUnchecked(sql);
  });
  await evictDurableObject(room.stub);
}

/** The room's alarm rings, half a minute after it was opened by this version. */
async function rings(room: TestRoom): Promise<void> {
  expect((await room.rows("due")).map(({ job }) => job)).toContain("compact");
  await room.rings("compact");
}

/** The documents of a room's snapshots, as they are stored. */
async function snapshots(room: TestRoom): Promise<Uint8Array[]> {
  return runInDurableObject(room.stub, (_, { storage }) =>
    storage.sql
      .exec<{ data: ArrayBuffer }>(
        "SELECT chunk.data AS data FROM head JOIN chunk ON chunk.owner = head.owner ORDER BY generation DESC",
      )
      .toArray()
      .map(({ data }) => new Uint8Array(data)),
  );
}

/** The room's snapshot keeps nobody from going on, and everything else is there. */
async function isHealed(room: TestRoom): Promise<void> {
  const [snapshot = new Uint8Array()] = await snapshots(room);
  expect(goesOn([snapshot])).toBe(true);
  expect(await room.meta("unchecked")).toBe(undefined);
  const jonas = await room.joins("Jonas");
  const lena = await room.joins("Lena");
  expect(jonas.text).toBe("one three four ");
  jonas.types("five");
  await lena.has("one three four five");
}

const OLD: readonly [string, readonly Uint8Array[]][] = [
  ["one update", [POISON]],
  ["several updates", JOINED],
];

test.each(OLD)(
  "R107: a room whose log holds %s that silence every reader is healed when it is next opened",
  async (_, updates) => {
    const told = vi.spyOn(console, "info");
    const room = new TestRoom();
    await seedRoom(room);
    await isOld(room, updates);
    await rings(room);
    expect(told.mock.calls.some(([line]) => String(line).includes("document-healed"))).toBe(true);
    await isHealed(room);
  },
);

test.each(OLD)(
  "R107: a room whose snapshot holds %s that silence every reader is healed, though nothing else is to do",
  async (_, updates) => {
    const room = new TestRoom();
    await seedRoom(room);
    await goesQuiet(room);
    await runInDurableObject(room.stub, (__, { storage }) => {
      const owner = one<number>(storage, "SELECT max(owner) AS value FROM head");
      const old = one<ArrayBuffer>(
        storage,
        `SELECT data AS value FROM chunk WHERE owner = ${owner}`,
      );
      const snapshot = Y.mergeUpdates([new Uint8Array(old), ...updates]);
      const coverage = Coverage.of(decodeStored(snapshot)).encode();
      const { sql } = storage;
      sql.exec("UPDATE chunk SET data = ? WHERE id = ?", snapshot, owner * 1024);
      sql.exec(
        "UPDATE head SET bytes = ?, sum = NULL, sample = NULL, extent_sum = NULL, row_sum = NULL, extent = ? WHERE owner = ?",
        snapshot.byteLength,
        coverage,
        owner,
      );
    });
    await isOld(room, []);
    await rings(room);
    await isHealed(room);
  },
);

test("R107: a room in which all is as clients write it keeps every byte that readers see, and is looked through once", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  mina.doc.getMap("shapes").set("a", new Y.Map([["k", 1]]));
  mina.doc.getMap("shapes").set("a", new Y.Map([["k", 2]]));
  await isOld(room, []);
  await rings(room);
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("one three four ");
  expect(jonas.doc.getMap("shapes").toJSON()).toEqual({ a: { k: 2 } });
  const before = await snapshots(room);
  await evictDurableObject(room.stub);
  const lena = await room.joins("Lena");
  expect(lena.text).toBe("one three four ");
  expect(await snapshots(room)).toEqual(before);
});

test("R107: somebody who was away hears what was dropped meanwhile", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  await isOld(room, JOINED);
  const jonas = await room.joins("Jonas");
  await jonas.is("position");
  const { doc, position } = jonas;
  jonas.leaves();
  await rings(room);
  expect(position).not.toBeNull();
  const back = await room.joinsFrom("Jonas", doc, position ?? "");
  const shapes = back.doc.getMap("shapes").get("s") as Y.Map<unknown>;
  // The values of the key were one struct; the one that is seen is the last, which is deleted.
  expect(shapes.toJSON()).toEqual({});
  back.doc.getMap("shapes").delete("s");
  back.types("five");
  const lena = await room.joins("Lena");
  await lena.has("one three four five");
});

test("R107: of several values of a key in one item, the one that readers show stays", () => {
  const updates = JOINED.slice(0, 2);
  const { update, dropped, faults } = healDocument(updates);
  expect([...faults]).toEqual(["joined-values"]);
  expect(dropped).toBe(1);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  expect(doc.getMap("shapes").toJSON()).toEqual({ s: { k: 2 } });
  expect(goesOn(updates.concat(JOINED.slice(2)))).toBe(false);
  expect(goesOn([update, ...JOINED.slice(2)])).toBe(true);
});

test("R107: an item between two lists goes with what depends on it, for all readers", () => {
  const mina = Object.assign(new Y.Doc(), { clientID: 1 });
  mina.getText("note").insert(0, "Hello");
  mina.getArray("list").push([1]);
  // Client 2 writes a letter after the note's last one and before the list's entry, then another after it.
  const between = new Uint8Array([1, 2, 2, 0, 0xc4, 1, 4, 1, 5, 1, 33, 0x84, 2, 0, 1, 63, 0]);
  const old = [Y.encodeStateAsUpdate(mina), between];
  const alice = new Y.Doc();
  for (const update of old) Y.applyUpdate(alice, update);
  expect(alice.getText("note").toString()).toBe("Hello!?");
  const { update, dropped, faults } = healDocument(old);
  expect([dropped, ...faults]).toEqual([1, "two-lists"]);
  const bob = new Y.Doc();
  Y.applyUpdate(bob, update);
  Y.applyUpdate(alice, update);
  expect(bob.getText("note").toString()).toBe("Hello");
  expect(alice.getText("note").toString()).toBe("Hello");
});

test("R107: values of a key that one client wrote one after the other are not joined, whatever their first byte says", () => {
  const set = new Uint8Array([
    1,
    1,
    9,
    0,
    0x28,
    1,
    1,
    ...letters("m"),
    1,
    ...letters("k"),
    1,
    125,
    1,
    0,
  ]);
  // Y.diffUpdate leaves out the bit that says "in a map" where a neighbour says it.
  const more = new Uint8Array([1, 2, 9, 1, 0x88, 9, 0, 1, 125, 2, 0x88, 9, 1, 1, 125, 3, 0]);
  const collected = gcUpdates([set, more], "collect");
  const { structs } = Y.decodeUpdate(collected);
  expect(structs.map(({ length }) => length)).toEqual([1, 1, 1]);
});
