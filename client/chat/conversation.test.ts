import { beforeEach, describe, expect, test } from "vitest";
import type { Message } from "../../shared/chat/message.ts";
import type { ClientEvent } from "../../shared/wire/client-events.ts";
import type { RoomEvent } from "../../shared/wire/events.ts";
import { keepIn } from "../ui/storage.ts";
import { Conversation } from "./conversation.ts";
import { Outbox } from "./outbox.ts";

/** A room that keeps messages as the real one does: each key once, in an order of its own. */
class SmallRoom {
  readonly messages: Message[] = [];
  connected = false;
  /** When set, messages are stored, but the answer is lost with the connection. */
  losesAnswers = false;
  readonly #listeners = new Set<(event: RoomEvent) => void>();
  readonly #openers = new Set<() => void>();

  readonly channel = {
    send: (event: ClientEvent): boolean => {
      if (this.connected) this.#receive(event);
      return this.connected;
    },
    subscribe: (listener: (event: RoomEvent) => void) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
    onUnknown: () => () => undefined,
    onOpen: (listener: () => void) => {
      this.#openers.add(listener);
      return () => this.#openers.delete(listener);
    },
  };

  connect(): void {
    this.connected = true;
    for (const open of this.#openers) open();
  }

  write(text: string): void {
    this.#store(`other-${this.messages.length}-key`, text, "mina");
  }

  tell(event: RoomEvent): void {
    if (this.connected && !this.losesAnswers) for (const hear of this.#listeners) hear(event);
  }

  #receive(event: ClientEvent): void {
    if (event.type === "chat.send") {
      const known = this.messages.find((message) => message.key === event.key);
      if (known === undefined) this.#store(event.key, event.text, "me");
      else this.tell({ type: "chat.message", message: known });
    } else if (event.type === "chat.page") {
      const before = event.before ?? Number.POSITIVE_INFINITY;
      const earlier = this.messages.filter((message) => message.seq < before);
      const messages = earlier.slice(-event.limit);
      const page = { type: "chat.page" as const, messages, more: earlier.length > messages.length };
      this.tell(event.before === undefined ? page : { ...page, before: event.before });
    }
  }

  #store(key: string, text: string, by: string): void {
    const author = { id: by, name: by, color: "#207f4a" };
    const message = { seq: this.messages.length + 1, key, at: Date.now(), by: author, text };
    this.messages.push(message);
    this.tell({ type: "chat.message", message });
  }
}

describe("a conversation", () => {
  let room: SmallRoom;
  let outbox: Outbox;
  const open = () =>
    new Conversation(room.channel, outbox, () => ({ name: "Ada", color: "#326ad9" }));
  const shown = (conversation: Conversation) =>
    conversation.log.get().messages.map((message) => message.text);

  beforeEach(() => {
    room = new SmallRoom();
    outbox = new Outbox(
      "spring",
      keepIn(() => null),
    );
  });

  test("a message that is sent is in the list once, and no longer pending", () => {
    const conversation = open();
    room.connect();
    conversation.send("  hello ");
    expect(shown(conversation)).toEqual(["hello"]);
    expect(conversation.log.get().pending).toEqual([]);
    expect(outbox.entries()).toEqual([]);
  });

  test("a message that is written offline is kept, and sent in order when the connection is back", () => {
    const conversation = open();
    conversation.send("one");
    conversation.send("two");
    expect(conversation.log.get().pending.map((message) => message.text)).toEqual(["one", "two"]);
    room.connect();
    expect(shown(conversation)).toEqual(["one", "two"]);
    expect(conversation.log.get().pending).toEqual([]);
  });

  test("a message whose receipt was lost is sent again, and is there once for everybody", () => {
    const conversation = open();
    room.connect();
    room.losesAnswers = true;
    conversation.send("hello");
    expect(conversation.log.get().pending).toHaveLength(1);
    room.losesAnswers = false;
    room.connect();
    expect(shown(conversation)).toEqual(["hello"]);
    expect(room.messages).toHaveLength(1);
  });

  test("a message that could not be sent outlives a reload", () => {
    open().send("hello");
    const reloaded = open();
    expect(reloaded.log.get().pending.map((message) => message.text)).toEqual(["hello"]);
    room.connect();
    expect(shown(reloaded)).toEqual(["hello"]);
    expect(room.messages).toHaveLength(1);
  });

  test("whoever was away for hundreds of messages has them all afterwards", () => {
    for (let count = 0; count < 30; count++) room.write(`early ${count}`);
    const conversation = open();
    room.connect();
    room.connected = false;
    for (let count = 0; count < 220; count++) room.write(`late ${count}`);
    room.connect();
    expect(shown(conversation)).toEqual(room.messages.map((message) => message.text));
  });

  test("earlier messages come when they are asked for, a page at a time", () => {
    for (let count = 0; count < 120; count++) room.write(`${count}`);
    const conversation = open();
    room.connect();
    expect(shown(conversation)).toHaveLength(50);
    conversation.loadEarlier();
    conversation.loadEarlier();
    conversation.loadEarlier();
    expect(shown(conversation)).toHaveLength(120);
  });

  test("a refused message says why, is not sent again by itself, and can be tried or dropped", () => {
    const conversation = open();
    room.connect();
    room.losesAnswers = true;
    conversation.send("hello");
    room.losesAnswers = false;
    const [pending] = conversation.log.get().pending;
    room.messages.length = 0;
    room.tell({ type: "refused", code: "no-access", ...(pending && { key: pending.key }) });
    expect(conversation.log.get().pending[0]?.refused).toBe("no-access");
    room.connect();
    expect(room.messages).toHaveLength(0);
    conversation.retry(pending?.key ?? "");
    expect(shown(conversation)).toEqual(["hello"]);
    conversation.send("again");
    conversation.discard("no such key");
    expect(shown(conversation)).toEqual(["hello", "again"]);
  });
});
