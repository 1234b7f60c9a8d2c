import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { checksum, rowSum } from "../../worker/checksum.ts";
import { encodeSegment } from "../../worker/storage/history-segment.ts";
import { Coverage } from "../../worker/yjs/coverage.ts";
import { decodeStored } from "../../worker/yjs/decode.ts";
import { checkRoom } from "./check.ts";
import { statsOfFile } from "./inspect.ts";
import { RoomDatabase, readRoom } from "./room-file.ts";

let folder: string;
let database: DatabaseSync;

/** A room as the Worker leaves it: a snapshot, an update after it in two parts, a segment of the past, a message. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "stoa-check-"));
  database = new DatabaseSync(join(folder, "room.sqlite"));
  database.exec(`
    CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
    INSERT INTO meta VALUES ('id', 'spring'), ('generation', 2);
    CREATE TABLE doc (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    INSERT INTO doc VALUES (1, 'board');
    CREATE TABLE head (owner INTEGER PRIMARY KEY, doc, generation, bytes, sum, extent, at);
    CREATE TABLE chunk (owner INTEGER, part INTEGER, data BLOB, PRIMARY KEY (owner, part));
    CREATE TABLE history (owner INTEGER PRIMARY KEY, from_at, to_at, entries, bytes);
    CREATE TABLE message (seq INTEGER PRIMARY KEY);
    INSERT INTO message VALUES (1);
    CREATE TABLE link (id INTEGER PRIMARY KEY);
    CREATE TABLE due (job TEXT PRIMARY KEY);
    CREATE TABLE log_2 (seq INTEGER PRIMARY KEY, doc, part, parts, from_at, to_at, who, data BLOB);
  `);
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  doc.getText("text").insert(0, "one ");
  doc.getText("text").insert(4, "two");
  const [head = new Uint8Array(), update = new Uint8Array()] = updates;
  const coverage = Coverage.of(decodeStored(head)).encode();
  database
    .prepare("INSERT INTO head VALUES (1, 1, 2, ?, ?, ?, 0)")
    .run(head.byteLength, checksum(head), coverage);
  const chunk = database.prepare("INSERT INTO chunk VALUES (?, ?, ?)");
  chunk.run(1, 0, head.slice(0, 5));
  chunk.run(1, 1, head.slice(5));
  const row = database.prepare("INSERT INTO log_2 VALUES (?, 1, ?, 2, 0, 0, 'who', ?)");
  row.run(7, 0, update.slice(0, 5));
  row.run(8, 1, update.slice(5));
  const entry = { doc: 1, fromAt: 0, toAt: 0, who: ["who"], data: head };
  const segment = await encodeSegment([entry]);
  chunk.run(2, 0, segment);
  database.prepare("INSERT INTO history VALUES (2, 0, 0, 1, ?)").run(segment.byteLength);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

/** The words for the update where there is no sound snapshot before it. */
const LEFT_OVER = "Update 8 of log 2 follows on edits that are not there.";

function check() {
  // The findings of a reader have a test of their own, because it takes a process.
  return readRoom(join(folder, "room.sqlite"), (room) => checkRoom(room, () => []));
}

/** The findings in a change that is not committed. */
function readRoomHere(): readonly string[] {
  return checkRoom(new RoomDatabase(database), () => []).problems;
}

test("R64: a sound room has no problems, and its parts are counted", () => {
  expect(check()).toEqual({
    deletedAt: null,
    heads: 1,
    updates: 1,
    segments: 1,
    messages: 1,
    comments: 0,
    images: 0,
    unsummed: 7,
    problems: [],
  });
});

test.each([
  [
    "a head of which a byte has changed",
    "UPDATE chunk SET data = zeroblob(length(data)) WHERE owner = 1 AND part = 0",
    ["The head of generation 2 is not what was written: its checksum differs.", LEFT_OVER],
  ],
  [
    "a head that lacks a part",
    "DELETE FROM chunk WHERE owner = 1 AND part = 1",
    [expect.stringMatching(/^The head of generation 2 has 5 bytes instead of \d+\.$/), LEFT_OVER],
  ],
  [
    "a head that is said to hold more",
    "UPDATE head SET extent = x'010163000000'",
    [expect.stringContaining("lacks something that it is said to hold")],
  ],
  [
    "an update that lacks a part",
    "DELETE FROM log_2 WHERE seq = 7",
    ["Update 8 of log 2 lacks a part."],
  ],
  [
    "an update that is cut off",
    "UPDATE log_2 SET data = x'' WHERE seq = 8",
    ["Update 8 of log 2 is no Yjs update."],
  ],
  ["an update without what it follows on", "DELETE FROM head", [LEFT_OVER]],
  [
    "a past that is cut off",
    "UPDATE chunk SET data = substr(data, 1, length(data) - 1) WHERE owner = 2",
    ["Stretch 1 of the past is damaged; the present does not need it."],
  ],
  ["a table that is gone", "DROP TABLE link", [expect.stringContaining("no table link")]],
])("R64: %s is found", (_, damage, problems) => {
  database.exec(damage);
  expect(check().problems).toEqual(problems);
});

test("R142: a row that has changed is named, in whatever table", () => {
  const key = "access";
  database.exec("ALTER TABLE meta ADD COLUMN sum INTEGER");
  database.prepare("INSERT INTO meta VALUES (?, ?, ?)").run(key, "viewer", rowSum(key, "viewer"));
  expect(check()).toMatchObject({ problems: [] });
  database.exec("UPDATE meta SET value = 'editor' WHERE key = 'access'");
  database.exec("ALTER TABLE log_2 ADD COLUMN sum INTEGER");
  database.exec("UPDATE log_2 SET sum = 5 WHERE seq = 8");
  database.exec("ALTER TABLE message ADD COLUMN sum INTEGER");
  database.exec("UPDATE message SET sum = 5");
  database.exec("ALTER TABLE link ADD COLUMN sum INTEGER");
  database.exec("INSERT INTO link VALUES (3, 5)");
  expect(check().problems).toEqual(
    ['The room\'s own fact "access"', "Link 3", "Message 1", "Row 8 of log 2"].map(
      (name) => `${name} is not what was written: its checksum differs.`,
    ),
  );
});

test("R142: a flipped bit is found in each table that has checksums, and in what lies beside a snapshot", () => {
  const structure = new Uint8Array([1, 2, 3]);
  database.exec("ALTER TABLE head ADD COLUMN sample");
  for (const column of ["structure", "extent_sum", "structure_sum", "row_sum"]) {
    database.exec(`ALTER TABLE head ADD COLUMN ${column}`);
  }
  database.exec("CREATE TABLE log (generation INTEGER PRIMARY KEY, base, mark, sum)");
  for (const column of ["at", "failures", "sum"]) {
    database.exec(`ALTER TABLE due ADD COLUMN ${column}`);
  }
  database.exec("ALTER TABLE history ADD COLUMN sum");
  database.prepare("INSERT INTO chunk VALUES (3, 0, ?)").run(structure);
  const [head] = database.prepare("SELECT bytes, sum, extent FROM head").all();
  const { bytes = 0, sum = 0, extent } = head ?? {};
  const sums = [checksum(extent as Uint8Array), checksum(structure)] as const;
  database
    .prepare("UPDATE head SET structure = 3, extent_sum = ?, structure_sum = ?, row_sum = ?")
    .run(...sums, rowSum(1, 1, 2, bytes, sum, null, 3, ...sums));
  database.prepare("INSERT INTO log VALUES (2, 6, 5, ?)").run(rowSum(2, 6, 5));
  database.prepare("INSERT INTO due VALUES ('expire', 5, 0, ?)").run(rowSum("expire", 5, 0));
  const [past] = database.prepare("SELECT bytes FROM history").all();
  database.prepare("UPDATE history SET sum = ?").run(rowSum(2, 0, 0, 1, past?.["bytes"] ?? 0));
  expect(check().problems).toEqual([]);

  const flips: [statement: string, problem: RegExp][] = [
    ["UPDATE head SET generation = 3", /^The row of the head of generation 3 is not/],
    ["UPDATE head SET doc = 5", /^The row of the head/],
    ["UPDATE head SET extent = x'00'", /^What the head of generation 2 covers is not/],
    ["UPDATE chunk SET data = x'010203ff' WHERE owner = 3", /^The structure of the head/],
    ["UPDATE log SET base = 7", /^Where log 2 begins is not/],
    ["UPDATE log SET mark = 4", /^Where log 2 begins is not/],
    ["UPDATE due SET at = 5000", /^When "expire" is due is not/],
    ["UPDATE due SET job = 'expird'", /^When "expird" is due is not/],
    ["UPDATE history SET from_at = 7", /^The row of the stretch of the past under 2 is not/],
    ["UPDATE doc SET id = 3", /^The table of documents is not/],
  ];
  for (const [statement, problem] of flips) {
    database.exec("BEGIN");
    database.exec(statement);
    const found = readRoomHere();
    database.exec("ROLLBACK");
    expect(
      found.some((each) => problem.test(each)),
      `${statement}: ${found}`,
    ).toBe(true);
  }
});

test("R108: each snapshot that is kept is read with what came after it", () => {
  const reads: number[] = [];
  database.exec("INSERT INTO head SELECT 9, doc, 1, bytes, sum, extent, at FROM head");
  database.exec("INSERT INTO chunk SELECT 9, part, data FROM chunk WHERE owner = 1");
  database.exec(
    "CREATE TABLE log_1 (seq INTEGER PRIMARY KEY, doc, part, parts, from_at, to_at, who, data BLOB)",
  );
  const { problems } = readRoom(join(folder, "room.sqlite"), (room) =>
    checkRoom(room, (updates) => {
      reads.push(updates.length);
      return reads.length === 2 ? ["Yjs cannot read it."] : [];
    }),
  );
  expect(reads).toEqual([2, 2]);
  expect(problems).toEqual(["Read from the head of generation 1: Yjs cannot read it."]);
});

test("R140: the file of a room in which nobody wrote is sound", () => {
  const path = join(folder, "empty.sqlite");
  const empty = new DatabaseSync(path);
  empty.exec("CREATE TABLE meta (key TEXT PRIMARY KEY, value, sum INTEGER) WITHOUT ROWID");
  empty.close();
  expect(readRoom(path, checkRoom)).toMatchObject({ heads: 0, messages: 0, problems: [] });
  expect(statsOfFile({ path, bytes: 8192, changedAt: new Date() })).toMatchObject({
    documents: [],
    messages: 0,
  });
});

test("R64: a room that was deleted is known as such", () => {
  database.exec("INSERT INTO meta VALUES ('deleted', 5)");
  expect(check()).toMatchObject({ deletedAt: 5, problems: [] });
});

test.each([
  ["sound", "SELECT 1", []],
  [
    "of other bytes",
    "UPDATE chunk SET data = x'ff' WHERE owner = 3",
    [/^The image picture is not what was written/],
  ],
  ["in a bucket", "UPDATE asset SET blob = NULL, sum = NULL", []],
  ["of a row that has changed", "UPDATE asset SET width = 9", [/^The row of the image picture/]],
])("R64: an image that is %s is told", (_, change, expected) => {
  const bytes = new Uint8Array([1, 2, 3, 4]);
  const values = ["picture", 3, "image/png", 1, 1, bytes.length, checksum(bytes), "somebody", 0];
  database.exec(
    "CREATE TABLE asset (id TEXT PRIMARY KEY, blob, type, width, height, bytes, bytes_sum, by_id, at, sum)",
  );
  database.prepare("INSERT INTO chunk VALUES (3, 0, ?)").run(bytes);
  database
    .prepare("INSERT INTO asset VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    .run(...values, rowSum(...values));
  database.exec(change);
  const { images, problems } = check();
  expect(images).toBe(1);
  expect(problems).toEqual(expected.map((each) => expect.stringMatching(each)));
});
