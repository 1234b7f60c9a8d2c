/** Tests of an archive's comments: they come back as they were, and hostile ones are refused. */
import { beforeAll, expect, test } from "vitest";
import { brings, bytesOf, type Files, pack, unpack } from "../testing/archives.ts";
import { Owner } from "../testing/owners.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

const THREADS = "comments/threads.jsonl";
const COMMENTS = "comments/000001.jsonl";
const by = { name: "Mina", color: "#2f7d4f" };
const pin = { at: [10, 20], anchor: { shape: "a-shape", at: [0.5, 0.5] } };

/** The archive of a room with comments, and what a reader of the room had. */
let archive: Uint8Array<ArrayBuffer>;
let before: unknown;

async function read(person: Person) {
  person.sendsEvent({ type: "comment.list", since: 0 });
  const { threads, comments } = await person.is("comment.changes", ({ since }) => since === 0);
  return { threads, comments };
}

beforeAll(async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const mina = await room.joins("Mina");
  const acts = [
    { type: "comment.start", key: "thread-one", pin, text: "Is this right?" },
    { type: "comment.reply", key: "reply-one", thread: "thread-one", text: "It is." },
    { type: "comment.react", key: "react-one", of: "reply-one", name: "heart", on: true },
    { type: "comment.start", key: "thread-two", pin, text: "And this?" },
    { type: "comment.reply", key: "reply-two", thread: "thread-two", text: "No." },
    { type: "comment.delete", key: "delete-one", of: "thread-two" },
    { type: "comment.resolve", key: "resolve-one", thread: "thread-two", resolved: true },
    { type: "comment.start", key: "thread-gone", pin, text: "Gone" },
    { type: "comment.remove", key: "remove-one", thread: "thread-gone" },
  ];
  for (const act of acts) mina.sendsEvent({ ...act, by });
  await mina.is("comment.done", ({ key }) => key === "remove-one");
  const { threads, comments } = await read(owner.person);
  before = { threads: threads.filter(({ removed }) => !removed), comments };
  archive = await bytesOf(await owner.asks("GET", "/export"));
});

test("R368: an archive holds the comments of a room, and a room made of it has them as they were", async () => {
  const files = await unpack(archive);
  const about = JSON.parse(new TextDecoder().decode(files.get("room.json")));
  expect(about.version).toBe(3);
  const copy = new TestRoom();
  const { status, body } = await brings(copy, archive);
  expect([status, body]).toEqual([201, expect.objectContaining({ comments: 4 })]);
  const jonas = await copy.joins("Jonas");
  expect(await read(jonas)).toEqual(before);
  // Numbers go on after those of the archive.
  jonas.events.length = 0;
  jonas.sendsEvent({
    type: "comment.reply",
    key: "reply-new",
    thread: "thread-one",
    text: "So?",
    by,
  });
  const { comments } = await jonas.is("comment.changes");
  expect(comments).toMatchObject([{ seq: 5, text: "So?" }]);
});

test("R368: a room with comments takes no archive", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  owner.person.sendsEvent({ type: "comment.start", key: "thread-one", pin, text: "Here", by });
  await owner.person.is("comment.done");
  const { status } = await brings(room, archive, owner.key);
  expect(status).toBe(409);
});

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));

function linesOf(files: Files, path: string): Record<string, unknown>[] {
  const text = new TextDecoder().decode(files.get(path)).trim();
  return text.split("\n").map((line) => JSON.parse(line));
}

function setLines(files: Files, path: string, lines: readonly object[]): void {
  files.set(path, bytes(lines.map((line) => `${JSON.stringify(line)}\n`).join("")));
}

/** Changes the first line of a file. */
function change(path: string, fields: object) {
  return (files: Files) => {
    const [first, ...rest] = linesOf(files, path);
    setLines(files, path, [{ ...first, ...fields }, ...rest]);
  };
}

const spoiled: [string, (files: Files) => void][] = [
  ["no list of threads", (files) => void files.delete(THREADS)],
  ["no comments", (files) => void files.delete(COMMENTS)],
  ["a thread at no place", change(THREADS, { pin: { at: [1] } })],
  ["a removed thread", change(THREADS, { removed: true })],
  ["a thread of nobody", change(THREADS, { by: "a b" })],
  ["a thread with a change of 2^53", change(THREADS, { change: 2 ** 53 })],
  ["a comment without a text", change(COMMENTS, { text: "" })],
  ["a comment with control characters", change(COMMENTS, { text: "a\u0007" })],
  ["a comment of another thread", change(COMMENTS, { thread: "thread-none" })],
  ["a reaction that is none", change(COMMENTS, { reactions: { heart: "all" } })],
  [
    "a deleted comment with a text",
    change(COMMENTS, { deleted: { at: 1, by: { id: "a", name: "A" } } }),
  ],
  ["a comment by nobody", change(COMMENTS, { by: null })],
  ["a first comment with another key", change(COMMENTS, { key: "another-key" })],
  [
    "two threads with one key",
    (files) =>
      setLines(
        files,
        THREADS,
        linesOf(files, THREADS).toSpliced(1, 1, ...linesOf(files, THREADS).slice(0, 1)),
      ),
  ],
  [
    "comments out of order",
    (files) => setLines(files, COMMENTS, linesOf(files, COMMENTS).toReversed()),
  ],
  [
    "two comments with one key",
    (files) =>
      setLines(
        files,
        COMMENTS,
        linesOf(files, COMMENTS).map((line, n) => (n === 1 ? { ...line, key: "reply-two" } : line)),
      ),
  ],
  ["a file that is none of comments", (files) => void files.set("comments/more.jsonl", bytes(""))],
];

test.each(spoiled)(
  "R368: an archive with %s is refused, and the room stays empty",
  async (_, spoil) => {
    const files = await unpack(archive);
    spoil(files);
    const room = new TestRoom();
    const { status, body } = await brings(room, await pack(files));
    expect([status, body]).toEqual([400, expect.objectContaining({ error: "bad-archive" })]);
    expect(await room.tables()).not.toContain("comment");
  },
);
