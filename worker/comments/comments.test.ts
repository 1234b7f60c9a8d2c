/** Tests of comments in a room: threads, roles, receipts, changes and limits. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Comment, Thread } from "../../shared/comments/comment.ts";
import type { CommentAct } from "../../shared/comments/events.ts";
import { MAX_MENTIONS, MAX_MESSAGE } from "../../shared/limits.ts";
import type { Role } from "../../shared/roles.ts";
import {
  COMMENT_PAGE,
  MAX_COMMENT_REACTIONS,
  MAX_COMMENTS,
  MAX_REMOVED_THREADS,
  MAX_REPLIES,
  MAX_THREADS,
} from "../limits.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";
import { type Actor, Comments } from "./comments.ts";

const by = { name: "Mina", color: "#2f7d4f" };
const pin = { at: [10, 20] as [number, number] };

const keyOf = (name: string): string => `key-of-${name}`.padEnd(12, "-");

/** Acts as they are sent, with keys from short names. */
const acts = {
  start: (key: string, text = "Is this right?") =>
    ({ type: "comment.start", key: keyOf(key), pin, text, by }) as const,
  reply: (key: string, thread: string, text = "It is.") =>
    ({ type: "comment.reply", key: keyOf(key), thread: keyOf(thread), text, by }) as const,
  edit: (of: string, text: string) =>
    ({ type: "comment.edit", key: keyOf(`e-${of}`), of: keyOf(of), text, by }) as const,
  delete: (of: string) =>
    ({ type: "comment.delete", key: keyOf(`d-${of}`), of: keyOf(of), by }) as const,
  react: (of: string, on = true) =>
    ({
      type: "comment.react",
      key: keyOf(`r-${of}`),
      of: keyOf(of),
      name: "heart",
      on,
      by,
    }) as const,
  resolve: (thread: string, resolved = true) =>
    ({
      type: "comment.resolve",
      key: keyOf(`s-${thread}`),
      thread: keyOf(thread),
      resolved,
      by,
    }) as const,
  pin: (thread: string, at: [number, number]) =>
    ({
      type: "comment.pin",
      key: keyOf(`p-${thread}`),
      thread: keyOf(thread),
      pin: { at },
      by,
    }) as const,
  remove: (thread: string) =>
    ({ type: "comment.remove", key: keyOf(`x-${thread}`), thread: keyOf(thread), by }) as const,
};

/** Sends an act, and waits for its receipt. */
async function does(person: Person, act: CommentAct): Promise<void> {
  person.sendsEvent(act);
  await person.is("comment.done", ({ key }) => key === act.key);
}

/** Everything that a newcomer reads. */
async function read(person: Person, since = 0) {
  person.events.length = 0;
  person.sendsEvent({ type: "comment.list", since });
  return person.is("comment.changes", (event) => event.since === since);
}

test("R360: a thread with its pin reaches everybody, and is there for those who come later", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const anchor = { shape: "a-shape", at: [0.5, 0.25] as [number, number] };
  await does(mina, { ...acts.start("one"), pin: { ...pin, anchor } });
  await jonas.is("comment.changes", ({ at }) => at === 1);
  await does(jonas, { ...acts.reply("two", "one"), by: { name: "Jonas", color: "#333333" } });
  const { comments } = await mina.is("comment.changes", ({ at }) => at === 2);
  expect(comments).toMatchObject([{ text: "It is.", by: { name: "Jonas" }, thread: keyOf("one") }]);
  await evictDurableObject(room.stub);
  const late = await room.joins("Late");
  const all = await read(late);
  expect(all.threads).toMatchObject([{ key: keyOf("one"), pin: { ...pin, anchor }, change: 1 }]);
  expect(all.comments.map(({ text }) => text)).toEqual(["Is this right?", "It is."]);
  expect(all).toMatchObject({ at: 2, since: 0 });
});

test("R361: an act that is sent again is done once, and its sender gets the receipt again", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const all = [
    acts.start("one"),
    acts.reply("two", "one"),
    acts.edit("two", "It is not."),
    acts.react("two"),
    acts.resolve("one"),
    acts.pin("one", [3, 4]),
  ];
  for (const act of all) await does(mina, act);
  const before = await read(mina);
  for (const act of all.toSpliced(2, 1)) await does(mina, act);
  await does(mina, acts.edit("two", "It is not."));
  expect(await read(mina)).toEqual(before);
  await does(mina, acts.remove("one"));
  mina.events.length = 0;
  // A thread that was removed meanwhile does not come back.
  await does(mina, acts.start("one"));
  await does(mina, acts.remove("one"));
  expect((await read(mina)).threads).toMatchObject([{ removed: true }]);
});

test("R361: nobody can take the key of another person's comment", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await does(mina, acts.start("one"));
  for (const act of [acts.start("one", "mine"), acts.reply("one", "one", "mine")]) {
    jonas.events.length = 0;
    jonas.sendsEvent(act);
    await jonas.is("refused", ({ code, key }) => code === "bad-event" && key === keyOf("one"));
  }
  expect((await read(mina)).comments).toHaveLength(1);
});

test("R362: an edit is told with its time, and a deleted text is gone", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await does(mina, acts.start("one", "secret"));
  await does(mina, acts.reply("two", "one"));
  await does(mina, acts.react("one"));
  await does(mina, acts.edit("one", "less of a secret"));
  const edited = (await read(mina)).comments.find(({ key }) => key === keyOf("one"));
  expect(edited).toMatchObject({ text: "less of a secret", editedAt: expect.any(Number) });
  await does(mina, acts.delete("one"));
  const { you } = await (await room.joins("Aiko")).is("hello");
  const left = (await read(mina)).comments.find(({ key }) => key === keyOf("one"));
  expect(left).toMatchObject({ text: "", deleted: { by: { name: "Mina" } } });
  expect(left?.reactions).toBe(undefined);
  expect(left?.deleted?.by.id).not.toBe(you.id);
  const rows = JSON.stringify(await room.rows("comment"));
  expect(rows).not.toContain("secret");
  // With its last text a thread goes.
  await does(mina, acts.delete("two"));
  expect(await read(mina)).toMatchObject({ threads: [{ removed: true }], comments: [] });
  expect(await room.rows("comment")).toEqual([]);
});

const ME: Actor = { author: { id: "me", ...by }, role: "commenter" };
const as = (id: string, role: Role = "commenter"): Actor => ({ author: { id, ...by }, role });

/** Runs a test at the rows of a room. */
function inRoom<T>(run: (comments: Comments, storage: DurableObjectStorage) => T): Promise<T> {
  return runInDurableObject(new TestRoom().stub, (_, { storage }) =>
    run(new Comments(storage), storage),
  );
}

const ROLES = ["owner", "editor", "commenter", "viewer"] as const;

/** Per act on somebody else's thread: the roles that may. The thread's author, a commenter, may all of them. */
const OTHERS: readonly [string, CommentAct, readonly Role[]][] = [
  ["begins a thread", acts.start("new"), ["owner", "editor", "commenter"]],
  ["replies", acts.reply("new", "one"), ["owner", "editor", "commenter"]],
  ["reacts", acts.react("one"), ["owner", "editor", "commenter"]],
  ["edits another's comment", acts.edit("one", "changed"), []],
  ["deletes another's comment", acts.delete("one"), ["owner", "editor"]],
  ["resolves another's thread", acts.resolve("one"), ["owner", "editor"]],
  ["moves another's pin", acts.pin("one", [1, 1]), ["owner", "editor"]],
  ["removes another's thread", acts.remove("one"), ["owner", "editor"]],
];

test.each(
  OTHERS.flatMap(([what, act, roles]) => ROLES.map((role) => [role, what, act, roles] as const)),
)("R363: %s: %s, or is refused", async (role, _, act, roles) => {
  await inRoom((comments) => {
    comments.act(acts.start("one"), ME);
    const { at: before } = comments.changesSince(0);
    const acted = comments.act(act, as("other", role));
    if (roles.includes(role)) {
      expect(acted.kind).toBe("changed");
    } else {
      expect(acted).toEqual({ kind: "refused", code: "no-access" });
      expect(comments.changesSince(0).at).toBe(before);
    }
    // The author may do everything of these with his own thread.
    if (act.type !== "comment.start" && act.type !== "comment.reply") {
      expect(comments.act(act, ME).kind).not.toBe("refused");
    }
  });
});

test("R363: an author does not remove a thread in which others have written", async () => {
  await inRoom((comments) => {
    comments.act(acts.start("one"), ME);
    comments.act(acts.reply("two", "one"), as("other"));
    expect(comments.act(acts.remove("one"), ME)).toEqual({ kind: "refused", code: "no-access" });
    expect(comments.act(acts.remove("one"), as("third", "editor")).kind).toBe("changed");
  });
});

test("R363: a viewer reads comments, and is told that he may not write any", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await does(mina, acts.start("one"));
  await room.changesStored("INSERT OR REPLACE INTO meta (key, value) VALUES ('access', 'viewer')");
  const viewer = await room.admits("Viewer", {});
  expect((await viewer.is("hello")).you.role).toBe("viewer");
  expect((await read(viewer)).comments).toHaveLength(1);
  viewer.sendsEvent(acts.reply("two", "one"));
  await viewer.is("refused", ({ code, key }) => code === "no-access" && key === keyOf("two"));
});

test("R364: acts on what is not there are refused in words, and an act that is done already is known", async () => {
  await inRoom((comments) => {
    const gone = { kind: "refused", code: "no-comment" };
    for (const act of [
      acts.reply("two", "one"),
      acts.edit("one", "x"),
      acts.react("one"),
      acts.resolve("one"),
      acts.pin("one", [0, 0]),
    ]) {
      expect(comments.act(act, ME)).toEqual(gone);
      comments.act(acts.start("other"), ME);
      expect(comments.act(act, ME)).toEqual(gone);
    }
    expect(comments.act(acts.delete("one"), ME)).toEqual({ kind: "known" });
    expect(comments.act(acts.remove("one"), ME)).toEqual({ kind: "known" });
  });
});

/** A client that applies pages of changes. */
class Reader {
  readonly threads = new Map<string, Thread>();
  readonly comments = new Map<string, Comment>();
  at = 0;

  catchUp(comments: Comments): void {
    for (;;) {
      const page = comments.changesSince(this.at);
      if (page.anew) {
        this.threads.clear();
        this.comments.clear();
      }
      for (const thread of page.threads) {
        if (!thread.removed) this.threads.set(thread.key, thread);
        else this.threads.delete(thread.key);
      }
      for (const comment of page.comments) this.comments.set(comment.key, comment);
      this.at = page.at;
      if (!page.more) break;
    }
    for (const { key, thread } of this.comments.values()) {
      if (!this.threads.has(thread)) this.comments.delete(key);
    }
  }

  get all() {
    const sorted = <T>(map: Map<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    return { at: this.at, threads: sorted(this.threads), comments: sorted(this.comments) };
  }
}

test("R365: a client that asks for what has changed since a number has what a fresh reader has", async () => {
  const name = fc.constantFrom("a", "b", "c", "d", "e");
  const act: fc.Arbitrary<CommentAct> = fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(name, fc.string({ minLength: 1 }))
        .map(([key, text]) => acts.start(key, `x${text}`)),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.integer({ min: 0, max: 30 }), name)
        .map(([key, thread]) => acts.reply(`r${key}`, thread)),
    },
    fc
      .tuple(fc.integer({ min: 0, max: 30 }), fc.string({ minLength: 1 }))
      .map(([key, text]) => acts.edit(`r${key}`, `x${text}`)),
    fc.integer({ min: 0, max: 30 }).map((key) => acts.delete(`r${key}`)),
    fc.tuple(name, fc.boolean()).map(([key, on]) => acts.react(key, on)),
    fc.tuple(name, fc.boolean()).map(([key, on]) => acts.resolve(key, on)),
    fc.tuple(name, fc.integer()).map(([key, x]) => acts.pin(key, [x % 100, 0])),
    name.map((key) => acts.remove(key)),
  );
  const step = fc.record({ act, person: fc.constantFrom("me", "other"), reads: fc.boolean() });
  await inRoom((comments, storage) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        for (const table of ["thread", "comment"])
          storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = ?", table).toArray().length >
            0 && storage.sql.exec(`DELETE FROM ${table}`);
        const reader = new Reader();
        for (const { act, person, reads } of steps) {
          comments.act(act, as(person, "editor"));
          if (reads) reader.catchUp(comments);
        }
        reader.catchUp(comments);
        const fresh = new Reader();
        fresh.catchUp(comments);
        expect(reader.all).toEqual(fresh.all);
      }),
      { numRuns: 60 },
    );
  });
});

test("R365: many changes come in pages, and a client that knows of later ones begins anew", async () => {
  await inRoom((comments) => {
    comments.act(acts.start("one"), ME);
    const text = "x".repeat(MAX_MESSAGE);
    for (let n = 0; n < COMMENT_PAGE.rows + 40; n++) {
      comments.act(acts.reply(`n${n}`, "one", n % 4 === 0 ? text : "short"), ME);
    }
    const page = comments.changesSince(0);
    expect(page.more).toBe(true);
    expect(JSON.stringify(page).length).toBeLessThan(2 * COMMENT_PAGE.characters);
    const reader = new Reader();
    reader.catchUp(comments);
    expect(reader.comments.size).toBe(COMMENT_PAGE.rows + 41);
    expect(comments.changesSince(reader.at)).toMatchObject({ threads: [], comments: [] });
    expect(comments.changesSince(reader.at + 5)).toMatchObject({ anew: true });
  });
});

test("R365: a client that lacks more removed threads than the room remembers begins anew", async () => {
  await inRoom((comments, storage) => {
    comments.act(acts.start("one"), ME);
    const reader = new Reader();
    reader.catchUp(comments);
    const insert =
      "INSERT INTO thread (key, change, at, by_id, pin, removed, sum) VALUES (?, ?, 0, 'me', '{}', 1, 0)";
    for (let n = 0; n < MAX_REMOVED_THREADS; n++)
      storage.sql.exec(insert, keyOf(`gone${n}`), n + 2);
    comments.act(acts.remove("one"), ME);
    expect(comments.changesSince(1).anew).toBe(true);
    reader.catchUp(comments);
    expect(reader.all).toMatchObject({ threads: [], comments: [] });
    expect(storage.sql.exec("SELECT 1 FROM thread").toArray()).toHaveLength(MAX_REMOVED_THREADS);
  });
});

test.each([
  ["an empty text", { text: "   " }],
  ["a text that is too long", { text: "x".repeat(MAX_MESSAGE + 1) }],
  ["a text with control characters", { text: "a\u0000b" }],
  ["no key", { key: "" }],
  ["a bad colour", { by: { name: "Mina", color: "red;background:url(x)" } }],
  ["a pin at no number", { pin: { at: [Number.NaN, 1] } }],
  ["a pin outside the board", { pin: { at: [1e12, 1] } }],
  ["an anchor outside its shape", { pin: { at: [1, 1], anchor: { shape: "a", at: [2, 0] } } }],
  ["a shape without an id", { pin: { at: [1, 1], anchor: { shape: "", at: [0, 0] } } }],
  ["more mentions than fit", { mentions: Array(MAX_MENTIONS + 1).fill({ id: "a", name: "A" }) }],
  ["a mention of nobody", { mentions: [{ id: "a b", name: "A" }] }],
])("R364: a thread with %s is refused and stored nowhere", async (_, change) => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.sendsEvent({ ...acts.start("one"), ...change });
  await mina.is("refused", ({ code }) => code === "bad-event");
  expect(await read(mina)).toMatchObject({ threads: [], comments: [], at: 0 });
});

test("R366: threads, replies, comments and reactions of a room are bounded, and what is over is refused in words", async () => {
  const full = { kind: "refused", code: "comments-full" };
  await inRoom((comments, storage) => {
    comments.act(acts.start("one"), ME);
    const copy = (rows: number) =>
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;
    storage.sql.exec(
      `${copy(MAX_REPLIES - 1)} INSERT INTO comment SELECT 1 + i, 'k' || i, thread, 1 + i, at, by_id, by_name, by_color, by_verified, text, edited, deleted, deleted_id, deleted_name, mentions, reactions, sum FROM comment, n`,
    );
    expect(comments.act(acts.reply("last", "one"), ME).kind).toBe("changed");
    expect(comments.act(acts.reply("over", "one"), ME)).toEqual(full);
    const reactions = JSON.stringify({
      fire: Array.from({ length: MAX_COMMENT_REACTIONS }, (_, n) => `person-${n}`),
    });
    storage.sql.exec("UPDATE comment SET reactions = ? WHERE key = ?", reactions, keyOf("last"));
    // A row of which something has changed is left alone; nothing else of the thread is.
    expect(comments.act(acts.react("last"), ME)).toEqual({ kind: "refused", code: "no-comment" });
    expect(comments.act(acts.react("one"), ME).kind).toBe("changed");
    storage.sql.exec("DELETE FROM comment WHERE key GLOB 'k[0-9]*'");
    storage.sql.exec(
      `${copy(MAX_THREADS - 1)} INSERT INTO thread SELECT 't' || i, change, at, by_id, pin, resolved, resolved_id, resolved_name, removed, sum FROM thread, n`,
    );
    expect(comments.act(acts.start("more"), ME)).toEqual(full);
    expect(comments.act(acts.reply("some", "one"), ME).kind).toBe("changed");
    storage.sql.exec(
      `${copy(MAX_COMMENTS)} INSERT INTO comment SELECT 1000 + i, 'm' || i, 'none', 1000 + i, at, by_id, by_name, by_color, by_verified, text, edited, deleted, deleted_id, deleted_name, mentions, reactions, sum FROM comment, n WHERE key = '${keyOf("one")}'`,
    );
    expect(comments.act(acts.reply("none", "one"), ME)).toEqual(full);
  });
});

test("R366: a room that is flooded with comments takes them more slowly, whoever sends them", async () => {
  await inRoom((comments) => {
    comments.act(acts.start("one"), ME);
    const text = "€".repeat(MAX_MESSAGE);
    const codes: string[] = [];
    for (let n = 0; n < 300; n++) {
      const acted = comments.act(acts.reply(`n${n}`, "one", text), as(`person-${n}`));
      codes.push(acted.kind === "refused" ? acted.code : acted.kind);
    }
    expect(codes.slice(0, 150)).not.toContain("too-fast");
    expect(codes.at(-1)).toBe("too-fast");
  });
});

test("R367: a thread or comment of which a bit has changed is left out, and the others are there", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  for (const key of ["one", "two"]) await does(mina, acts.start(key));
  await does(mina, acts.reply("three", "two"));
  await room.changesStored(
    "UPDATE thread SET pin = '{\"at\":[1,1]}' WHERE key LIKE '%one%'",
    "UPDATE comment SET text = 'changed' WHERE key LIKE '%three%'",
  );
  const jonas = await room.joins("Jonas");
  const { threads, comments } = await read(jonas);
  expect(threads.map(({ key }) => key)).toEqual([keyOf("two")]);
  expect(comments.map(({ key }) => key)).toEqual([keyOf("one"), keyOf("two")]);
});

test("R367: a room that the version before has written opens as it was, and takes comments", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.chats("of earlier");
  mina.types("drawn");
  await mina.is("ack", ({ n }) => n === 2);
  await room.changesStored(
    "DROP TABLE thread",
    "DROP TABLE comment",
    "UPDATE meta SET value = 13, sum = NULL WHERE key = 'schema'",
  );
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("drawn");
  await does(jonas, acts.start("one"));
  await evictDurableObject(room.stub);
  const aiko = await room.joins("Aiko");
  expect((await read(aiko)).comments).toHaveLength(1);
  expect(await room.meta("schema")).toBe(14);
});
