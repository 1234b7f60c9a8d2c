/** Tests of refusals, quarantine and the ownership of Yjs clients in a room. */
import { evictDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { step1Frame, step2Frame, updateFrame } from "../../shared/wire/frames.ts";
import { deletion, emptyStruct } from "../../testkit/hostile-frames.ts";
import { MAX_STRIKES, RATES } from "../limits.ts";
import { hasTables } from "../testing/compaction.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";
import { Bucket } from "./rates.ts";

const noise = updateFrame(new Uint8Array([9, 8, 7, 6, 5, 4, 3]));
const nothing = updateFrame(new Uint8Array([0, 0]));

/** The clock that a person's client has come to. */
function clockOf({ doc }: Person): number {
  return Y.getState(doc.store, doc.clientID);
}

test("R35: an update that cannot be read is refused with its number; later frames are not acknowledged over it", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.types("before");
  await mina.is("ack", ({ n }) => n === 2);
  mina.sends(noise);
  await mina.is("refused", ({ code, n }) => code === "bad-update" && n === 3);
  mina.types(" after");
  const jonas = await room.joins("Jonas");
  await jonas.has("before after");
  expect(mina.events.filter(({ type }) => type === "ack")).not.toContainEqual(
    expect.objectContaining({ n: 3 }),
  );
  expect(mina.closedWith).toBe(null);
});

test("R35: a client that is refused too often is closed, and its refused frames are kept with their reasons", async () => {
  const room = new TestRoom();
  await hasTables(room);
  const mallory = await room.joins("Mallory");
  for (let strike = 1; strike <= MAX_STRIKES; strike++) mallory.sends(noise);
  await mallory.isClosedWith(CloseCode.BadData);
  expect(await room.quarantined()).toEqual(
    new Array(MAX_STRIKES).fill({ reason: "bad-update", bytes: 7 }),
  );
});

test("R35: a stock client whose update cannot be read is closed", async () => {
  const room = new TestRoom();
  const stock = await room.joinsByGenericClient("Stock");
  stock.sends(noise);
  await stock.isClosedWith(CloseCode.BadData);
});

test.each<[name: string, frame: typeof updateFrame]>([
  ["an update", updateFrame],
  ["an answer to step 1", step2Frame],
])("R34: nobody is silenced by a struct that takes their next clock in %s", async (_, frame) => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.types("I say ");
  const mallory = await room.joins("Mallory");
  mallory.sends(frame(emptyStruct(mina.doc.clientID, clockOf(mina), 5)));
  await mallory.is("refused", ({ code }) => code === "not-yours");
  mina.types("what I say");
  const jonas = await room.joins("Jonas");
  await jonas.has("I say what I say");
});

test.each<[name: string, frame: typeof updateFrame]>([
  ["an update", updateFrame],
  ["an answer to step 1", step2Frame],
])("R34: nobody's future edits are deleted by %s", async (_, frame) => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.types("I say ");
  const mallory = await room.joins("Mallory");
  mallory.sends(frame(deletion(mina.doc.clientID, clockOf(mina), 1_000)));
  mina.types("what I say");
  const jonas = await room.joins("Jonas");
  await jonas.has("I say what I say");
});

test("R34: an edit from before a reload comes with the new page, though its old socket is not closed yet", async () => {
  const room = new TestRoom();
  const before = await room.joins("Mina");
  const unsent = new Y.Doc();
  unsent.clientID = before.doc.clientID;
  unsent.getText("text").insert(0, "written offline");
  const { doc } = before;
  const reloaded = await room.comesAgain(before, new Y.Doc());
  Y.applyUpdate(reloaded.doc, Y.encodeStateAsUpdate(unsent));
  const jonas = await room.joins("Jonas");
  await jonas.has("written offline");
  expect(doc.clientID).not.toBe(reloaded.doc.clientID);
});

test("R34: a stock client that comes back gets its name back from its own dead socket", async () => {
  const room = new TestRoom();
  const jonas = await room.joins("Jonas");
  const before = await room.joinsByGenericClient("Stock");
  before.types("before");
  await jonas.has("before");
  const again = new Y.Doc();
  Y.applyUpdate(again, Y.encodeStateAsUpdate(before.doc));
  again.clientID = before.doc.clientID;
  before.freezes();
  const after = await room.joinsByGenericClient("Stock", again);
  after.types(" after");
  // The old socket says nothing when it is asked, and is closed.
  await vi.waitFor(() => expect(jonas.text).toBe("before after"), { timeout: 10_000 });
  expect(after.closedWith).toBe(null);
}, 15_000);

test("R33: an update with many new clients is taken from the answer, with all of them", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const made = new Y.Doc();
  for (let client = 1; client <= 300; client++) {
    const author = new Y.Doc();
    author.clientID = client;
    author.getArray("list").push([client]);
    Y.applyUpdate(made, Y.encodeStateAsUpdate(author));
  }
  // As a program does that loads a copy from elsewhere while it is connected.
  Y.applyUpdate(mina.doc, Y.encodeStateAsUpdate(made), "a copy");
  const jonas = await room.joins("Jonas");
  await vi.waitFor(() => expect(jonas.doc.getArray("list").length).toBe(300));
  expect(mina.closedWith).toBe(null);
});

test("R36: a bucket gives a burst at once, and then as much as flows in", () => {
  const bucket = new Bucket({ burst: 3, perSecond: 2 }, 1_000);
  expect([1, 2, 3].map(() => bucket.take(1, 1_000))).toEqual([0, 0, 0]);
  expect(bucket.take(1, 1_000)).toBe(500);
  expect(bucket.take(1, 1_499)).toBeGreaterThan(0);
  expect(bucket.take(1, 1_500)).toBe(0);
  expect(bucket.take(1, 500)).toBe(500);
  expect(bucket.take(3, 60_000)).toBe(0);
});

test("R111: a client that asks for everything without end is answered later, and stays", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const mallory = await room.joins("Mallory");
  const question = step1Frame(new Uint8Array([0]));
  for (let n = 0; n < 2 * RATES.joins.burst; n++) mallory.sends(question);
  mallory.sends(new Uint8Array([3]));
  mina.types("still here");
  // The first was answered when Mallory came; of those beyond the burst, the newest is answered a second later.
  const answers = () => mallory.frames.filter(({ kind }) => kind === "step2").length;
  await vi.waitFor(() => expect(answers()).toBe(RATES.joins.burst + 1), { timeout: 5_000 });
  expect(mallory.closedWith).toBeNull();
  const jonas = await room.joins("Jonas");
  await jonas.has("still here");
});

test("R36: a client that writes too many messages is told when to try again", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const by = { name: "Mina", color: "#2f7d4f" };
  for (let n = 0; n < RATES.chat.burst * 2; n++) {
    mina.sendsEvent({ type: "chat.send", key: `key-${10_000 + n}`, text: "again", by });
  }
  const refused = await mina.is("refused", ({ code }) => code === "too-fast");
  expect(refused.key).toMatch(/^key-1\d{4}$/);
  expect(refused.retryAfter).toBeGreaterThan(0);
});

test("R36: a client that pipelines three thousand frames is not closed", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.is("ack", ({ n }) => n === 1);
  for (let n = 0; n < 3_000; n++) mina.sends(nothing);
  await vi.waitFor(() => expect(mina.events.at(-1)).toEqual({ type: "ack", n: 3_001 }), {
    timeout: 10_000,
  });
}, 15_000);

test("R37: a document of over 4 MiB is said to be large, and one of 16 MiB grows no more", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.is("ack", ({ n }) => n === 1);
  const parts = mina.doc.getArray("parts");
  for (let part = 0; part < 5; part++) parts.push([new Uint8Array(3 * 1024 * 1024)]);
  const { bytes, limit } = await mina.is("document.large");
  expect(bytes).toBeGreaterThan(4 * 1024 * 1024);
  expect(limit).toBe(16 * 1024 * 1024);
  await mina.is("ack", ({ n }) => n === 6);
  const jonas = await room.joins("Jonas");
  await jonas.is("document.large");
  jonas.doc.getArray("parts").push([new Uint8Array(3 * 1024 * 1024)]);
  await jonas.is("refused", ({ code }) => code === "document-full");
  mina.doc.getArray("parts").delete(0, 1);
  await mina.is("ack", ({ n }) => n === 7);
  expect(jonas.closedWith).toBe(null);
}, 20_000);

test("R38: a room whose storage is full can be read, and says that it takes nothing", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.types("kept");
  await mina.is("ack", ({ n }) => n === 2);
  await room.breaksDisk("full", "log", "message");
  mina.types(" lost");
  await mina.is("refused", ({ code, n }) => code === "room-full" && n === 3);
  const by = { name: "Mina", color: "#2f7d4f" };
  mina.sendsEvent({ type: "chat.send", key: "key-00000001", text: "hello", by });
  await mina.is("refused", ({ code, key }) => code === "room-full" && key === "key-00000001");
  const jonas = await room.joinsByGenericClient("Jonas");
  expect(jonas.text).toBe("kept");
  expect(mina.events).not.toContainEqual(expect.objectContaining({ type: "ack", n: 3 }));
  await evictDurableObject(room.stub);
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe("kept");
});
