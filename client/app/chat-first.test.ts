import { expect, test } from "vitest";
import { addPage, type ChatLog, EMPTY_LOG } from "../chat/log.ts";
import type { Person } from "../people/roster.ts";
import { createStore } from "../ui/store.ts";
import { openInCompany } from "./chat-first.ts";

const JONAS: Person = { id: "j", name: "Jonas", color: "#326ad9", away: false, verified: false };
const WORDS = { seq: 1, key: "key-0001", at: 0, by: { ...JONAS }, text: "hello" };

function roomOf() {
  const joined = createStore(false);
  const others = createStore<readonly Person[]>([]);
  const log = createStore<ChatLog>(EMPTY_LOG);
  const hands = new EventTarget();
  const opened: true[] = [];
  openInCompany({ joined, others, log }, () => opened.push(true), hands);
  const page = (...messages: (typeof WORDS)[]) =>
    log.set(addPage(log.get(), { type: "chat.page", messages, more: false }));
  return { joined, others, log, hands, opened, page };
}

test("R220: the chat stays closed for who is alone, also when somebody comes later", () => {
  const { joined, others, opened, page } = roomOf();
  joined.set(true);
  page();
  others.set([JONAS]);
  page(WORDS);
  expect(opened).toEqual([]);
});

test("R220: the chat opens for who comes to somebody, or to what was said", () => {
  const inCompany = roomOf();
  inCompany.others.set([JONAS]);
  expect(inCompany.opened).toEqual([]);
  inCompany.joined.set(true);
  expect(inCompany.opened).toEqual([true]);
  inCompany.page(WORDS);
  expect(inCompany.opened).toEqual([true]);

  const after = roomOf();
  after.joined.set(true);
  after.page(WORDS);
  expect(after.opened).toEqual([true]);
});

test("R220: the chat does not open under a hand that has begun to do something", () => {
  const { joined, others, hands, opened } = roomOf();
  hands.dispatchEvent(new Event("pointerdown"));
  others.set([JONAS]);
  joined.set(true);
  expect(opened).toEqual([]);
});
