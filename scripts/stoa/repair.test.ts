import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { checksum } from "../../worker/checksum.ts";
import { Coverage } from "../../worker/yjs/coverage.ts";
import { decodeStored } from "../../worker/yjs/decode.ts";
import { checkRoom, presentUpdates } from "./check.ts";
import { repairRoom } from "./repair.ts";
import { readRoom } from "./room-file.ts";
import { readSnapshot } from "./snapshot.ts";

const letters = (text: string): number[] => [...new TextEncoder().encode(text)];

/** Updates that version 0.1 took: a map, and two values under one key of it in one item, of which the second is deleted. */
const OLD = [
  new Uint8Array([1, 1, 9, 0, 0x27, 1, 6, ...letters("shapes"), 1, ...letters("s"), 1, 0]),
  new Uint8Array([1, 1, 9, 1, 0x28, 0, 9, 0, 1, ...letters("k"), 2, 125, 1, 125, 2, 0]),
  new Uint8Array([0, 1, 9, 1, 2, 1]),
];

let folder: string;
let file: string;

/** A room as the Worker leaves it: a snapshot, and these updates in the log after it. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-repair-"));
  file = join(folder, "room.sqlite");
  const database = new DatabaseSync(file);
  database.exec(`
    CREATE TABLE meta (key TEXT PRIMARY KEY, value, sum INTEGER) WITHOUT ROWID;
    INSERT INTO meta (key, value) VALUES ('id', 'spring'), ('generation', 2), ('unchecked', 1);
    CREATE TABLE doc (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    INSERT INTO doc VALUES (1, 'board');
    CREATE TABLE head (owner INTEGER PRIMARY KEY, doc, generation, bytes, sum, sample, extent, structure, extent_sum, structure_sum, row_sum, at);
    CREATE TABLE chunk (id INTEGER PRIMARY KEY, owner INTEGER AS (id >> 10), part INTEGER AS (id & 1023), data BLOB);
    CREATE TABLE history (owner INTEGER PRIMARY KEY, from_at, to_at, entries, bytes, sum);
    CREATE TABLE message (seq INTEGER PRIMARY KEY);
    CREATE TABLE link (id INTEGER PRIMARY KEY);
    CREATE TABLE due (job TEXT PRIMARY KEY, at, failures, sum);
    CREATE TABLE log (generation INTEGER PRIMARY KEY, base, mark, sum);
    INSERT INTO log VALUES (2, 6, 0, NULL);
    CREATE TABLE log_2 (seq INTEGER PRIMARY KEY, doc, part, parts, from_at, to_at, who, data BLOB);
  `);
  const doc = new Y.Doc();
  doc.getText("text").insert(0, "one two");
  const head = Y.encodeStateAsUpdate(doc);
  database
    .prepare(
      "INSERT INTO head (owner, doc, generation, bytes, sum, extent, at) VALUES (1, 1, 2, ?, ?, ?, 0)",
    )
    .run(head.byteLength, checksum(head), Coverage.of(decodeStored(head)).encode());
  database.prepare("INSERT INTO chunk (id, data) VALUES (1024, ?)").run(head);
  const row = database.prepare("INSERT INTO log_2 VALUES (?, 1, 0, 1, 3, 4, 'who', ?)");
  for (const [index, update] of OLD.entries()) row.run(7 + index, update);
  database.close();
});

afterEach(() => rmSync(folder, { recursive: true }));

test("R108: a document that silences its readers is found, and a repair mends it", async () => {
  expect(readRoom(file, checkRoom).problems).toEqual([
    "The document holds 1 items that no Yjs client writes (joined-values); `repair` drops them.",
  ]);
  const { dropped, copy } = await repairRoom(file);
  expect(dropped).toBe(1);
  expect(basename(copy ?? "")).toMatch(/^room\.sqlite\.before-repair-\d{4}-/);
  const check = (path: string) => readRoom(path, (room) => checkRoom(room, () => []));
  expect(check(file)).toMatchObject({ problems: [], heads: 1, segments: 1 });
  // The copy is the room as it was.
  expect(check(copy ?? "")).toMatchObject({ updates: 3, segments: 0 });
  const doc = new Y.Doc();
  for (const update of readRoom(file, presentUpdates)) Y.applyUpdate(doc, update);
  expect(doc.getText("text").toString()).toBe("one two");
  doc.getMap("shapes").delete("s");
  let told = 0;
  doc.on("update", () => {
    told += 1;
  });
  doc.getText("text").insert(0, "zero ");
  expect(told).toBe(1);
});

test("R108: a room in which nothing is wrong is left as it is", async () => {
  await repairRoom(file);
  expect(await repairRoom(file)).toMatchObject({ dropped: 0, copy: null });
});

test("R108: a reader who needs too long is ended, and said so", () => {
  expect(readSnapshot(OLD, 1)).toEqual(["A reader needs more than 0.001 s for the document."]);
});
