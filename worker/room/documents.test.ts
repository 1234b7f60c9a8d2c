/** Tests of an update's life in a room: written, sent, acknowledged, asked for. */
import { abortAllDurableObjects, evictDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { updateFrame } from "../../shared/wire/frames.ts";
import { MAX_ROW_BLOB, WINDOW_BYTES, WINDOW_UPDATES } from "../limits.ts";
import { goesQuiet, hasTables, seedRoom } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";

const logRows = async (room: TestRoom): Promise<number> => (await room.rows("log")).length;

afterEach(() => {
  vi.useRealTimers();
});

test("R1: an edit of one person reaches the other, and it is stored as one row", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.types("hello");
  await jonas.has("hello");
  expect(await logRows(room)).toBe(1);
});

test("R2: an edit is acknowledged to its author, and a deletion too", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.is("ack", ({ n }) => n === 1);
  mina.types("hello");
  await mina.is("ack", ({ n }) => n === 2);
  mina.doc.getText("text").delete(0, 5);
  await mina.is("ack", ({ n }) => n === 3);
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("");
});

test("R3: a client that joins later gets everything", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.types("one ");
  mina.types("two ");
  mina.types("three");
  const jonas = await room.joins("Jonas");
  await jonas.has("one two three");
});

test("R4: a client that comes back with every edit gets the deletions that were missed, and nothing else", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.types("keep drop");
  await jonas.has("keep drop");
  jonas.leaves();
  mina.doc.getText("text").delete(4, 5);
  await mina.is("ack", ({ n }) => n === 3);
  await jonas.connects();
  expect(jonas.text).toBe("keep");
  expect(jonas.frames.filter(({ kind }) => kind === "update")).toEqual([]);
});

test("R5: a room that slept goes on where it was, on the same sockets", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.types("before ");
  await jonas.has("before ");
  await evictDurableObject(room.stub);
  jonas.types("after");
  await mina.has("before after");
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe("before after");
});

test("R5: an acknowledged edit is there after the object was aborted", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.is("ack", ({ n }) => n === 1);
  mina.types("kept");
  await mina.is("ack", ({ n }) => n === 2);
  await abortAllDurableObjects();
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("kept");
});

test("R5: edits made while the room was away come back by themselves", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.types("before ");
  await mina.is("ack", ({ n }) => n === 2);
  mina.leaves();
  await abortAllDurableObjects();
  mina.types("meanwhile");
  await mina.connects();
  const jonas = await room.joins("Jonas");
  await jonas.has("before meanwhile");
});

test("R6: an edit that is sent again is acknowledged again and stored once", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.is("ack", ({ n }) => n === 1);
  mina.types("once");
  await mina.is("ack", ({ n }) => n === 2);
  const before = await logRows(room);
  mina.sends(updateFrame(Y.encodeStateAsUpdate(mina.doc)));
  await mina.is("ack", ({ n }) => n === 3);
  expect(await logRows(room)).toBe(before);
});

test("R17: an update that follows on a missing one is not stored; the room asks and gets both", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const updates: Uint8Array[] = [];
  const doc = new Y.Doc();
  doc.on("update", (update: Uint8Array) => updates.push(update));
  doc.getText("text").insert(0, "first ");
  doc.getText("text").insert(6, "second");
  const [, second] = updates;
  if (second === undefined) throw new Error("There should be two updates.");
  // Mina's document holds both, but only the second is on its way.
  mina.leaves();
  Y.applyUpdate(mina.doc, Y.encodeStateAsUpdate(doc), mina);
  await mina.connects();
  await jonas.has("first second");

  const aiko = await room.joins("Aiko");
  const asked = () => aiko.frames.filter(({ kind }) => kind === "step1").length;
  expect(asked()).toBe(1);
  const other = new Y.Doc();
  const lost: Uint8Array[] = [];
  other.on("update", (update: Uint8Array) => lost.push(update));
  other.getText("text").insert(0, "lost ");
  other.getText("text").insert(5, "found ");
  Y.applyUpdate(aiko.doc, Y.encodeStateAsUpdate(other), aiko);
  aiko.sends(updateFrame(lost[1] ?? new Uint8Array()));
  await vi.waitFor(() => expect(asked()).toBe(2));
  await vi.waitFor(() => expect(jonas.text).toContain("lost found "));
});

test("R18: a document of several megabytes comes as one frame and is stored in parts", async () => {
  const room = new TestRoom();
  const big = new Y.Doc();
  const bytes = crypto.getRandomValues(new Uint8Array(65_536));
  for (let part = 0; part < 48; part++) big.getArray("parts").push([bytes.slice()]);
  const mina = await room.joinsByGenericClient("Mina", big);
  // In the log, or already in a snapshot: never in one row.
  await vi.waitFor(async () => {
    const rows = [...(await room.rows("log")), ...(await room.rows("chunk"))];
    const sizes = rows.map(({ data }) => (data as ArrayBuffer).byteLength);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(48 * 65_536);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_ROW_BLOB);
  });
  const jonas = await room.joins("Jonas");
  expect(jonas.doc.getArray("parts").length).toBe(48);
  expect(mina.closedWith).toBe(null);
});

test("R20: under load the updates of a window are one row and one frame for each person", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  for (let edit = 0; edit < 150; edit++) mina.types("x");
  await jonas.has("x".repeat(150));
  await mina.is("ack", ({ n }) => n === 151);
  const frames = jonas.frames.filter(({ kind }) => kind === "update").length;
  expect(frames).toBe(await logRows(room));
  expect(frames).toBeLessThan(20);
});

test.each([
  ["six hundred updates", WINDOW_UPDATES, "x"],
  ["64 KiB", Math.ceil(WINDOW_BYTES / 10_000), "x".repeat(10_000)],
])("R20: a window is written before its time when it holds %s", async (_, updates, word) => {
  const room = new TestRoom();
  await hasTables(room);
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await mina.is("ack", ({ n }) => n === 1);
  // No window's time is ever over: no timer fires, and no time passes.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const hears = async (length: number): Promise<void> => {
    while (jonas.text.length < length) await scheduler.wait(1);
  };
  mina.types(word);
  await hears(word.length);
  for (let edit = 0; edit < updates; edit++) mina.types(word);
  await hears((1 + updates) * word.length);
  vi.useRealTimers();
  expect(await logRows(room)).toBe(2);
});

test("R54: a client with the content of the snapshot gets only what came after it", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  const witness = await room.joins("Witness");
  await goesQuiet(room);
  jonas.leaves();
  mina.doc.getText("text").delete(0, 4);
  mina.types("five");
  await witness.has("three four five");
  await jonas.connects();
  expect(jonas.text).toBe("three four five");
  const newcomer = await room.joins("Newcomer");
  expect(newcomer.text).toBe("three four five");
  const updates = (frames: typeof jonas.frames) =>
    frames.filter(({ kind }) => kind === "update").length;
  expect(updates(newcomer.frames)).toBe(updates(jonas.frames) + 1);
});
