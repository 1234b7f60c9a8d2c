import { randomToken } from "../../shared/ids.ts";
import { MAX_MESSAGE_PAGE } from "../../shared/limits.ts";
import type { RoomEvent } from "../../shared/wire/events.ts";
import type { EventChannel } from "../sync/channel.ts";
import { createStore, type ReadableStore, type Store } from "../ui/store.ts";
import {
  addMessage,
  addPage,
  addPending,
  type ChatLog,
  dropPending,
  EMPTY_LOG,
  earlierThan,
  gapBefore,
  refusePending,
} from "./log.ts";
import type { Outbox } from "./outbox.ts";

/** The author of my messages. */
export interface Writer {
  readonly name: string;
  readonly color: string;
}

/** A room's chat on its way over the wire: it sends, sends again, asks for what is missing, and keeps the log. */
export class Conversation {
  readonly #events: EventChannel;
  readonly #outbox: Outbox;
  readonly #writer: () => Writer;
  readonly #log: Store<ChatLog>;
  readonly #clockAhead = createStore(0);
  /** The number of a message that is to be shown; null: none is. */
  readonly sought = createStore<number | null>(null);
  readonly #unsubscribe: readonly (() => void)[];
  /** The `before` of the page that is on its way (`0`: the newest page); `null` when none is. */
  #asked: number | null = null;

  constructor(events: EventChannel, outbox: Outbox, writer: () => Writer) {
    this.#events = events;
    this.#outbox = outbox;
    this.#writer = writer;
    const start = outbox.entries().map((entry) => ({ ...entry, refused: null }));
    this.#log = createStore<ChatLog>(start.reduce(addPending, EMPTY_LOG));
    this.#unsubscribe = [
      events.subscribe((event) => this.#take(event)),
      events.onOpen(() => this.#opened()),
    ];
  }

  get log(): ReadableStore<ChatLog> {
    return this.#log;
  }

  /** By how many milliseconds the room's clock is ahead of this browser's. */
  get clockAhead(): ReadableStore<number> {
    return this.#clockAhead;
  }

  /** Sends a message, now or when there is a connection. */
  send(text: string): void {
    const entry = { key: randomToken(12), text: text.trim(), at: Date.now() };
    this.#outbox.add(entry);
    this.#log.set(addPending(this.#log.get(), { ...entry, refused: null }));
    this.#post(entry);
  }

  /** Tries a refused message again. */
  retry(key: string): void {
    const message = this.#log.get().pending.find((entry) => entry.key === key);
    if (message === undefined) return;
    this.#log.set(refusePending(this.#log.get(), key, null));
    this.#post(message);
  }

  /** Gives a refused message up. */
  discard(key: string): void {
    this.#outbox.remove(new Set([key]));
    this.#log.set(dropPending(this.#log.get(), key));
  }

  /** Asks for the messages before the earliest known one, if there are any. */
  loadEarlier(): void {
    const before = earlierThan(this.#log.get());
    if (before !== null) this.#ask(before);
  }

  destroy(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #opened(): void {
    this.#asked = null;
    this.#ask(0);
    for (const message of this.#log.get().pending) {
      if (message.refused === null) this.#post(message);
    }
  }

  #take(event: RoomEvent): void {
    switch (event.type) {
      case "hello":
        this.#clockAhead.set(event.now - Date.now());
        break;
      case "chat.message":
        this.#log.set(addMessage(this.#log.get(), event.message));
        this.#outbox.remove(new Set([event.message.key]));
        this.#closeGap();
        break;
      case "chat.page":
        this.#log.set(addPage(this.#log.get(), event));
        this.#outbox.remove(new Set(event.messages.map((message) => message.key)));
        if (this.#asked === (event.before ?? 0)) this.#asked = null;
        this.#closeGap();
        break;
      case "refused":
        if (event.key !== undefined) {
          this.#log.set(refusePending(this.#log.get(), event.key, event.code));
        }
        break;
      default:
        break;
    }
  }

  /** Messages were missed while there was no connection: asks for them, page by page, until they meet what is known. */
  #closeGap(): void {
    const before = gapBefore(this.#log.get());
    if (before !== null) this.#ask(before);
  }

  #ask(before: number): void {
    if (this.#asked !== null) return;
    const page = { type: "chat.page", limit: MAX_MESSAGE_PAGE } as const;
    this.#asked = before;
    if (!this.#events.send(before === 0 ? page : { ...page, before })) this.#asked = null;
  }

  #post(message: { readonly key: string; readonly text: string }): void {
    const { name, color } = this.#writer();
    const { key, text } = message;
    // Without a connection nothing is sent: `#opened` does it.
    this.#events.send({ type: "chat.send", key, text, by: { name, color } });
  }
}
