/** A room's comments on their way over the wire: sent, sent again, asked for, and kept with what is not confirmed. */
import type { Pin } from "../../shared/comments/comment.ts";
import { type CommentAct, parseCommentNews } from "../../shared/comments/events.ts";
import { randomToken } from "../../shared/ids.ts";
import type { Mention, PostReaction } from "../../shared/posts/post.ts";
import type { Refusal, RoomEvent } from "../../shared/wire/events.ts";
import type { EventChannel } from "../sync/channel.ts";
import { createStore, derived, type ReadableStore } from "../ui/store.ts";
import type { ActOutbox } from "./act-outbox.ts";
import {
  NO_ROWS,
  type PendingAct,
  type Rows,
  type ShownThread,
  shownThreads,
  withNews,
} from "./threads.ts";

/** An act without its key and its author, which the store gives it. */
type Without<T> = T extends unknown ? Omit<T, "key" | "by"> : never;

export interface CommentStoreOptions {
  readonly events: EventChannel;
  readonly outbox: ActOutbox;
  readonly me: () => { readonly name: string; readonly color: string };
  readonly myId: ReadableStore<string>;
  /** An act without words of mine was not done. */
  readonly onRefused: (code: Refusal) => void;
}

export class CommentStore {
  readonly #options: CommentStoreOptions;
  readonly #rows = createStore<Rows>(NO_ROWS);
  readonly #pending = createStore<readonly PendingAct[]>([]);
  readonly #isRead = createStore(false);
  readonly #stops: readonly (() => void)[];
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  /** Is an answer to `comment.list` on its way? */
  #isAsking = false;

  /** The threads with my acts done, in the order in which they were begun. */
  readonly threads: ReadableStore<readonly ShownThread[]>;

  constructor(options: CommentStoreOptions) {
    this.#options = options;
    const { events, outbox, myId } = options;
    this.#pending.set(outbox.entries().map((entry) => ({ ...entry, refused: null })));
    this.threads = derived([this.#rows, this.#pending, myId], () =>
      shownThreads(this.#rows.get(), this.#pending.get(), myId.get()),
    );
    this.#stops = [
      events.onUnknown((text) => this.#take(text)),
      events.subscribe((event) => this.#hear(event)),
      events.onOpen(() => this.#opened()),
    ];
    // The connection may stand already.
    this.#opened();
  }

  /** Has everything been read once? */
  get isRead(): ReadableStore<boolean> {
    return this.#isRead;
  }

  get pending(): ReadableStore<readonly PendingAct[]> {
    return this.#pending;
  }

  /** Begins a thread. Returns its key. */
  start(pin: Pin, text: string, mentions: Mention[]): string {
    return this.#do({ type: "comment.start", pin, text, mentions });
  }

  reply(thread: string, text: string, mentions: Mention[]): void {
    this.#do({ type: "comment.reply", thread, text, mentions });
  }

  edit(of: string, text: string, mentions: Mention[]): void {
    this.#do({ type: "comment.edit", of, text, mentions });
  }

  delete(of: string): void {
    this.#do({ type: "comment.delete", of });
  }

  react(of: string, name: PostReaction, on: boolean): void {
    this.#do({ type: "comment.react", of, name, on });
  }

  resolve(thread: string, resolved: boolean): void {
    this.#do({ type: "comment.resolve", thread, resolved });
  }

  pin(thread: string, pin: Pin): void {
    this.#do({ type: "comment.pin", thread, pin });
  }

  remove(thread: string): void {
    this.#do({ type: "comment.remove", thread });
  }

  /** Tries a refused act again. */
  retry(key: string): void {
    this.#set(key, (one) => ({ ...one, refused: null }));
    const one = this.#pending.get().find(({ act }) => act.key === key);
    if (one !== undefined) this.#options.events.send(one.act);
  }

  /** Gives an act up. */
  discard(key: string): void {
    this.#options.outbox.remove(key);
    this.#pending.set(this.#pending.get().filter(({ act }) => act.key !== key));
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #do(fields: Without<CommentAct>): string {
    const { name, color } = this.#options.me();
    const key = randomToken(12);
    const act = { ...fields, key, by: { name, color } } as CommentAct;
    const entry = { act, at: Date.now() };
    this.#options.outbox.add(entry);
    this.#pending.set([...this.#pending.get(), { ...entry, refused: null }]);
    // Without a connection nothing is sent: `#opened` does it.
    this.#options.events.send(act);
    return key;
  }

  #opened(): void {
    this.#isAsking = false;
    this.#ask();
    for (const { act, refused } of this.#pending.get()) {
      if (refused === null) this.#options.events.send(act);
    }
  }

  #ask(): void {
    if (this.#isAsking) return;
    const since = this.#rows.get().at;
    this.#isAsking = this.#options.events.send({ type: "comment.list", since });
  }

  #take(text: string): void {
    const news = parseCommentNews(text);
    if (news?.type === "comment.changes") {
      this.#rows.set(withNews(this.#rows.get(), news));
      if (news.since !== undefined) {
        this.#isAsking = false;
        if (news.more !== true) this.#isRead.set(true);
      }
      // Something was missed, or the next page is wanted.
      if (news.more === true || this.#rows.get().at < news.at) this.#ask();
    } else if (news?.type === "comment.done") this.discard(news.key);
  }

  #hear(event: RoomEvent): void {
    if (event.type !== "refused" || event.key === undefined) return;
    const one = this.#pending.get().find(({ act }) => act.key === event.key);
    if (one === undefined) return;
    const { key } = one.act;
    if (event.code === "too-fast") {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#options.events.send(one.act);
      }, event.retryAfter ?? 1_000);
      this.#timers.add(timer);
      return;
    }
    if ("text" in one.act && one.act.type !== "comment.edit") {
      this.#set(key, (each) => ({ ...each, refused: event.code }));
      return;
    }
    if (one.act.type === "comment.edit" && event.code !== "no-comment") {
      this.#set(key, (each) => ({ ...each, refused: event.code }));
      return;
    }
    this.discard(key);
    this.#options.onRefused(event.code);
  }

  #set(key: string, next: (one: PendingAct) => PendingAct): void {
    this.#pending.set(this.#pending.get().map((one) => (one.act.key === key ? next(one) : one)));
  }
}
