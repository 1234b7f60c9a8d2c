/** Tests of archives of earlier versions, which are healed when they are imported. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { POISON } from "../../testkit/forged-updates.ts";
import { brings, bytesOf, pack, unpack } from "../testing/archives.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";
import { PATHS, toLines } from "./format.ts";

const letters = (text: string): number[] => [...new TextEncoder().encode(text)];

/**
 * Updates that a room of version 0.1 took: a map, and two values under one key of it in one item.
 * The second value is deleted.
 */
const OLD = [
  new Uint8Array([1, 1, 9, 0, 0x27, 1, 6, ...letters("shapes"), 1, ...letters("s"), 1, 0]),
  new Uint8Array([1, 1, 9, 1, 0x28, 0, 9, 0, 1, ...letters("k"), 2, 125, 1, 125, 2, 0]),
  new Uint8Array([0, 1, 9, 1, 2, 1]),
];

/** An archive of a room, as the version before wrote it, with these updates at the end of its log. */
async function oldArchive(updates: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await seedRoom(room);
  await goesQuiet(room);
  const files = await unpack(await bytesOf(await owner.asks("GET", "/export")));
  const lines = updates.map((_, index) => {
    return { file: PATHS.update("board", index + 1), fromAt: 5, toAt: 6, who: ["mina"] };
  });
  for (const [index, update] of updates.entries()) {
    files.set(PATHS.update("board", index + 1), new Uint8Array(update));
  }
  files.set(PATHS.log("board"), new Uint8Array(toLines(lines)));
  return pack(files);
}

test("R107: an archive of an earlier version is healed on its way in, and nothing else of it is lost", async () => {
  const copy = new TestRoom();
  const { status } = await brings(copy, await oldArchive(OLD));
  expect(status).toBe(201);
  const jonas = await copy.joins("Jonas");
  const lena = await copy.joins("Lena");
  expect(jonas.text).toBe("one three four ");
  // With these updates as they were, this would make both deaf for ever.
  jonas.doc.getMap("shapes").delete("s");
  lena.types("five");
  await jonas.has("one three four five");
  jonas.types(" six");
  await lena.has("one three four five six");
});

test("R107: an archive that holds the poison is healed, and nobody who reads it stops hearing of changes", async () => {
  expect(() => Y.applyUpdate(new Y.Doc(), POISON)).toThrow();
  const copy = new TestRoom();
  const { status, key } = await brings(copy, await oldArchive([POISON]));
  expect(status).toBe(201);
  const [jonas, lena] = [await copy.joins("Jonas"), await copy.joins("Lena")];
  const heard: string[] = [];
  jonas.doc.getText("text").observe(() => heard.push(jonas.text));
  lena.types("five");
  await jonas.has("one three four five");
  expect(heard).toEqual(["one three four five"]);
  // An export of the room can be read, too.
  const headers = { Authorization: `Bearer ${key}` };
  const files = await unpack(await bytesOf(await ask(`/api/rooms/${copy.id}/export`, { headers })));
  const doc = new Y.Doc();
  for (const [path, bytes] of files) if (path.endsWith(".yjs")) Y.applyUpdate(doc, bytes);
  expect(doc.getText("text").toString()).toBe("one three four five");
});

test("R107: the author and time of a healed edit stay in the past", async () => {
  const copy = new TestRoom();
  const { key } = await brings(copy, await oldArchive(OLD));
  const headers = { Authorization: `Bearer ${key}` };
  const exported = await ask(`/api/rooms/${copy.id}/export`, { headers });
  const files = await unpack(await bytesOf(exported));
  const history = new TextDecoder().decode(files.get(PATHS.history));
  expect(history).toContain('"fromAt":5,"toAt":6,"entries":3');
});

test("R107: an archive that names what is not in it is still refused, in words", async () => {
  const gap = new Uint8Array([1, 1, 9, 5, 0x28, 0, 9, 0, 1, ...letters("k"), 1, 125, 1, 0]);
  const copy = new TestRoom();
  const { status, body } = await brings(copy, await oldArchive([...OLD, gap]));
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain("follows on edits that are not in the archive");
});
