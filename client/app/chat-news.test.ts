import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addMessage, addPage, type ChatLog, EMPTY_LOG } from "../chat/log.ts";
import type { Person } from "../people/roster.ts";
import { createStore } from "../ui/store.ts";
import { ChatNews, SHOWN_MS } from "./chat-news.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;

function person(name: string): Person {
  return { id: name.toLowerCase(), name, color: "#326ad9", away: false, verified: false };
}

/** A room with a closed chat, in which Mina looks. */
function roomOf(readUpTo = 0) {
  const joined = createStore(true);
  const others = createStore<readonly Person[]>([]);
  const log = createStore<ChatLog>(EMPTY_LOG);
  const chat = new ChatNews({ joined, others, log, myId: createStore("mina"), readUpTo });
  let seq = 0;
  const message = (name: string, text: string) => {
    seq += 1;
    const { id, color } = person(name);
    return { seq, key: `key-${seq}-of-it`, at: 0, by: { id, name, color }, text };
  };
  return {
    chat,
    joined,
    /** These people are here. */
    here: (...names: string[]) => others.set(names.map(person)),
    says: (name: string, text: string) => log.set(addMessage(log.get(), message(name, text))),
    /** The newest page comes, with these messages. */
    page: (...texts: string[]) => {
      const messages = texts.map((text) => message("Jonas", text));
      log.set(addPage(log.get(), { type: "chat.page", messages, more: false }));
    },
    shows: () => {
      const news = chat.news.get();
      return news && { ...news, people: news.people.map(({ name }) => name) };
    },
  };
}

test("R221: a closed chat shows who comes, and not who was there when I came", () => {
  const { here, joined, shows } = roomOf();
  joined.set(false);
  here("Aiko");
  joined.set(true);
  expect(shows()).toBeNull();
  here("Aiko", "Jonas");
  expect(shows()).toEqual({ kind: "came", people: ["Jonas"], line: "", count: 0 });
});

test("R221: a closed chat shows who speaks, and the first line", () => {
  const { page, says, shows } = roomOf();
  page();
  says("Jonas", "Much better.\nBut it wants a date.");
  expect(shows()).toEqual({ kind: "said", people: ["Jonas"], line: "Much better.", count: 1 });
});

test("R221: several news are one", () => {
  const { here, page, says, shows } = roomOf();
  page();
  here("Jonas");
  here("Jonas", "Aiko");
  expect(shows()).toMatchObject({ kind: "came", people: ["Aiko", "Jonas"] });
  says("Jonas", "one");
  says("Jonas", "two");
  says("Aiko", "three");
  here("Jonas", "Aiko", "Ben");
  expect(shows()).toEqual({ kind: "said", people: ["Aiko", "Jonas"], line: "three", count: 3 });
});

test("R221: the news goes by itself, and stays while somebody looks at it", () => {
  const { chat, here, shows } = roomOf();
  here("Jonas");
  vi.advanceTimersByTime(SHOWN_MS - 1);
  expect(shows()).not.toBeNull();
  chat.hold(true);
  vi.advanceTimersByTime(MINUTE);
  expect(shows()).not.toBeNull();
  chat.hold(false);
  vi.advanceTimersByTime(SHOWN_MS);
  expect(shows()).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

test("R221: an open chat has no news, and nothing that it showed is news afterwards", () => {
  const { chat, here, page, says, shows } = roomOf();
  page();
  says("Jonas", "one");
  chat.setOpen(true);
  expect(shows()).toBeNull();
  says("Jonas", "two");
  here("Jonas");
  expect(shows()).toBeNull();
  chat.setOpen(false);
  says("Jonas", "three");
  expect(shows()).toMatchObject({ line: "three", count: 1 });
});

test("R221: my own messages are no news, nor is what was said before I ever came", () => {
  const { page, says, shows } = roomOf();
  page("old", "older");
  expect(shows()).toBeNull();
  says("Mina", "hello");
  expect(shows()).toBeNull();
});

test("R221: messages since I was here last are news when I come back", () => {
  const { page, shows } = roomOf(1);
  page("read", "new", "newer");
  expect(shows()).toMatchObject({ people: ["Jonas"], line: "newer", count: 2 });
});

test("R221: a person who loads the page again has not come, one who was away for long has", () => {
  const { here, shows } = roomOf();
  here("Jonas");
  vi.advanceTimersByTime(SHOWN_MS);
  here();
  vi.advanceTimersByTime(MINUTE);
  here("Jonas");
  expect(shows()).toBeNull();
  here();
  vi.advanceTimersByTime(11 * MINUTE);
  here("Jonas");
  expect(shows()).toMatchObject({ people: ["Jonas"] });
});

test("R221: in a crowd, who comes is no news", () => {
  const { here, shows } = roomOf();
  const crowd = Array.from({ length: 13 }, (_, index) => `Person ${index}`);
  here(...crowd);
  expect(shows()).toBeNull();
});
