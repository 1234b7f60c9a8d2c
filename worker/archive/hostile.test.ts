/** Tests of archives that are spoiled in one place. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import * as encoding from "lib0/encoding";
import { beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { circle, nested } from "../../testkit/hostile-frames.ts";
import { MAX_ARCHIVE_FILE, MAX_DOCUMENT, MAX_SEGMENT, MAX_SEGMENT_ENTRIES } from "../limits.ts";
import {
  brings,
  type Files,
  importer,
  isStaging,
  pack,
  soundArchive,
  tarHeader,
  through,
  unpack,
} from "../testing/archives.ts";
import { TestRoom } from "../testing/test-room.ts";
import { Staging } from "./staging.ts";

/** A sound archive, to be spoiled. */
let sound: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  sound = await soundArchive();
});

const HEAD = "documents/board/head.yjs";
const LOG = "documents/board/log.jsonl";
const UPDATE = "documents/board/log/000001.yjs";
const SEGMENT = "history/000001.gz";
const CHAT = "chat/000001.jsonl";

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(text));
const gzip = (data: Uint8Array<ArrayBuffer>) => through(data, new CompressionStream("gzip"));

/** Changes one line of a file of JSON lines. */
function changeLine(files: Files, path: string, change: object): void {
  const line = JSON.parse(new TextDecoder().decode(files.get(path)).split("\n")[0] ?? "");
  files.set(path, bytes(`${JSON.stringify({ ...line, ...change })}\n`));
}

/** A segment of history of `count` entries, each of them `data`. */
function segment(count: number, data: Uint8Array, doc = 1): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, count);
  for (let left = count; left > 0; left--) {
    encoding.writeVarUint(encoder, doc);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, "who");
    encoding.writeVarUint8Array(encoder, data);
  }
  return gzip(encoding.toUint8Array(encoder).slice());
}

const NOTHING = new Uint8Array([0, 0]);

const spoiled: [string, (files: Files) => void | Promise<void>][] = [
  ["no room.json", (files) => void files.delete("room.json")],
  ["another program's room.json", (files) => changeRoom(files, { format: "zip" })],
  ["a file that Stoa does not know", (files) => void files.set("more.txt", bytes("more"))],
  ["a path that leaves the folder", (files) => void files.set("../room.json", bytes("{}"))],
  ["a head that is no update", (files) => void files.set(HEAD, bytes("no update"))],
  [
    "a head that claims millions of structs in seven bytes",
    (files) => void files.set(HEAD, new Uint8Array([1, 128, 135, 167, 14, 0, 0])),
  ],
  [
    "a head of types in types by hundreds",
    (files) => void files.set(HEAD, plain(Y.mergeUpdates(nested(300)))),
  ],
  ["an update of edits that wait for one another", (files) => void files.set(UPDATE, circle(9, 8))],
  [
    "an update that says again what the head holds",
    (files) => void files.set(UPDATE, again(files)),
  ],
  ["a head in another coding of Yjs", (files) => void files.set(HEAD, versionTwo())],
  ["an update that is cut off", (files) => void files.set(UPDATE, cutOff(files, UPDATE))],
  ["an update that follows on a missing head", (files) => void files.delete(HEAD)],
  ["a log that lacks its update", (files) => void files.delete(UPDATE)],
  ["an update that is in no log", (files) => void files.set(LOG, bytes(""))],
  ["an update from after it", (files) => changeLine(files, LOG, { fromAt: 2, toAt: 1 })],
  ["a time that is none", (files) => changeLine(files, LOG, { fromAt: -1 })],
  ["authors that are none", (files) => changeLine(files, LOG, { who: ["a b"] })],
  ["a list that names another file", (files) => changeLine(files, LOG, { file: "room.json" })],
  ["a past that is not gzip", (files) => void files.set(SEGMENT, bytes("not gzip"))],
  ["a past that holds nonsense", async (files) => void files.set(SEGMENT, await gzip(bytes("no")))],
  ["a past with an update that is none", (files) => setSegment(files, 1, bytes("no update"))],
  ["a past of another document", (files) => setSegment(files, 1, NOTHING, 2)],
  [
    "a past with fewer entries than it says",
    (files) => changeLine(files, "history.jsonl", { entries: 7 }),
  ],
  ["a past of too many entries", (files) => setSegment(files, MAX_SEGMENT_ENTRIES + 1, NOTHING)],
  [
    "a past that unpacks into more than fits",
    async (files) => void files.set(SEGMENT, await gzip(new Uint8Array(MAX_SEGMENT + 1))),
  ],
  ["a message without a text", (files) => changeLine(files, CHAT, { text: " " })],
  ["a message with control characters", (files) => changeLine(files, CHAT, { text: "a\u0007" })],
  ["a message with number 2^53", (files) => changeLine(files, CHAT, { seq: 2 ** 53 })],
  ["a message by nobody", (files) => changeLine(files, CHAT, { by: null })],
  ["a chat that is no JSON", (files) => void files.set(CHAT, bytes("{"))],
  ["a chat that is not UTF-8", (files) => void files.set(CHAT, new Uint8Array([0xff, 0xfe]))],
  [
    "two messages with one key",
    (files) => {
      const line = new TextDecoder().decode(files.get(CHAT)).trim();
      files.set(CHAT, bytes(`${line}\n${JSON.stringify({ ...JSON.parse(line), seq: 2 })}\n`));
    },
  ],
  [
    "messages out of order",
    (files) => {
      const line = new TextDecoder().decode(files.get(CHAT)).trim();
      files.set(CHAT, bytes(`${line}\n${line}\n`));
    },
  ],
  ["a version of the future", (files) => changeRoom(files, { version: 4 })],
  ["a damaged room", (files) => changeRoom(files, { damaged: ["board"] })],
  ["a title of two lines", (files) => changeRoom(files, { title: "one\ntwo" })],
  ["an access that is none", (files) => changeRoom(files, { access: "owner" })],
];

function changeRoom(files: Files, change: object): void {
  const about = JSON.parse(new TextDecoder().decode(files.get("room.json")));
  files.set("room.json", bytes(JSON.stringify({ ...about, ...change })));
}

async function setSegment(files: Files, count: number, data: Uint8Array, doc = 1): Promise<void> {
  files.set(SEGMENT, await segment(count, data, doc));
  changeLine(files, "history.jsonl", { entries: count });
}

function cutOff(files: Files, path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(files.get(path)?.slice(0, -1) ?? []);
}

/** The content of the snapshot, and a little more. */
function again(files: Files): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, files.get(HEAD) ?? NOTHING);
  Y.applyUpdate(doc, files.get(UPDATE) ?? NOTHING);
  return plain(Y.encodeStateAsUpdate(doc));
}

function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function versionTwo(): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, "one");
  return new Uint8Array(Y.encodeStateAsUpdateV2(doc));
}

async function leavesNothing(room: TestRoom, archive: Uint8Array<ArrayBuffer>): Promise<void> {
  const { status, body } = await brings(room, archive);
  expect(body).toEqual({ error: "bad-archive", message: expect.stringMatching(/^\S.+\.$/s) });
  expect(status).toBe(400);
  expect(await isStaging()).toBe(false);
  expect(await room.tables()).toEqual([]);
  // Nothing is in the way of a better one.
  expect((await brings(room, sound)).status).toBe(201);
}

test.each(spoiled)(
  "R62: an archive with %s is refused, and nothing of it is kept",
  async (_, spoil) => {
    const files = await unpack(sound);
    await spoil(files);
    await leavesNothing(new TestRoom(), await pack(files));
  },
  20_000,
);

test("R62: a byte that has changed on its way is found by its checksum", async () => {
  const files = await unpack(sound);
  const chat = new TextDecoder().decode(files.get(CHAT));
  files.set(CHAT, bytes(chat.replace("hello", "hullo")));
  await leavesNothing(new TestRoom(), await pack(files, "as they are"));
});

test("R62: a file that is missing is found by the checksums", async () => {
  const files = await unpack(sound);
  files.delete(CHAT);
  await leavesNothing(new TestRoom(), await pack(files, "as they are"));
});

test("R62: an archive that was cut off anywhere, or is none, is refused", async () => {
  const tar = await through(sound, new DecompressionStream("gzip"));
  const cuts = [0, 100, 512, 600, tar.byteLength - 1024];
  for (const end of cuts) await leavesNothing(new TestRoom(), await gzip(tar.slice(0, end)));
  await leavesNothing(new TestRoom(), sound.slice(0, sound.byteLength / 2));
  await leavesNothing(new TestRoom(), bytes("no archive at all"));
  await leavesNothing(new TestRoom(), tar);
}, 20_000);

test("R62: headers that say what is not so are refused before anything is set aside for them", async () => {
  const huge = tarHeader("room.json", MAX_ARCHIVE_FILE + 1);
  const link = tarHeader("room.json", 0, "2");
  const wrong = tarHeader("room.json", 0);
  wrong[0] = 65;
  for (const header of [huge, link, wrong]) await leavesNothing(new TestRoom(), await gzip(header));
}, 20_000);

test("R62: a board that is larger than a room takes is refused", async () => {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, "x".repeat(MAX_DOCUMENT));
  const files = await unpack(sound);
  files.set(HEAD, Y.encodeStateAsUpdate(doc).slice());
  const more: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => more.push(update));
  doc.getText("text").insert(0, "x".repeat(MAX_ARCHIVE_FILE - MAX_DOCUMENT));
  files.set(UPDATE, more[0]?.slice() ?? NOTHING);
  await leavesNothing(new TestRoom(), await pack(files));
});

test("R145: an import that ends with its object leaves nothing behind for long", async () => {
  await runInDurableObject(importer(), (_, { storage }) => new Staging(storage).begin());
  await evictDurableObject(importer());
  await runInDurableObject(importer(), (_, { storage }) => storage.setAlarm(Date.now() + 60_000));
  expect(await runDurableObjectAlarm(importer())).toBe(true);
  expect(await isStaging()).toBe(false);
});
