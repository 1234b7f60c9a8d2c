/** Tests of the chat in a room: order, pages, receipts and budget. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { MAX_MESSAGE } from "../../shared/limits.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";
import { Chat } from "./chat.ts";

const by = { name: "Mina", color: "#2f7d4f" };

function writes(person: Person, key: string, text: string): void {
  person.sendsEvent({ type: "chat.send", key, text, by });
}

test("R13: a message reaches everybody, in the room's order and with its time", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const before = Date.now();
  writes(mina, "key-00000001", "Does it read better?");
  writes(mina, "key-00000002", "The loop is one picture now.");
  const { message } = await jonas.is("chat.message", (event) => event.message.seq === 2);
  const { you } = await mina.is("hello");
  expect(message.text).toBe("The loop is one picture now.");
  expect(message.by).toEqual({ id: you.id, ...by });
  expect(message.at).toBeGreaterThanOrEqual(before - 1000);
});

test("R13: a message that is sent again is stored once, and its author gets the receipt again", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  writes(mina, "key-00000001", "once");
  await mina.is("chat.message");
  mina.events.length = 0;
  writes(mina, "key-00000001", "once");
  await mina.is("chat.message", ({ message }) => message.seq === 1);
  jonas.sendsEvent({ type: "chat.page", limit: 10 });
  const { messages } = await jonas.is("chat.page");
  expect(messages.map(({ text }) => text)).toEqual(["once"]);
});

test("R13: nobody can answer for another person's message by its key", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  writes(mina, "key-00000001", "mine");
  await jonas.is("chat.message");
  writes(jonas, "key-00000001", "not mine");
  const { code } = await jonas.is("refused", ({ key }) => key === "key-00000001");
  expect(code).toBe("bad-event");
});

test("R14: the chat is read backwards, page by page, also after the room slept", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  for (let n = 1; n <= 7; n++) writes(mina, `key-0000000${n}`, `message ${n}`);
  await mina.is("chat.message", ({ message }) => message.seq === 7);
  await evictDurableObject(room.stub);
  const jonas = await room.joins("Jonas");
  jonas.sendsEvent({ type: "chat.page", limit: 3 });
  const newest = await jonas.is("chat.page", ({ before }) => before === undefined);
  expect(newest.messages.map(({ seq }) => seq)).toEqual([5, 6, 7]);
  expect(newest.more).toBe(true);
  jonas.sendsEvent({ type: "chat.page", before: 5, limit: 10 });
  const older = await jonas.is("chat.page", ({ before }) => before === 5);
  expect(older.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(older.more).toBe(false);
});

test.each([
  ["an empty message", { text: "   " }],
  ["a message that is too long", { text: "x".repeat(MAX_MESSAGE + 1) }],
  ["a message with control characters", { text: "a\u0000b" }],
  ["a message without a key", { key: "" }],
  ["a message with a bad colour", { by: { name: "Mina", color: "red;background:url(x)" } }],
])("R16: %s is refused and stored nowhere", async (_, change) => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.sendsEvent({ type: "chat.send", key: "key-00000001", text: "fine", by, ...change });
  await mina.is("refused", ({ code }) => code === "bad-event");
  mina.sendsEvent({ type: "chat.page", limit: 10 });
  const { messages } = await mina.is("chat.page");
  expect(messages).toEqual([]);
});

test("R13: the room's title is everybody's, and stays", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.sendsEvent({ type: "room.rename", title: "Spring workshop" });
  await jonas.is("room.title", ({ title }) => title === "Spring workshop");
  await evictDurableObject(room.stub);
  const aiko = await room.joins("Aiko");
  const { room: told } = await aiko.is("hello");
  expect(told.title).toBe("Spring workshop");
});

test("R161: messages of a room that the version before has written are nobody's verified ones", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  writes(mina, "key-00000001", "of earlier");
  await mina.is("chat.message");
  await runInDurableObject(room.stub, (_, { storage }) => {
    for (const column of ["by_verified", "sum", "total"]) {
      storage.sql.exec(`ALTER TABLE message DROP COLUMN ${column}`);
    }
    for (const table of ["asset", "thread", "comment"]) storage.sql.exec(`DROP TABLE ${table}`);
    storage.sql.exec("UPDATE meta SET value = 7, sum = NULL WHERE key = 'schema'");
  });
  await evictDurableObject(room.stub);
  const jonas = await room.joins("Jonas");
  jonas.sendsEvent({ type: "chat.page", limit: 10 });
  const { messages } = await jonas.is("chat.page");
  expect(messages.map((each) => [each.text, each.by.name, each.by.verified])).toEqual([
    ["of earlier", "Mina", undefined],
  ]);
});

test("R143: a room's chat is bounded; what is over is refused in words, and the board and what was said stay", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const by = { name: "Mina", color: "#2f7d4f" };
  mina.sendsEvent({ type: "chat.send", key: "key-00000001", text: "first", by });
  await mina.is("chat.message");
  await runInDurableObject(room.stub, (_, { storage }) => {
    // An earlier version wrote this many messages, and did not count their bytes.
    storage.sql.exec("UPDATE message SET seq = 400000, total = NULL, sum = NULL");
  });
  mina.sendsEvent({ type: "chat.send", key: "key-00000002", text: "second", by });
  await mina.is("refused", ({ code, key }) => code === "chat-full" && key === "key-00000002");
  // A message that is sent again is known.
  mina.events.length = 0;
  mina.sendsEvent({ type: "chat.send", key: "key-00000001", text: "first", by });
  await mina.is("chat.message", ({ message }) => message.text === "first");
  mina.types("drawn");
  await mina.is("ack", ({ n }) => n === 2);
});

test("R143: bytes of chat are counted from message to message", async () => {
  const room = new TestRoom();
  await runInDurableObject(room.stub, (_, { storage }) => {
    const chat = new Chat(storage);
    const by = { id: "mina", name: "Mina", color: "#2f7d4f" };
    for (const text of ["abc", "ä", "€€"]) chat.write(`key-of-${text}`, by, text);
    const totals = storage.sql.exec<{ total: number }>("SELECT total FROM message ORDER BY seq");
    expect(totals.toArray().map(({ total }) => total - (total % 200))).toEqual([200, 400, 600]);
    expect(
      storage.sql.exec("SELECT 1 FROM message WHERE total = 3 + 2 + 6 + 600").toArray(),
    ).toHaveLength(1);
  });
});

test("R143: a room that is flooded with chat takes it more slowly, whoever sends it", async () => {
  await runInDurableObject(new TestRoom().stub, (_, { storage }) => {
    const chat = new Chat(storage);
    const by = { id: "mina", name: "Mina", color: "#2f7d4f" };
    const text = "€".repeat(4000);
    const kinds: string[] = [];
    for (let n = 0; n < 400; n++) kinds.push(chat.write(`key-${n}`.padEnd(12, "-"), by, text).kind);
    expect(kinds.slice(0, 300)).not.toContain("later");
    expect(kinds.at(-1)).toBe("later");
  });
});
