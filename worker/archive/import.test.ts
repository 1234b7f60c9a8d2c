/** Tests of imports: their permission and cost, and rooms after an interruption. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test, vi } from "vitest";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { Chat } from "../chat/chat.ts";
import {
  ARCHIVE_FREE_BYTES,
  ARCHIVE_LEAST_RATE,
  ARCHIVE_MS,
  ARCHIVE_RATIO,
  ARCHIVE_STALL_MS,
  IMPORT_STALL_MS,
  MAX_ARCHIVE,
  MAX_PAST,
} from "../limits.ts";
import {
  brings,
  importer,
  isStaging,
  pack,
  soundArchive,
  through,
  unpack,
} from "../testing/archives.ts";
import { Owner } from "../testing/owners.ts";
import { TestRoom } from "../testing/test-room.ts";
import { Budget } from "./budget.ts";
import type { ImportPart } from "./intake.ts";
import { Pauses } from "./pauses.ts";
import { BadArchive } from "./tar.ts";

let sound: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  sound = await soundArchive();
});

test("R144: a server takes one archive at a time, and the next when that has ended", async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const first = new TestRoom();
  const answer = brings(first, readable);
  await writer.write(sound.slice(0, 100));
  await vi.waitFor(async () => expect(await isStaging()).toBe(true));
  expect(await brings(new TestRoom(), sound)).toMatchObject({
    status: 409,
    body: { error: "import-running" },
  });
  await writer.write(sound.slice(100));
  await writer.close();
  expect((await answer).status).toBe(201);
  expect((await brings(new TestRoom(), sound)).status).toBe(201);
});

test("R145: a refused archive stores nothing in its room, and the importer's bytes leave the disk", async () => {
  const files = await unpack(sound);
  const noise = new Uint8Array(3 * 1024 * 1024);
  for (let at = 0; at < noise.length; at += 65_536) {
    crypto.getRandomValues(noise.subarray(at, at + 65_536));
  }
  files.set("documents/board/head.yjs", noise);
  const room = new TestRoom();
  expect((await brings(room, await pack(files))).status).toBe(400);
  expect(await room.tables()).toEqual([]);
  const bytes = await runInDurableObject(importer(), (_, { storage }) => storage.sql.databaseSize);
  expect(bytes).toBeLessThanOrEqual(8192);
}, 20_000);

test("R145: gzip in gzip that unpacks into far more than came is refused before it is unpacked", async () => {
  const files = await unpack(sound);
  const bomb = await through(new Uint8Array(28 * 1024 * 1024), new CompressionStream("gzip"));
  const line = { fromAt: 1, toAt: 1, entries: 1 };
  const names = ["000001", "000002", "000003"].map((name) => `history/${name}.gz`);
  for (const name of names) files.set(name, bomb);
  const lines = names.map((file) => `${JSON.stringify({ file, ...line })}\n`).join("");
  files.set("history.jsonl", new Uint8Array(new TextEncoder().encode(lines)));
  const archive = await pack(files);
  expect(archive.byteLength).toBeLessThan(100_000);
  const { status, body } = await brings(new TestRoom(), archive);
  expect([status, body]).toMatchObject([400, { error: "bad-archive" }]);
}, 20_000);

test("R145: the unpacked size of an archive is bounded in sum, by what came, and in time", () => {
  const began = 1_000_000;
  const refused = (what: (budget: Budget) => void): boolean => {
    const budget = new Budget(began);
    try {
      what(budget);
      return false;
    } catch (error) {
      if (error instanceof BadArchive) return true;
      throw error;
    }
  };
  const MANY = 2 ** 40;
  const came = (bytes: number) => (budget: Budget) => budget.receives(bytes, began);
  const after = (bytes: number, what: (budget: Budget) => void) => (budget: Budget) => {
    came(bytes)(budget);
    what(budget);
  };
  expect(refused(after(MANY, (budget) => budget.unpacks(MAX_ARCHIVE)))).toBe(false);
  expect(refused(after(MANY, (budget) => budget.unpacks(MAX_ARCHIVE + 1)))).toBe(true);
  expect(refused(after(MANY, (budget) => budget.unpacksPast(MAX_PAST)))).toBe(false);
  expect(refused(after(MANY, (budget) => budget.unpacksPast(MAX_PAST + 1)))).toBe(true);
  const most = ARCHIVE_FREE_BYTES + 1000 * ARCHIVE_RATIO;
  expect(refused(after(1000, (budget) => budget.unpacks(most)))).toBe(false);
  expect(refused(after(1000, (budget) => budget.unpacks(most + 1)))).toBe(true);
  const both = (budget: Budget) => {
    budget.unpacks(most - 10);
    budget.unpacksPast(11);
  };
  expect(refused(after(1000, both))).toBe(true);
  expect(refused((budget) => budget.assertTime(began + ARCHIVE_MS))).toBe(false);
  expect(refused((budget) => budget.assertTime(began + ARCHIVE_MS + 1))).toBe(true);
});

test("R145: an archive that comes too slowly, or no more, is given up", () => {
  const budget = new Budget(0);
  budget.receives(1, 0);
  expect(budget.isSteady(ARCHIVE_STALL_MS)).toBe(true);
  expect(budget.isSteady(ARCHIVE_STALL_MS + 1)).toBe(false);
  budget.receives(ARCHIVE_LEAST_RATE, ARCHIVE_STALL_MS + 1_000);
  expect(budget.isSteady(ARCHIVE_STALL_MS + 1_000)).toBe(true);
  budget.receives(1, ARCHIVE_STALL_MS + 9_000);
  expect(budget.isSteady(ARCHIVE_STALL_MS + 9_000)).toBe(false);
});

test("R146: while a long archive is read, others have their turn", async () => {
  const pauses = new Pauses();
  let turns = 0;
  let isDone = false;
  const others = (async () => {
    for (; !isDone; turns++) await scheduler.wait(0);
  })();
  // A work without an end of its own: it ends when others have had their turn, or fails the test.
  const end = performance.now() + 10_000;
  await pauses.run(
    (function* () {
      while (turns < 3 && performance.now() < end) yield;
    })(),
  );
  expect(turns).toBeGreaterThanOrEqual(3);
  isDone = true;
  await others;
}, 20_000);

/** A message as an archive brings it. */
const message = {
  kind: "messages",
  messages: [
    { seq: 1, key: "key-00000001", at: 1, by: { id: "a", name: "A", color: "#000000" }, text: "x" },
  ],
} as const satisfies ImportPart;

test.each(["its object is gone", "nothing more comes", "it is given up"])(
  "R147: when an archive is being moved into a room and %s, the room is empty again and takes the next one",
  async (fate) => {
    const room = new TestRoom();
    const owner = await Owner.of(room);
    await owner.makesLink("viewer");
    const hash = new Uint8Array(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(owner.key)),
    );
    const begun = await room.stub.beginImport(hash, false);
    if (!begun.ok) throw new Error("The room should take an archive.");
    await owner.person.isClosedWith(CloseCode.Busy);
    const { ticket } = begun.value;
    expect((await room.stub.putImported(ticket, message)).ok).toBe(true);
    // Nobody comes in before it is whole.
    const early = await room.hearsKnocking("Early", {});
    await early.isClosedWith(CloseCode.Busy);
    if (fate === "its object is gone") await evictDurableObject(room.stub);
    if (fate === "it is given up") await room.stub.abortImport(ticket);
    if (fate === "nothing more comes") {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * IMPORT_STALL_MS + 1 });
      await runDurableObjectAlarm(room.stub);
      vi.useRealTimers();
    }
    expect((await room.stub.putImported(ticket, message)).ok).toBe(false);
    const messages = await runInDurableObject(
      room.stub,
      (_, { storage }) => new Chat(storage).page(undefined, 10).messages,
    );
    expect(messages).toEqual([]);
    const links = await (await owner.asks("GET", "/links")).json<{ links: unknown[] }>();
    expect(links.links).toHaveLength(1);
    expect((await brings(room, sound, owner.key)).status).toBe(201);
    expect((await room.joins("Jonas")).text).toBe("one three four five");
  },
  20_000,
);
