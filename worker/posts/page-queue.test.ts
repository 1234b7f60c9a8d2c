/** Tests of when the pages of the chat are sent. */
import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { MAX_MESSAGE } from "../../shared/limits.ts";
import { ASKED_PAGES } from "../limits.ts";
import { TestRoom } from "../testing/test-room.ts";

const by = { name: "Mina", color: "#2f7d4f" };

/** A room with ten long messages, and somebody in it who does not answer whether they read. */
async function withLongMessages() {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  for (let at = 1; at <= 10; at++) {
    const text = "x".repeat(MAX_MESSAGE);
    mina.sendsEvent({ type: "chat.send", key: `key-0000000${at}`, text, by });
  }
  const jonas = await room.joins("Jonas");
  await mina.is("chat.message", ({ message }) => message.seq === 10);
  jonas.answers = false;
  const pages = () => jonas.events.filter(({ type }) => type === "chat.page").length;
  return { room, mina, jonas, pages };
}

test("R156: a client gets its next page of the chat when it has read the one before", async () => {
  const { mina, jonas, pages } = await withLongMessages();
  for (let before = 11; before > 1; before--) {
    jonas.sendsEvent({ type: "chat.page", before, limit: 10 });
  }
  const tick = await jonas.is("tick");
  // An event that comes after all of these has been taken shows that no other page is on its way.
  jonas.sendsEvent({ type: "room.rename", title: "Next" });
  await mina.is("room.title");
  await jonas.is("room.title");
  expect(pages()).toBe(1);
  jonas.answers = true;
  jonas.sendsEvent(tick);
  await jonas.is("chat.page", ({ before }) => before === 2);
  expect(pages()).toBe(10);
  const numbers = jonas.events.map((event) => event.type === "chat.page" && event.before);
  expect(numbers.filter((before) => before !== false)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
});

test("R156: a client that asks for pages without end, and reads none, is told so", async () => {
  const { jonas, pages } = await withLongMessages();
  for (let asked = 0; asked < ASKED_PAGES + 40; asked++) {
    jonas.sendsEvent({ type: "chat.page", limit: 10 });
  }
  await jonas.is("refused", ({ code }) => code === "too-fast");
  expect(pages()).toBe(1);
});

test("R156: a client whose requests for pages were forgotten while the room slept comes again", async () => {
  const { room, mina, jonas } = await withLongMessages();
  for (let asked = 0; asked < 3; asked++) jonas.sendsEvent({ type: "chat.page", limit: 10 });
  jonas.sendsEvent({ type: "room.rename", title: "Before" });
  await mina.is("room.title");
  await evictDurableObject(room.stub);
  mina.sendsEvent({ type: "room.rename", title: "After" });
  await jonas.isClosedWith(4513);
});
