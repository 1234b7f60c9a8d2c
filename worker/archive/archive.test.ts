/** Tests of an export and an import of a whole room. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { RoomStats } from "../../shared/stats.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { MAX_ROW_BLOB } from "../limits.ts";
import { DocumentStore } from "../storage/document-store.ts";
import { History } from "../storage/history.ts";
import { brings, bytesOf, type Files, isStaging, pack, unpack } from "../testing/archives.ts";
import { goesQuiet, hasTables, seedRoom } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

const text = (files: Files, path: string) => new TextDecoder().decode(files.get(path));

/** A room with a snapshot, a past, a log, a chat, a title and a link. */
async function fullRoom(): Promise<{ room: TestRoom; owner: Owner; mina: Person }> {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const mina = await seedRoom(room);
  await mina.chats("hello");
  await goesQuiet(room);
  mina.types("five");
  await owner.person.has("one three four five");
  await mina.chats("good bye");
  mina.sendsEvent({ type: "room.rename", title: "Spring" });
  await mina.is("room.title");
  await owner.makesLink("viewer", { label: "For the class" });
  await owner.opensPlainLinkFor("commenter");
  return { room, owner, mina };
}

async function exported(owner: Owner) {
  const response = await owner.asks("GET", "/export");
  expect(response.status).toBe(200);
  return bytesOf(response);
}

/** The past of a room: every update with its time and authors. */
function pastOf(room: TestRoom) {
  return runInDurableObject(room.stub, async (_, { storage }) => {
    const history = new History(storage);
    const all = await Promise.all(history.segments().map((segment) => history.entriesOf(segment)));
    return all.flat().map(({ data, ...rest }) => ({ ...rest, data: [...data] }));
  });
}

test("R62: an export holds all of a room, in files that anybody can read", async () => {
  const { room, owner, mina } = await fullRoom();
  const response = await owner.asks("GET", "/export");
  expect(response.headers.get("Content-Type")).toBe("application/gzip");
  expect(response.headers.get("Content-Disposition")).toMatch(
    new RegExp(`^attachment; filename="stoa-${room.id}-\\d{4}-\\d\\d-\\d\\d\\.tar\\.gz"$`),
  );
  const files = await unpack(await bytesOf(response));
  expect([...files.keys()]).toEqual([
    "room.json",
    "documents/board/head.yjs",
    "documents/board/log.jsonl",
    "documents/board/log/000001.yjs",
    "history.jsonl",
    "history/000001.gz",
    "chat/000001.jsonl",
    "checksums.txt",
  ]);
  expect(JSON.parse(text(files, "room.json"))).toMatchObject({
    format: "stoa-room",
    version: 1,
    room: room.id,
    title: "Spring",
    access: "commenter",
    links: [{ role: "viewer", label: "For the class" }],
    damaged: [],
  });
  const doc = new Y.Doc();
  for (const path of ["documents/board/head.yjs", "documents/board/log/000001.yjs"]) {
    Y.applyUpdate(doc, files.get(path) ?? new Uint8Array());
  }
  expect(doc.getText("text").toString()).toBe("one three four five");
  const { you } = await mina.is("hello");
  const [line] = text(files, "documents/board/log.jsonl").trim().split("\n");
  expect(JSON.parse(line ?? "")).toMatchObject({ who: [you.id], fromAt: expect.any(Number) });
  const chat = text(files, "chat/000001.jsonl").trim().split("\n");
  expect(chat.map((each) => JSON.parse(each).text)).toEqual(["hello", "good bye"]);
  expect(text(files, "checksums.txt")).toMatch(/^([0-9a-f]{64} {2}\S+\n){7}$/);
});

test("R62: an export holds no key and no hash of one", async () => {
  const { owner } = await fullRoom();
  const link = await owner.makesLink("editor");
  const files = await unpack(await exported(owner));
  const all = [...files.values()].map((data) => new TextDecoder("latin1").decode(data)).join("\n");
  for (const key of [owner.key, link.key]) {
    const hash = new Uint8Array(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)),
    );
    const forms = [
      key,
      new TextDecoder("latin1").decode(hash),
      btoa(String.fromCharCode(...hash)).replace(/=+$/, ""),
      [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    ];
    for (const form of forms) expect(all.includes(form)).toBe(false);
  }
});

test("R62: an archive makes an empty room equal, and whoever brings it its owner", async () => {
  const { room, owner } = await fullRoom();
  const archive = await exported(owner);
  const copy = new TestRoom();
  const { status, body, key } = await brings(copy, archive);
  expect(status).toBe(201);
  const before = await (await owner.asks("GET", "/stats")).json<RoomStats>();
  expect(body).toMatchObject({
    id: copy.id,
    title: "Spring",
    createdAt: before.createdAt,
    messages: 2,
    history: before.history,
    documents: [
      { name: "board", head: { bytes: before.documents[0]?.head?.bytes }, log: { rows: 1 } },
    ],
    links: { open: 0, spent: 0 },
  });
  expect(await pastOf(copy)).toEqual(await pastOf(room));

  const jonas = await copy.joins("Jonas");
  expect(jonas.text).toBe("one three four five");
  const hello = await jonas.is("hello");
  expect([hello.you.role, hello.room.title]).toEqual(["commenter", "Spring"]);
  jonas.sendsEvent({ type: "chat.page", limit: 50 });
  const { messages } = await jonas.is("chat.page");
  owner.person.sendsEvent({ type: "chat.page", limit: 50 });
  expect(messages).toEqual((await owner.person.is("chat.page")).messages);

  const mine = await copy.admits("Me", { offers: [`owner.${key}`] });
  expect((await mine.is("hello")).you.role).toBe("owner");
  const theirs = await copy.admits("Before", owner.door("own"));
  expect((await theirs.is("hello")).you.role).toBe("commenter");
  mine.types(" six");
  await jonas.has("one three four five six");
  await goesQuiet(copy);
  expect((await copy.joins("Late")).text).toBe("one three four five six");
  await mine.chats("and more");
  expect((await mine.is("chat.message")).message.seq).toBe(3);
});

test("R62: an archive that was unpacked, and packed again in another order, is taken", async () => {
  const { owner } = await fullRoom();
  const files = await unpack(await exported(owner));
  const again = new Map([...files].reverse());
  expect((await brings(new TestRoom(), await pack(again, "as they are"))).status).toBe(201);
});

test("R62: an empty room can be exported and imported", async () => {
  const owner = await Owner.of(new TestRoom());
  const copy = new TestRoom();
  expect((await brings(copy, await exported(owner))).status).toBe(201);
  expect((await copy.joins("Jonas")).text).toBe("");
});

test("R62: a person who is in the empty room while an archive comes has its content at once", async () => {
  const { owner } = await fullRoom();
  const copy = new TestRoom();
  const other = await Owner.of(copy);
  await hasTables(copy);
  const place = await runInDurableObject(copy.stub, (_, { storage }) =>
    new DocumentStore(storage).log.resumeToken(),
  );
  const { status } = await brings(copy, await exported(owner), other.key);
  expect(status).toBe(201);
  await runInDurableObject(copy.stub, (_, { storage }) => {
    expect(new DocumentStore(storage).log.updatesSince(1, place ?? "")).toBe(null);
  });
  await other.person.isClosedWith(CloseCode.Busy);
  other.person.events.length = 0;
  await other.person.connects();
  expect(other.person.text).toBe("one three four five");
  const mine = await copy.admits("Me", other.door("own"));
  mine.types(" six");
  await other.person.has("one three four five six");
  expect((await copy.joins("Jonas")).text).toBe("one three four five six");
});

test("R62: an archive is not put over what somebody has drawn or said, nor into somebody else's room", async () => {
  const { owner } = await fullRoom();
  const archive = await exported(owner);
  const drawn = new TestRoom();
  await seedRoom(drawn);
  expect(await brings(drawn, archive)).toMatchObject({ status: 409, body: { error: "not-empty" } });
  const said = new TestRoom();
  await (await said.joins("Mina")).chats("hello");
  expect(await brings(said, archive)).toMatchObject({ status: 409, body: { error: "not-empty" } });
  const owned = new TestRoom();
  await Owner.of(owned);
  expect(await brings(owned, archive)).toMatchObject({ status: 403, body: { error: "not-owner" } });
  const twice = new TestRoom();
  const { key } = await brings(twice, archive);
  expect(await brings(twice, archive, key)).toMatchObject({
    status: 409,
    body: { error: "not-empty" },
  });
  const gone = new TestRoom();
  const other = await Owner.of(gone);
  await other.asks("DELETE", "");
  expect(await brings(gone, archive)).toMatchObject({ status: 410, body: { error: "deleted" } });
});

test("R62: a shape that is drawn while an archive comes is not written over", async () => {
  const { owner } = await fullRoom();
  const archive = await exported(owner);
  const copy = new TestRoom();
  const mina = await copy.joins("Mina");
  const { readable, writable } = new IdentityTransformStream();
  const writer = writable.getWriter();
  const answer = brings(copy, readable);
  await writer.write(archive.slice(0, 100));
  await vi.waitFor(async () => expect(await isStaging()).toBe(true));
  mina.types("mine");
  await mina.is("ack", ({ n }) => n === 2);
  await writer.write(archive.slice(100));
  await writer.close();
  expect(await answer).toMatchObject({ status: 409, body: { error: "not-empty" } });
  expect((await copy.joins("Jonas")).text).toBe("mine");
  expect(await isStaging()).toBe(false);
});

test("R62: an export that runs while people draw and the alarm wants to compact is whole", async () => {
  const { room, owner, mina } = await fullRoom();
  const response = await owner.asks("GET", "/export");
  await runInDurableObject(room.stub, async (object, { storage }) => {
    storage.sql.exec("UPDATE due SET at = 0, sum = NULL");
    await object.alarm();
  });
  mina.types(" six");
  const files = await unpack(await bytesOf(response));
  expect((await brings(new TestRoom(), await pack(files, "as they are"))).status).toBe(201);
});

test("R62: an export of a damaged room says so and holds what could be read; it makes no other room", async () => {
  const { room, owner } = await fullRoom();
  await runInDurableObject(room.stub, (_, { storage }) => {
    storage.sql.exec(
      "UPDATE chunk SET data = zeroblob(length(data)) WHERE owner IN (SELECT owner FROM head)",
    );
  });
  await evictDurableObject(room.stub);
  const archive = await exported(owner);
  const files = await unpack(archive);
  expect(JSON.parse(text(files, "room.json")).damaged).toEqual(["board"]);
  expect(files.has("chat/000001.jsonl")).toBe(true);
  expect(files.has("history/000001.gz")).toBe(true);
  expect(await brings(new TestRoom(), archive)).toMatchObject({
    status: 400,
    body: { error: "bad-archive", message: expect.stringContaining("damaged room") },
  });
});

test("R62: a document larger than a row goes out and comes in whole", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const large = "x".repeat(3 * MAX_ROW_BLOB);
  const mina = await room.joins("Mina");
  mina.types(large);
  await mina.is("ack", ({ n }) => n === 2);
  const inLog = new TestRoom();
  expect((await brings(inLog, await exported(owner))).status).toBe(201);
  expect((await inLog.joins("Jonas")).text).toBe(large);
  await goesQuiet(room);
  const inHead = new TestRoom();
  expect((await brings(inHead, await exported(owner))).status).toBe(201);
  expect((await inHead.joins("Jonas")).text).toBe(large);
}, 20_000);
