/** Tests of comments on their way over the wire. */
import { expect, test, vi } from "vitest";
import type { CommentAct } from "../../shared/comments/events.ts";
import type { ClientEvent } from "../../shared/wire/client-events.ts";
import type { RoomEvent } from "../../shared/wire/events.ts";
import { keepIn } from "../ui/storage.ts";
import { createStore } from "../ui/store.ts";
import { ActOutbox } from "./act-outbox.ts";
import { CommentStore } from "./comment-store.ts";

function adds<T>(listeners: T[], listener: T): () => void {
  listeners.push(listener);
  return () => undefined;
}

/** A connection, and a browser that keeps things. */
function setUp() {
  const kept = new Map<string, string>();
  const area = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const sent: ClientEvent[] = [];
  const refused: string[] = [];
  const listeners = {
    unknown: [] as ((text: string) => void)[],
    event: [] as ((event: RoomEvent) => void)[],
    open: [] as (() => void)[],
  };
  const line = { isOpen: false };
  const opens = () =>
    new CommentStore({
      events: {
        send(event) {
          if (line.isOpen) sent.push(event);
          return line.isOpen;
        },
        subscribe: (listener) => adds(listeners.event, listener),
        onUnknown: (listener) => adds(listeners.unknown, listener),
        onOpen: (listener) => adds(listeners.open, listener),
      },
      outbox: new ActOutbox(
        "room",
        keepIn(() => area as Storage),
      ),
      me: () => ({ name: "Mina", color: "#2f7d4f" }),
      myId: createStore("mina"),
      onRefused: (code) => refused.push(code),
    });
  return {
    sent,
    refused,
    opens,
    connects() {
      line.isOpen = true;
      for (const listener of listeners.open) listener();
    },
    hears: (event: object) => {
      for (const listener of listeners.unknown) listener(JSON.stringify(event));
    },
    isRefused: (event: Extract<RoomEvent, { type: "refused" }>) => {
      for (const listener of listeners.event) listener(event);
    },
  };
}

const acts = (sent: readonly ClientEvent[]) =>
  sent.filter((event): event is CommentAct => "key" in event);

test("R369: a comment without a connection is kept over a reload, and sent once there is one", () => {
  const page = setUp();
  page.opens().start({ at: [1, 2] }, "Is this right?", []);
  const store = page.opens();
  expect(store.threads.get()).toMatchObject([{ comments: [{ text: "Is this right?" }] }]);
  page.connects();
  const [act] = acts(page.sent);
  expect(act).toMatchObject({ type: "comment.start", text: "Is this right?" });
  page.hears({ type: "comment.done", key: act?.key });
  expect(store.pending.get()).toEqual([]);
  expect(page.opens().pending.get()).toEqual([]);
});

test("R365: a client asks for what it has missed, from the last change that it knows", () => {
  const page = setUp();
  const store = page.opens();
  page.connects();
  expect(page.sent).toContainEqual({ type: "comment.list", since: 0 });
  page.hears({ type: "comment.changes", threads: [], comments: [], at: 4, since: 0 });
  expect(store.isRead.get()).toBe(true);
  page.hears({ type: "comment.changes", threads: [], comments: [], at: 5 });
  page.sent.length = 0;
  page.hears({ type: "comment.changes", threads: [], comments: [], at: 7 });
  expect(page.sent).toEqual([{ type: "comment.list", since: 5 }]);
  page.connects();
  expect(page.sent.at(-1)).toEqual({ type: "comment.list", since: 5 });
});

test("R369: words that the room refuses stay, with the reason, until they are sent or given up", () => {
  const page = setUp();
  const store = page.opens();
  page.connects();
  const key = store.start({ at: [1, 2] }, "words", []);
  page.isRefused({ type: "refused", code: "comments-full", key });
  expect(store.pending.get()).toMatchObject([{ refused: "comments-full" }]);
  page.connects();
  expect(acts(page.sent)).toHaveLength(1);
  store.retry(key);
  expect(acts(page.sent)).toHaveLength(2);
  store.discard(key);
  expect(store.threads.get()).toEqual([]);
  // An act without words is given up, and the user is told.
  store.remove("thread-one");
  page.isRefused({ type: "refused", code: "no-access", key: acts(page.sent).at(-1)?.key ?? "" });
  expect([store.pending.get(), page.refused]).toEqual([[], ["no-access"]]);
});

test("R369: an act that comes too fast is sent again by itself", () => {
  vi.useFakeTimers();
  const page = setUp();
  const store = page.opens();
  page.connects();
  const key = store.start({ at: [1, 2] }, "words", []);
  page.isRefused({ type: "refused", code: "too-fast", key, retryAfter: 500 });
  vi.advanceTimersByTime(600);
  expect(acts(page.sent)).toHaveLength(2);
  vi.useRealTimers();
});
