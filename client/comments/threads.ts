/** Threads as the page shows them: the room's rows with my acts on them that are on their way. Pure. */
import type { Comment, Thread } from "../../shared/comments/comment.ts";
import type { CommentAct } from "../../shared/comments/events.ts";
import type { Done, PostReaction } from "../../shared/posts/post.ts";
import { mayComment, mayEdit, type Role } from "../../shared/roles.ts";
import type { Refusal } from "../../shared/wire/events.ts";

/** An act of mine that the room has not confirmed. */
export interface PendingAct {
  readonly act: CommentAct;
  /** When it was done, by this browser's clock. */
  readonly at: number;
  /** Why the room did not take it; null while it may. */
  readonly refused: Refusal | null;
}

/** A comment, and whether it is on its way. */
export interface ShownComment extends Comment {
  readonly pending?: PendingAct;
}

/** A thread with its comments, oldest first. */
export interface ShownThread extends Thread {
  readonly comments: readonly ShownComment[];
}

/** All that the room has told: rows by key. */
export interface Rows {
  readonly threads: ReadonlyMap<string, Thread>;
  readonly comments: ReadonlyMap<string, Comment>;
  /** The number of the change up to which everything is known. */
  readonly at: number;
}

export const NO_ROWS: Rows = { threads: new Map(), comments: new Map(), at: 0 };

/** The news of the room. */
interface News {
  readonly threads: readonly Thread[];
  readonly comments: readonly Comment[];
  readonly at: number;
  readonly since?: number | undefined;
  readonly anew?: boolean | undefined;
}

/** Takes news in. The same news gives the same rows, in whatever order and however often it comes. */
export function withNews(before: Rows, news: News): Rows {
  const { at: known, ...rest } = news.anew ? NO_ROWS : before;
  const threads = merged(rest.threads, news.threads);
  const comments = merged(rest.comments, news.comments);
  for (const { key, removed } of news.threads) {
    if (!removed) continue;
    for (const { key: of, thread } of comments.values()) if (thread === key) comments.delete(of);
  }
  const isNext = news.since === undefined ? news.at === known + 1 : news.since <= known;
  return { threads, comments, at: isNext ? Math.max(known, news.at) : known };
}

function merged<T extends { readonly key: string; readonly change: number }>(
  known: ReadonlyMap<string, T>,
  news: readonly T[],
): Map<string, T> {
  const all = new Map(known);
  for (const row of news) {
    if ((all.get(row.key)?.change ?? 0) <= row.change) all.set(row.key, row);
  }
  return all;
}

/** The threads as they are with my acts done, in the order in which they were begun. */
export function shownThreads(
  rows: Rows,
  pending: readonly PendingAct[],
  myId: string,
): ShownThread[] {
  const threads = new Map<string, Thread>();
  const comments = new Map<string, ShownComment>();
  for (const [key, thread] of rows.threads) if (!thread.removed) threads.set(key, thread);
  for (const [key, comment] of rows.comments) {
    if (threads.has(comment.thread)) comments.set(key, comment);
  }
  for (const one of pending) apply(one, { threads, comments, myId });
  const byThread = Map.groupBy(comments.values(), ({ thread }) => thread);
  return [...threads.values()]
    .flatMap((thread) => {
      const own = byThread.get(thread.key);
      return own === undefined ? [] : [{ ...thread, comments: own.sort(bySeq) }];
    })
    .sort((a, b) => a.at - b.at);
}

/** Written acts whose thread is not there: their words must not be lost. */
export function strandedActs(
  pending: readonly PendingAct[],
  threads: readonly ShownThread[],
): PendingAct[] {
  return pending.filter(
    ({ act, refused }) =>
      refused !== null &&
      act.type === "comment.reply" &&
      !threads.some(({ key }) => key === act.thread),
  );
}

interface Board {
  readonly threads: Map<string, Thread>;
  readonly comments: Map<string, ShownComment>;
  readonly myId: string;
}

function apply(one: PendingAct, { threads, comments, myId }: Board): void {
  const { act, at } = one;
  const done: Done = { at, by: { id: myId, name: act.by.name } };
  const written = (thread: string, text: string): void => {
    if (comments.has(act.key)) return;
    const by = { id: myId, ...act.by };
    const seq = Number.MAX_SAFE_INTEGER;
    comments.set(act.key, { key: act.key, seq, change: 0, thread, at, by, text, pending: one });
  };
  const change = (key: string, next: (comment: ShownComment) => ShownComment): void => {
    const comment = comments.get(key);
    if (comment !== undefined) comments.set(key, next(comment));
  };
  const lead = (key: string, next: (thread: Thread) => Thread): void => {
    const thread = threads.get(key);
    if (thread !== undefined) threads.set(key, next(thread));
  };
  switch (act.type) {
    case "comment.start":
      if (threads.has(act.key)) return;
      threads.set(act.key, { key: act.key, change: 0, at, by: myId, pin: act.pin });
      written(act.key, act.text);
      return;
    case "comment.reply":
      if (threads.has(act.thread)) written(act.thread, act.text);
      return;
    case "comment.edit":
      change(act.of, (comment) => ({ ...comment, text: act.text, pending: one }));
      return;
    case "comment.delete":
      change(act.of, (comment) => ({ ...comment, text: "", deleted: done }));
      return;
    case "comment.react":
      change(act.of, (comment) => reacted(comment, act.name, myId, act.on));
      return;
    case "comment.resolve":
      lead(act.thread, ({ resolved: _, ...thread }) =>
        act.resolved ? { ...thread, resolved: done } : thread,
      );
      return;
    case "comment.pin":
      lead(act.thread, (thread) => ({ ...thread, pin: act.pin }));
      return;
    case "comment.remove":
      threads.delete(act.thread);
      return;
  }
}

function reacted(
  comment: ShownComment,
  name: PostReaction,
  person: string,
  on: boolean,
): ShownComment {
  const others = (comment.reactions?.[name] ?? []).filter((id) => id !== person);
  return {
    ...comment,
    reactions: { ...comment.reactions, [name]: on ? [...others, person] : others },
  };
}

function bySeq(a: ShownComment, b: ShownComment): number {
  return a.seq - b.seq || a.at - b.at;
}

/** The person who looks at threads. */
export interface Me {
  readonly id: string;
  readonly role: Role;
}

/** May I resolve and move a thread? */
export function mayLead(thread: ShownThread, { id, role }: Me): boolean {
  return mayEdit(role) || (mayComment(role) && thread.by === id);
}

/** May I remove a thread? */
export function mayRemove(thread: ShownThread, me: Me): boolean {
  return (
    mayEdit(me.role) || (mayLead(thread, me) && thread.comments.every(({ by }) => by.id === me.id))
  );
}

/** May I delete a comment? */
export function mayDelete({ by, deleted }: ShownComment, { id, role }: Me): boolean {
  return deleted === undefined && (mayEdit(role) || (mayComment(role) && by.id === id));
}

/** Did this person begin the thread, write in it, or is named in it? */
export function isMine({ comments }: ShownThread, id: string): boolean {
  return comments.some(
    ({ by, mentions = [] }) => by.id === id || mentions.some((one) => one.id === id),
  );
}

/** How far threads were read: the room's number of the last comment that was seen, by thread. */
export type ReadMarks = Readonly<Record<string, number>>;

/** The comments of others in a thread that were not seen yet. */
export function unreadIn({ key, comments }: ShownThread, marks: ReadMarks, myId: string): number {
  const mark = marks[key] ?? 0;
  return comments.filter(
    ({ seq, by, deleted, pending }) =>
      seq > mark && by.id !== myId && deleted === undefined && pending === undefined,
  ).length;
}

/** The number of the last comment of a thread that the room has confirmed. */
export function lastSeq({ comments }: ShownThread): number {
  return Math.max(
    0,
    ...comments.filter(({ pending }) => pending === undefined).map(({ seq }) => seq),
  );
}
