/** Comments: threads on the board as rows, by whom each may be changed, and what has changed since. It knows no socket. */
import type { Author } from "../../shared/chat/message.ts";
import type { Comment, Thread } from "../../shared/comments/comment.ts";
import type { CommentAct, CommentNews } from "../../shared/comments/events.ts";
import type { Done } from "../../shared/posts/post.ts";
import { mayComment, mayEdit, type Role } from "../../shared/roles.ts";
import type { Refusal } from "../../shared/wire/events.ts";
import { COMMENT_PAGE, MAX_COMMENT_REACTIONS, MAX_REPLIES, MAX_THREADS } from "../limits.ts";
import { assertDiskSpace } from "../machine.ts";
import { PostRows, type StoredPost, type Stretch } from "../posts/post-rows.ts";
import { isMade, makeTables } from "../storage/schema.ts";
import { CommentQuota, fitting } from "./comment-quota.ts";
import { NOWHERE, ThreadRows } from "./thread-rows.ts";

/** The person who acts. */
export interface Actor {
  readonly author: Author;
  readonly role: Role;
}

/** The news of comments that the room tells everybody. */
export type Changes = Extract<CommentNews, { type: "comment.changes" }>;

/** The outcome of an act. */
export type Acted =
  | { readonly kind: "changed"; readonly changes: Changes }
  /** Everything is already as the act would have it: its client has sent it again. */
  | { readonly kind: "known" }
  | {
      readonly kind: "refused";
      readonly code: Extract<
        Refusal,
        "no-access" | "bad-event" | "comments-full" | "no-comment" | "too-fast"
      >;
      readonly retryAfter?: number;
    };

const KNOWN: Acted = { kind: "known" };
const NO_ACCESS: Acted = { kind: "refused", code: "no-access" };
const NO_COMMENT: Acted = { kind: "refused", code: "no-comment" };
const KEY_TAKEN: Acted = { kind: "refused", code: "bad-event" };
const FULL: Acted = { kind: "refused", code: "comments-full" };

/** The kinds of acts, by the type of their frame. */
type Act<T extends CommentAct["type"]> = Extract<CommentAct, { type: T }>;

/** The rows of one change. */
interface Changed {
  readonly thread?: Thread;
  readonly comment?: StoredPost;
}

/** The room's comments as rows. Each act is one change, with the next number. */
export class Comments {
  readonly #storage: DurableObjectStorage;
  readonly #posts: PostRows;
  readonly #threads: ThreadRows;
  readonly #quota: CommentQuota;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#posts = new PostRows(storage.sql, "comment");
    this.#threads = new ThreadRows(storage.sql);
    this.#quota = new CommentQuota(this.#posts);
  }

  /** Carries out an act, once, however often it is sent. */
  act(act: CommentAct, actor: Actor): Acted {
    if (!mayComment(actor.role)) return NO_ACCESS;
    if (!isMade(this.#storage) && act.type !== "comment.start") return NO_COMMENT;
    switch (act.type) {
      case "comment.start":
        return this.#start(act, actor);
      case "comment.reply":
        return this.#reply(act, actor);
      case "comment.edit":
        return this.#edit(act, actor);
      case "comment.delete":
        return this.#delete(act, actor);
      case "comment.react":
        return this.#react(act, actor);
      case "comment.resolve":
        return this.#resolve(act, actor);
      case "comment.pin":
        return this.#pin(act, actor);
      case "comment.remove":
        return this.#remove(act, actor);
    }
  }

  /** The threads and comments that have changed after a number, as they are now: one page of them. */
  changesSince(since: number): Changes {
    const at = this.#latest;
    if (at === 0) return { ...news({}, 0), since, ...(since > 0 && { anew: true }) };
    // A client knows of changes that are not there when the room was put back to an earlier state.
    const isAnew = since > at || (since > 0 && since < this.#threads.floor);
    const from = isAnew ? 0 : since;
    const threads = this.#threads.changedAfter(from, COMMENT_PAGE.rows);
    const comments = fitting(this.#posts.changedAfter(from, COMMENT_PAGE.rows));
    // A page ends where the first of the two lists does that was cut.
    const ends = [threads, comments].filter(({ isCut }) => isCut).map(({ last }) => last);
    const end = Math.min(at, ...ends);
    return {
      type: "comment.changes",
      threads: threads.items.filter(({ change }) => change <= end),
      comments: comments.items.filter(({ change }) => change <= end),
      at: end,
      since,
      ...(end < at && { more: true }),
      ...(isAnew && { anew: true }),
    };
  }

  /** The threads that there are. */
  threads(): Thread[] {
    return isMade(this.#storage) ? this.#threads.list() : [];
  }

  /** At most `limit` comments after number `after`, oldest first. */
  following(after: number, limit: number): Stretch<Comment> {
    if (!isMade(this.#storage)) return { items: [], last: 0, isCut: false };
    return this.#posts.following(after, limit);
  }

  /** Writes threads and comments as they were in another room. */
  restore(threads: readonly Thread[], comments: readonly Comment[]): void {
    this.#storage.transactionSync(() => {
      for (const thread of threads) this.#threads.put(thread);
      for (const comment of comments) this.#posts.restore(comment);
    });
  }

  get #latest(): number {
    if (!isMade(this.#storage)) return 0;
    return Math.max(this.#posts.latest, this.#threads.latest);
  }

  #start(act: Act<"comment.start">, actor: Actor): Acted {
    const known = this.#isKnown(act.key, actor);
    if (known !== null) return known;
    assertDiskSpace();
    makeTables(this.#storage);
    if (this.#threads.count >= MAX_THREADS) return FULL;
    const refused = this.#refusesText(act.text);
    if (refused !== null) return refused;
    const at = Date.now();
    return this.#change((change) => {
      const { key, pin, text, mentions = [] } = act;
      const by = actor.author;
      return {
        thread: this.#threads.put({ key, change, at, by: by.id, pin }),
        comment: this.#posts.insert({ key, thread: key, at, by, text, mentions }, change),
      };
    });
  }

  #reply(act: Act<"comment.reply">, actor: Actor): Acted {
    const known = this.#isKnown(act.key, actor);
    if (known !== null) return known;
    const thread = this.#thread(act.thread);
    if (thread === null) return NO_COMMENT;
    assertDiskSpace();
    if (this.#posts.countOf(thread.key) > MAX_REPLIES) return FULL;
    const refused = this.#refusesText(act.text);
    if (refused !== null) return refused;
    const { key, text, mentions = [] } = act;
    const reply = { key, thread: thread.key, at: Date.now(), by: actor.author, text, mentions };
    return this.#change((change) => ({ comment: this.#posts.insert(reply, change) }));
  }

  #edit(act: Act<"comment.edit">, { author }: Actor): Acted {
    const post = this.#post(act.of);
    if (post === null || post.deleted !== undefined) return NO_COMMENT;
    if (post.by.id !== author.id) return NO_ACCESS;
    const { text, mentions = [] } = act;
    if (text === post.text) return KNOWN;
    const refused = this.#refusesText(text, post.text);
    if (refused !== null) return refused;
    const edited = { text, mentions, at: Date.now() };
    return this.#change((change) => ({ comment: this.#posts.edit(post, edited, change) }));
  }

  /** A thread in which no text is left goes with its last one. */
  #delete(act: Act<"comment.delete">, actor: Actor): Acted {
    const post = this.#post(act.of);
    if (post === null || post.deleted !== undefined) return KNOWN;
    if (!mayEdit(actor.role) && post.by.id !== actor.author.id) return NO_ACCESS;
    const isLast = this.#posts
      .of(post.thread)
      .every(({ key, deleted }) => key === post.key || deleted !== undefined);
    const thread = this.#thread(post.thread);
    if (isLast && thread !== null) return this.#removeThread(thread);
    const deleted = doneBy(actor);
    return this.#change((change) => ({ comment: this.#posts.erase(post, deleted, change) }));
  }

  #react({ of, name, on }: Act<"comment.react">, { author }: Actor): Acted {
    const post = this.#post(of);
    if (post === null || post.deleted !== undefined) return NO_COMMENT;
    const { reactions = {} } = post;
    if ((reactions[name]?.includes(author.id) ?? false) === on) return KNOWN;
    const count = Object.values(reactions).flat().length;
    if (on && count >= MAX_COMMENT_REACTIONS) return FULL;
    const reaction = { name, person: author.id, on };
    return this.#change((change) => ({ comment: this.#posts.react(post, reaction, change) }));
  }

  #resolve(act: Act<"comment.resolve">, actor: Actor): Acted {
    const thread = this.#thread(act.thread);
    if (thread === null) return NO_COMMENT;
    if (!mayLead(thread, actor)) return NO_ACCESS;
    if ((thread.resolved !== undefined) === act.resolved) return KNOWN;
    const { resolved: _, ...open } = thread;
    const done = act.resolved ? { resolved: doneBy(actor) } : {};
    return this.#change((change) => ({ thread: this.#threads.put({ ...open, ...done, change }) }));
  }

  #pin({ thread: key, pin }: Act<"comment.pin">, actor: Actor): Acted {
    const thread = this.#thread(key);
    if (thread === null) return NO_COMMENT;
    if (!mayLead(thread, actor)) return NO_ACCESS;
    if (JSON.stringify(pin) === JSON.stringify(thread.pin)) return KNOWN;
    return this.#change((change) => ({ thread: this.#threads.put({ ...thread, pin, change }) }));
  }

  #remove(act: Act<"comment.remove">, actor: Actor): Acted {
    const thread = this.#thread(act.thread);
    if (thread === null) return KNOWN;
    const isMine = () => this.#posts.of(thread.key).every(({ by }) => by.id === actor.author.id);
    if (!mayEdit(actor.role) && !(mayLead(thread, actor) && isMine())) return NO_ACCESS;
    return this.#removeThread(thread);
  }

  #removeThread({ key, at, by }: Thread): Acted {
    return this.#change((change) => {
      this.#posts.removeOf(key);
      const removed = this.#threads.put({ key, change, at, by, pin: NOWHERE, removed: true });
      this.#threads.forgetRemoved();
      return { thread: removed };
    });
  }

  /** Has this key been given before? Then the act is known, or the key is another's. */
  #isKnown(key: string, { author }: Actor): Acted | null {
    if (!isMade(this.#storage)) return null;
    const post = this.#posts.find(key);
    // Of a thread that was removed, its key alone is left.
    const owner = post === undefined ? this.#threads.find(key) : post;
    if (owner === undefined) return null;
    if (owner === "damaged") return KEY_TAKEN;
    const by = typeof owner.by === "string" ? owner.by : owner.by.id;
    return by === author.id ? KNOWN : KEY_TAKEN;
  }

  #refusesText(text: string, before: string | null = null): Acted | null {
    const refused = this.#quota.take(text, before, this.#latest);
    return refused === null ? null : { kind: "refused", ...refused };
  }

  #thread(key: string): Thread | null {
    const thread = this.#threads.find(key);
    return thread === undefined || thread === "damaged" || thread.removed ? null : thread;
  }

  #post(key: string): StoredPost | null {
    const post = this.#posts.find(key);
    return post === undefined || post === "damaged" ? null : post;
  }

  /** Writes what an act changes, as one change. */
  #change(write: (change: number) => Changed): Acted {
    const change = this.#latest + 1;
    const changed = this.#storage.transactionSync(() => write(change));
    return { kind: "changed", changes: news(changed, change) };
  }
}

/** May this person resolve and move a thread? */
function mayLead({ by }: Thread, { role, author }: Actor): boolean {
  return mayEdit(role) || by === author.id;
}

function doneBy({ author }: Actor): Done {
  return { at: Date.now(), by: { id: author.id, name: author.name } };
}

function news({ thread, comment }: Changed, at: number): Changes {
  return {
    type: "comment.changes",
    threads: thread === undefined ? [] : [thread],
    comments: comment === undefined ? [] : [comment],
    at,
  };
}
