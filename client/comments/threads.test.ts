/** Tests of threads as the page shows them. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Comment, Thread } from "../../shared/comments/comment.ts";
import type { CommentAct } from "../../shared/comments/events.ts";
import {
  isMine,
  NO_ROWS,
  type PendingAct,
  shownThreads,
  strandedActs,
  unreadIn,
  withNews,
} from "./threads.ts";

const by = { name: "Mina", color: "#2f7d4f" };
const thread = (key: string, change: number, more: Partial<Thread> = {}): Thread => ({
  key,
  change,
  at: change,
  by: "mina",
  pin: { at: [0, 0] },
  ...more,
});
const comment = (
  key: string,
  of: string,
  change: number,
  more: Partial<Comment> = {},
): Comment => ({
  key,
  seq: change,
  change,
  at: change,
  by: { id: "mina", ...by },
  text: key,
  thread: of,
  ...more,
});
const pending = (act: object): PendingAct => ({
  act: { key: "act", by, ...act } as CommentAct,
  at: 9,
  refused: null,
});

/** News as a room tells it, one change after the other. */
const NEWS = [
  { threads: [thread("a", 1)], comments: [comment("a", "a", 1)], at: 1 },
  { threads: [], comments: [comment("b", "a", 2)], at: 2 },
  { threads: [thread("c", 3)], comments: [comment("c", "c", 3)], at: 3 },
  { threads: [], comments: [comment("b", "a", 4, { seq: 2, text: "changed" })], at: 4 },
  { threads: [thread("c", 5, { removed: true })], comments: [], at: 5 },
];

test("R365: news gives the same threads in whatever order it comes, and however often", () => {
  const inOrder = NEWS.reduce(withNews, NO_ROWS);
  expect(inOrder.at).toBe(5);
  const all = fc.shuffledSubarray([...NEWS, ...NEWS], { minLength: NEWS.length * 2 });
  fc.assert(
    fc.property(all, (news) => {
      const rows = news.reduce(withNews, NO_ROWS);
      expect(shownThreads(rows, [], "")).toEqual(shownThreads(inOrder, [], ""));
    }),
  );
});

test("R365: a client that has missed a change does not take itself for complete", () => {
  const [first, , third] = NEWS;
  if (first === undefined || third === undefined) throw new Error("There is no such news.");
  const rows = [first, third].reduce(withNews, NO_ROWS);
  expect(rows.at).toBe(1);
  const answer = { threads: [], comments: [comment("b", "a", 2)], at: 3, since: 1 };
  expect(withNews(rows, answer).at).toBe(3);
  expect(withNews(rows, { ...answer, since: 0, anew: true }).threads.size).toBe(0);
});

test("R369: my acts are shown before the room has confirmed them, each once", () => {
  const rows = NEWS.slice(0, 2).reduce(withNews, NO_ROWS);
  const shown = shownThreads(
    rows,
    [
      pending({ type: "comment.start", key: "n", pin: { at: [1, 2] }, text: "new" }),
      pending({ type: "comment.reply", key: "m", thread: "n", text: "more" }),
      pending({ type: "comment.edit", of: "b", text: "edited" }),
      pending({ type: "comment.react", of: "a", name: "heart", on: true }),
      pending({ type: "comment.resolve", thread: "a", resolved: true }),
    ],
    "me",
  );
  expect(shown.map(({ key, comments }) => [key, comments.map(({ text }) => text)])).toEqual([
    ["a", ["a", "edited"]],
    ["n", ["new", "more"]],
  ]);
  expect(shown[0]?.comments[0]?.reactions).toEqual({ heart: ["me"] });
  expect(shown[0]?.resolved?.by).toEqual({ id: "me", name: "Mina" });
  // Once the room has it, the act changes nothing.
  const start = pending({ type: "comment.reply", key: "b", thread: "a", text: "again" });
  expect(shownThreads(rows, [start], "me")[0]?.comments).toHaveLength(2);
});

test("R369: words for a thread that is gone are still told, and nothing else is", () => {
  const reply = {
    ...pending({ type: "comment.reply", thread: "gone", text: "mine" }),
    refused: "no-comment" as const,
  };
  expect(
    strandedActs([reply, pending({ type: "comment.reply", thread: "gone", text: "x" })], []),
  ).toEqual([reply]);
});

test("R371: unread are the comments of others that came after the mark", () => {
  const rows = NEWS.slice(0, 2).reduce(withNews, NO_ROWS);
  const [shown] = shownThreads(rows, [], "jonas");
  if (shown === undefined) throw new Error("There is no thread.");
  expect(unreadIn(shown, {}, "jonas")).toBe(2);
  expect(unreadIn(shown, { a: 1 }, "jonas")).toBe(1);
  expect(unreadIn(shown, {}, "mina")).toBe(0);
  expect([isMine(shown, "mina"), isMine(shown, "jonas")]).toEqual([true, false]);
  const [first] = shown.comments;
  if (first === undefined) throw new Error("There is no comment.");
  const named = { ...shown, comments: [{ ...first, mentions: [{ id: "jonas", name: "Jonas" }] }] };
  expect(isMine(named, "jonas")).toBe(true);
});
