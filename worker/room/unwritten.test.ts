/** Tests of rooms in which nobody has written: they store nothing. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { gestureFrame } from "../../shared/wire/frames.ts";
import { Owner } from "../testing/owners.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";

/** The tables of the room's object, ours and the runtime's, and the bytes of its file. */
function stored(room: TestRoom): Promise<{ tables: string[]; bytes: number }> {
  return runInDurableObject(room.stub, (_, { storage }) => ({
    tables: storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .toArray()
      .map(({ name }) => name),
    bytes: storage.sql.databaseSize,
  }));
}

/** SQLite's first page, which the runtime writes for every object that wakes. */
const NOTHING = { tables: [], bytes: 4096 };

const FALSE_KEY = "x".repeat(32);

test("R140: requests that are refused store nothing", async () => {
  const room = new TestRoom();
  for (const path of ["/stats", "/links", "/export"]) {
    const answer = await ask(`/api/rooms/${room.id}${path}`, {
      headers: { Authorization: `Bearer ${FALSE_KEY}` },
    });
    expect([answer.status, await answer.json()]).toMatchObject([403, { error: "not-owner" }]);
  }
  const guest = await room.hearsKnocking("Guest", { offers: [`key.${FALSE_KEY}`] });
  await guest.isClosedWith(CloseCode.LinkRevoked);
  expect(await stored(room)).toEqual(NOTHING);
});

test("R140: a person who comes, looks around and leaves, or is refused, stores nothing", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const stock = await room.joinsByGenericClient("Stock");
  await mina.sees("Mina", "Stock");
  mina.says({ pointer: { x: 1, y: 2 } });
  mina.sends(gestureFrame(new TextEncoder().encode("drawing")));
  mina.sendsEvent({ type: "chat.page", limit: 10 });
  expect((await mina.is("chat.page")).messages).toEqual([]);
  mina.sends(new Uint8Array([0, 2, 3, 255, 255, 255]));
  await mina.is("refused", ({ code }) => code === "bad-update");
  expect((await stored(room)).tables).toEqual(["_cf_METADATA"]);
  // The alarm checks liveness, and does nothing else.
  await evictDurableObject(room.stub);
  await runDurableObjectAlarm(room.stub);
  for (const person of [mina, stock]) person.leaves();
  await evictDurableObject(room.stub, { webSockets: "close" });
  const { tables, bytes } = await stored(room);
  expect(tables).toEqual(["_cf_METADATA"]);
  expect(bytes).toBeLessThanOrEqual(8192);
});

test("R140: a room in which one person sits stores nothing at all", async () => {
  const room = new TestRoom();
  await room.joinsByGenericClient("Stock");
  expect(await stored(room)).toEqual(NOTHING);
});

test("R140: the first stroke, message or title makes the room, and a position is told to who is in it", async () => {
  const stroke = new TestRoom();
  const mina = await stroke.joins("Mina");
  const jonas = await stroke.joins("Jonas");
  expect(jonas.events.filter(({ type }) => type === "position")).toEqual([]);
  mina.types("one");
  await jonas.has("one");
  const { at } = await jonas.is("position");
  expect((await stored(stroke)).tables).toContain("log_1");
  await evictDurableObject(stroke.stub);
  mina.types(" two");
  await mina.is("ack", ({ n }) => n === 2);
  const back = await stroke.joinsFrom("Back", jonas.doc, at);
  expect(back.text).toBe("one two");

  const message = new TestRoom();
  const aiko = await message.joins("Aiko");
  const by = { name: "Aiko", color: "#2f7d4f" };
  aiko.sendsEvent({ type: "chat.send", key: "key-00000001", text: "hello", by });
  await aiko.is("chat.message");
  aiko.sendsEvent({ type: "room.rename", title: "Spring" });
  await aiko.is("room.title");
  await evictDurableObject(message.stub);
  const late = await message.joins("Late");
  expect((await late.is("hello")).room).toMatchObject({ id: message.id, title: "Spring" });
  late.sendsEvent({ type: "chat.page", limit: 10 });
  expect((await late.is("chat.page")).messages).toMatchObject([{ text: "hello" }]);
  expect(await message.meta("id")).toBe(message.id);
});

test("R141: of a room in which nobody wrote, whose it is is stored and nothing else; it holds through sleep and the first stroke", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const { tables, bytes } = await stored(room);
  expect(tables).toEqual(["meta"]);
  expect(bytes).toBeLessThanOrEqual(8192);
  owner.person.leaves();
  await evictDurableObject(room.stub, { webSockets: "close" });
  const other = await room.admits("Other", { offers: ["owner.new"] });
  const hello = await other.is("hello");
  expect([hello.you.role, hello.ownerKey]).toEqual(["editor", undefined]);
  const stats = await owner.asks("GET", "/stats");
  expect([stats.status, await stats.json()]).toMatchObject([
    200,
    { id: room.id, documents: [{ name: "board", head: null }], messages: 0 },
  ]);
  expect((await owner.asks("GET", "/export")).status).toBe(200);
  expect((await stored(room)).tables).not.toContain("doc");
  other.types("first");
  await other.is("ack", ({ n }) => n === 2);
  await evictDurableObject(room.stub);
  expect((await owner.asks("GET", "/stats")).status).toBe(200);
  const mine = await room.admits("Me", owner.door("own"));
  expect((await mine.is("hello")).you.role).toBe("owner");
  expect((await owner.asks("DELETE", "")).status).toBe(200);
});
