/** Tests of rows that are long, damaged, or of an earlier version. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { MAX_ROW_BLOB } from "../limits.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";
import { finish } from "../yjs/work.ts";
import { DocumentStore } from "./document-store.ts";

/** Everything in the room's log and snapshots, as one value that can be compared. */
function stored(room: TestRoom): Promise<string> {
  return runInDurableObject(room.stub, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE name GLOB 'log_[0-9]*' OR name IN ('head', 'chunk') ORDER BY name",
      )
      .toArray();
    return tables
      .map(({ name }) => JSON.stringify([name, ...storage.sql.exec(`SELECT * FROM ${name}`).raw()]))
      .join("\n");
  });
}

test.each([
  ["the first", "seq = 1"],
  ["one in the middle", "seq = 3"],
  ["the last", "seq = (SELECT max(seq) FROM log_1)"],
  ["every", "true"],
])(
  "R70: when %s row of the log cannot be read, the room opens to be looked at, says so, and keeps what there is",
  async (_, which) => {
    const room = new TestRoom();
    await seedRoom(room);
    await room.changesStored(`UPDATE log_1 SET data = x'ff01ff' WHERE ${which}`);
    const before = await stored(room);
    const jonas = await room.joins("Jonas");
    const hello = await jonas.is("hello");
    expect(hello.room.damaged).toBe(true);
    expect(hello.you.role).toBe("viewer");
    const stock = await room.joinsByGenericClient("Stock");
    expect(stock.text).toBe(jonas.text);
    if (which.startsWith("seq = (")) expect(jonas.text).toBe("one two three four ");
    jonas.types("more");
    await jonas.is("refused", ({ code }) => code === "no-access");
    expect(await room.rings()).toBe(true);
    const aiko = await room.joins("Aiko");
    await aiko.sees("Aiko", "Jonas", "Stock");
    expect(await stored(room)).toBe(before);
  },
);

test("R70: a log row that cannot be read after a sound snapshot costs what came with it, and no more", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  await goesQuiet(room);
  mina.types("five");
  const jonas = await room.joins("Jonas");
  await jonas.has("one three four five");
  await room.changesStored("UPDATE log_2 SET data = zeroblob(length(data)) || x'07'");
  const aiko = await room.joins("Aiko");
  expect((await aiko.is("hello")).room.damaged).toBe(true);
  expect(aiko.text).toBe("one three four ");
});

test.each([
  ["damaged", "x'ff'"],
  ["cut short, so that it lacks deletions", "substr(extent, 1, length(extent) - 1)"],
])(
  "R70: a snapshot whose note of its coverage is %s is read anew, and everything goes on",
  async (_, note) => {
    const room = new TestRoom();
    const mina = await seedRoom(room);
    const behind = new Y.Doc();
    Y.applyUpdate(behind, Y.encodeStateAsUpdate(mina.doc));
    mina.doc.getText("text").delete(0, 4);
    await mina.is("ack", ({ n }) => n === 7);
    await goesQuiet(room);
    mina.types("five ");
    const jonas = await room.joins("Jonas");
    await jonas.has("three four five ");
    await room.changesStored(`UPDATE head SET extent = ${note}`);
    const aiko = await room.joins("Aiko");
    expect(aiko.text).toBe("three four five ");
    // A client with the content of the snapshot gets its deletions, and the edits after it.
    const late = await room.joins("Late", behind);
    expect(late.text).toBe("three four five ");
    aiko.types("six");
    aiko.doc.getText("text").delete(0, 6);
    await aiko.is("ack", ({ n }) => n === 3);
    expect(late.text).toBe("four five six");
    await goesQuiet(room);
    const later = await room.joins("Later");
    expect(later.text).toBe("four five six");
  },
);

test("R70: nonsense in the room's other tables keeps nobody out, and the alarm goes on", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  await room.changesStored(
    "UPDATE meta SET value = x'00' WHERE key = 'created'",
    "INSERT OR REPLACE INTO meta (key, value) VALUES ('title', x'ff00ff')",
    "INSERT INTO due (job, at) VALUES ('a job of a later version', 1)",
    "INSERT INTO link (hash, role, label, created) VALUES (x'00', 'emperor', 'x', 0)",
    "INSERT INTO history (owner, from_at, to_at, entries, bytes) VALUES (99, 0, 0, 1, 7)",
    "INSERT INTO quarantine (at, who, reason, bytes, data) VALUES ('x', 'y', 'z', 'many', 'text')",
  );
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("one three four ");
  expect(await room.rings()).toBe(true);
  await room.changesStored("UPDATE due SET at = 1, sum = NULL");
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe("one three four ");
  aiko.types("five");
  await aiko.is("ack", ({ n }) => n === 2);
});

test("R70: a room whose snapshots and past an earlier version has written opens with all of them", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  await goesQuiet(room);
  mina.types("five ");
  const jonas = await room.joins("Jonas");
  await jonas.has("one three four five ");
  await goesQuiet(room);
  const chunks = "SELECT owner, part, hex(data) AS data FROM chunk ORDER BY owner, part";
  const rows = () =>
    runInDurableObject(room.stub, (_, { storage }) => storage.sql.exec(chunks).toArray());
  const before = await rows();
  expect(before.length).toBeGreaterThan(3);
  await room.changesStored(
    "CREATE TABLE earlier (owner INTEGER NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (owner, part)) WITHOUT ROWID",
    "INSERT INTO earlier SELECT owner, part, data FROM chunk",
    // Of a snapshot that covers much, the coverage is a blob with an id below zero.
    "INSERT INTO earlier VALUES (-2, 0, x'01'), (-2, 1, x'02'), (-1, 0, x'03')",
    "DROP TABLE chunk",
    "DROP TABLE asset",
    "DROP TABLE thread",
    "DROP TABLE comment",
    "ALTER TABLE earlier RENAME TO chunk",
    ...["by_verified", "sum", "total"].map((each) => `ALTER TABLE message DROP COLUMN ${each}`),
    ...["meta", "link", "log_2", "log_3"].map((each) => `ALTER TABLE ${each} DROP COLUMN sum`),
    ...["structure", "extent_sum", "structure_sum", "row_sum"].map(
      (each) => `ALTER TABLE head DROP COLUMN ${each}`,
    ),
    ...["log", "due", "history"].map((each) => `ALTER TABLE ${each} DROP COLUMN sum`),
    "UPDATE meta SET value = 6 WHERE key = 'schema'",
  );
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe("one three four five ");
  expect(await rows()).toEqual([
    { owner: -2, part: 0, data: "01" },
    { owner: -2, part: 1, data: "02" },
    { owner: -1, part: 0, data: "03" },
    ...before,
  ]);
  aiko.types("six");
  await aiko.is("ack", ({ n }) => n === 2);
  await goesQuiet(room);
  const later = await room.joins("Later");
  expect(later.text).toBe("one three four five six");
});

test("R70: the coverage of a snapshot is kept in rows within the limit, however many deletions it lists", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  await goesQuiet(room);
  const coverage = crypto.getRandomValues(new Uint8Array(65_536));
  const long = new Uint8Array(MAX_ROW_BLOB * 2 + 7);
  for (let at = 0; at < long.length; at += coverage.length)
    long.set(coverage.subarray(0, long.length - at), at);
  await runInDurableObject(room.stub, (_, { storage }) => {
    const store = new DocumentStore(storage);
    const history = () => ({
      fromAt: 0,
      toAt: 0,
      entries: 0,
      blobId: finish(store.stagingSegment(new Uint8Array(1))),
      bytes: 1,
    });
    const sizes = () =>
      storage.sql
        .exec<{ size: number }>(
          "SELECT length(data) AS size FROM chunk UNION ALL SELECT length(extent) FROM head",
        )
        .toArray()
        .map(({ size }) => size);
    for (let swap = 0; swap < 3; swap++) {
      const snapshot = new Uint8Array([swap]);
      store.swap({
        snapshots: new Map([
          [1, finish(store.stagingSnapshot({ snapshot, coverage: long, structure: null }))],
        ]),
        sound: new Set(),
        upTo: finish(store.log.readingPresent()).upTo,
        isMergedOnly: false,
        isChecked: false,
        history: history(),
      });
      expect(
        store.snapshots
          .of(1)
          .slice(0, 1)
          .map((kept) => store.snapshots.readCoverage(kept)),
      ).toEqual([long]);
      expect(Math.max(...sizes())).toBe(MAX_ROW_BLOB);
    }
    finish(store.forgettingPrevious());
    // Of all the snapshots only the last one's is left.
    expect(sizes().filter((size) => size === MAX_ROW_BLOB)).toHaveLength(2);
  });
}, 20_000);
