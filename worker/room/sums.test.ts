/** Tests of stored rows that have changed: each gets its narrower meaning, and a log line. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { emptyStruct } from "../../testkit/hostile-frames.ts";
import { rowSum } from "../checksum.ts";
import { goesQuiet, one, seedRoom } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";
import { Coverage } from "../yjs/coverage.ts";
import { decodeStored } from "../yjs/decode.ts";

test.each([
  ["of what the plain link gives", "UPDATE meta SET value = 'editor' WHERE key = 'access'"],
  ["of its name", "UPDATE meta SET key = 'accesr' WHERE key = 'access'"],
  ["of its checksum", "UPDATE meta SET sum = sum + 1 WHERE key = 'access'"],
])("R142: when a bit %s has changed, the plain link opens nothing", async (_, statement) => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await owner.opensPlainLinkFor("viewer");
  await room.changesStored(statement);
  const guest = await room.hearsKnocking("Guest", {});
  await guest.isClosedWith(CloseCode.NoAccess);
  // The owner sets it anew, and it is as it was.
  await owner.opensPlainLinkFor("viewer");
  if (statement.includes("accesr"))
    await room.changesStored("DELETE FROM meta WHERE key = 'accesr'");
  const again = await room.admits("Again", {});
  expect((await again.is("hello")).you.role).toBe("viewer");
});

test("R142: when the owner's hash has changed, nobody owns the room, and nobody can take it", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await seedRoom(room);
  await room.changesStored("UPDATE meta SET value = zeroblob(32) WHERE key = 'owner'");
  expect((await owner.asks("GET", "/stats")).status).toBe(403);
  const thief = await room.admits("Thief", { offers: ["owner.new"] });
  const hello = await thief.is("hello");
  expect([hello.you.role, hello.ownerKey]).toEqual(["editor", undefined]);
});

test.each(["role = 'editor'", "expires = NULL", "revoked = NULL"])(
  "R142: a link of which a bit has changed (%s) opens nothing",
  async (change) => {
    const room = new TestRoom();
    const owner = await Owner.of(room);
    const link = await owner.makesLink("viewer", { expiresAt: Date.now() + 60_000 });
    const other = await owner.makesLink("viewer");
    if (change.startsWith("revoked")) await owner.revokes(link);
    await room.changesStored(`UPDATE link SET ${change} WHERE id = ${link.id}`);
    const guest = await room.hearsKnocking("Guest", owner.door(link));
    await guest.isClosedWith(CloseCode.LinkRevoked);
    const links = await (await owner.asks("GET", "/links")).json<{ links: { id: number }[] }>();
    expect(links.links.map(({ id }) => id)).toEqual([other.id]);
    await owner.revokes(other);
  },
);

test.each(["who = 'somebody'", "to_at = to_at + 1", "data = x'0000'"])(
  "R142: a row of the log of which something has changed (%s) makes the room one to be looked at",
  async (change) => {
    const room = new TestRoom();
    await seedRoom(room);
    await room.changesStored(`UPDATE log_1 SET ${change} WHERE seq = 4`);
    const jonas = await room.joins("Jonas");
    const hello = await jonas.is("hello");
    expect([hello.room.damaged, hello.you.role]).toEqual([true, "viewer"]);
  },
);

test("R142: a message of which a bit has changed is left out, and the others are there", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  for (const text of ["one", "two", "three"]) await mina.chats(text);
  await room.changesStored("UPDATE message SET text = 'twa' WHERE text = 'two'");
  const jonas = await room.joins("Jonas");
  jonas.sendsEvent({ type: "chat.page", limit: 10 });
  const { messages } = await jonas.is("chat.page");
  expect(messages.map(({ text }) => text)).toEqual(["one", "three"]);
  await jonas.chats("four");
});

/** Mina's text as a snapshot, and a word after it in the log. */
async function hasHead(room: TestRoom): Promise<Person> {
  const mina = await seedRoom(room);
  await goesQuiet(room);
  mina.types("five ");
  const jonas = await room.joins("Jonas");
  await jonas.has("one three four five ");
  await goesQuiet(room);
  jonas.types("six ");
  await mina.has("one three four five six ");
  return mina;
}

test.each([
  "generation = generation + 8",
  "doc = 5",
  "bytes = bytes + 1",
  "structure = 3",
  "extent_sum = 7",
  "row_sum = row_sum + 1",
])(
  "R142: when the row of the newest snapshot has changed (%s), the snapshot before it takes its place",
  async (change) => {
    const room = new TestRoom();
    await hasHead(room);
    await room.changesStored(
      `UPDATE head SET ${change} WHERE generation = (SELECT max(generation) FROM head)`,
    );
    const aiko = await room.joins("Aiko");
    expect(aiko.text).toBe("one three four five six ");
    aiko.types("seven");
    await aiko.is("ack", ({ n }) => n === 2);
    await goesQuiet(room);
    const last = await room.joins("Last");
    expect(last.text).toBe("one three four five six seven");
    expect((await last.is("hello")).room.damaged).toBe(undefined);
  },
);

test("R142: when the row of the only snapshot has changed, the room can be looked at and not changed", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  await goesQuiet(room);
  await room.changesStored("UPDATE head SET generation = 3");
  const jonas = await room.joins("Jonas");
  const hello = await jonas.is("hello");
  expect([hello.room.damaged, hello.you.role]).toEqual([true, "viewer"]);
});

test("R142: a snapshot is not let go of while the one after it is damaged", async () => {
  const room = new TestRoom();
  await hasHead(room);
  await room.changesStored(
    "UPDATE chunk SET data = zeroblob(length(data)) WHERE owner = (SELECT max(owner) FROM head)",
    "UPDATE due SET at = 1, sum = NULL WHERE job = 'forget-previous'",
    "UPDATE due SET at = 9e15, sum = NULL WHERE job = 'compact'",
  );
  await runInDurableObject(room.stub, (_, { storage }) => storage.setAlarm(Date.now() + 60_000));
  await runDurableObjectAlarm(room.stub);
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe("one three four five six ");
});

test("R142: a note of the coverage of a snapshot in which a bit has changed claims nothing that is not there", async () => {
  const room = new TestRoom();
  const mina = await hasHead(room);
  const { clientID } = mina.doc;
  // A note that says that the room has everything of Mina's up to clock 1,000.
  const lies = Coverage.of(decodeStored(emptyStruct(clientID, 0, 1_000))).encode();
  await runInDurableObject(room.stub, (_, { storage }) => {
    storage.sql.exec("UPDATE head SET extent = ?", lies);
  });
  await evictDurableObject(room.stub, { webSockets: "close" });
  await mina.connects();
  mina.types("seven ");
  const aiko = await room.joins("Aiko");
  await aiko.has("one three four five six seven ");
});

test.each(["base = base - 3", "base = base + 5", "mark = mark + 1", "generation = generation + 4"])(
  "R142: when it is not known any more where a log begins (%s), whoever comes back misses nothing",
  async (change) => {
    const room = new TestRoom();
    const mina = await hasHead(room);
    const seen = new Y.Doc();
    Y.applyUpdate(seen, Y.encodeStateAsUpdate(mina.doc));
    const { position } = mina;
    if (position === null) throw new Error("Mina has no position.");
    await goesQuiet(room);
    await room.changesStored(
      `UPDATE log SET ${change} WHERE generation = (SELECT max(generation) FROM log)`,
    );
    const jonas = await room.joins("Jonas");
    for (const word of ["seven ", "eight ", "nine "]) {
      const heard = jonas.events.length;
      jonas.types(word);
      await jonas.is("ack", (event) => jonas.events.indexOf(event) >= heard);
    }
    const back = await room.joinsFrom("Back", seen, position);
    expect(back.text).toBe(jonas.text);
    await goesQuiet(room);
    const later = await room.joinsFrom("Later", seen, position);
    expect(later.text).toBe(jonas.text);
    await runInDurableObject(room.stub, (_, { storage }) => {
      const rows = storage.sql
        .exec<{ generation: number; base: number; mark: number; sum: number }>("SELECT * FROM log")
        .toArray();
      for (const { generation, base, mark, sum } of rows) {
        expect(rowSum(generation, base, mark)).toBe(sum);
      }
    });
  },
);

test.each(["at = 9000000000000", "job = 'expird'"])(
  "R142: a link that expires closes its sockets also when its row of what is due has changed (%s)",
  async (change) => {
    const room = new TestRoom();
    const owner = await Owner.of(room);
    const link = await owner.makesLink("viewer", { expiresAt: Date.now() + 1_500 });
    const guest = await room.admits("Guest", owner.door(link));
    await runInDurableObject(room.stub, (_, { storage }) => {
      storage.sql.exec(`UPDATE due SET ${change} WHERE job = 'expire'`);
    });
    await evictDurableObject(room.stub);
    await expect.poll(() => Date.now() > (link.expiresAt ?? 0), { timeout: 5_000 }).toBe(true);
    await runInDurableObject(room.stub, (_, { storage }) => storage.setAlarm(Date.now() + 60_000));
    await runDurableObjectAlarm(room.stub);
    await guest.isClosedWith(CloseCode.LinkRevoked);
    expect((await room.rows("due")).map(({ job }) => job)).not.toContain("expird");
  },
);

test("R142: rows of the version before get checksums, and its messages some at a time", async () => {
  const room = new TestRoom();
  const mina = await hasHead(room);
  await mina.chats("hello");
  const columns: [table: string, column: string][] = [
    ...["log", "due", "history"].map((table): [string, string] => [table, "sum"]),
    ...["extent_sum", "structure_sum", "row_sum"].map((sum): [string, string] => ["head", sum]),
  ];
  await room.changesStored(
    "DROP TABLE asset",
    "DROP TABLE thread",
    "DROP TABLE comment",
    ...columns.map(([table, column]) => `ALTER TABLE ${table} DROP COLUMN ${column}`),
    `WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
      INSERT INTO message (seq, key, at, by_id, by_name, by_color, text)
      SELECT i, 'key-' || i, 1, 'x', 'Old', '#2f7d4f', 'old ' || i FROM n`,
    "UPDATE message SET sum = NULL",
    "UPDATE meta SET value = 11, sum = NULL WHERE key = 'schema'",
  );
  const unsummed = (table: string, column: string) =>
    runInDurableObject(room.stub, (_, { storage }) =>
      one<number>(storage, `SELECT count(*) AS value FROM ${table} WHERE ${column} IS NULL`),
    );
  for (const [table, column] of columns) {
    if (column !== "structure_sum") expect(await unsummed(table, column), table).toBe(0);
  }
  const left: number[] = [];
  for (let turn = 0; turn < 4; turn++) {
    left.push(await unsummed("message", "sum"));
    await room.rings("seal-chat");
  }
  expect(left).toEqual([1200, 700, 200, 0]);
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("one three four five six ");
  await room.changesStored("UPDATE message SET text = 'new' WHERE seq = 1200");
  const aiko = await room.joins("Aiko");
  aiko.sendsEvent({ type: "chat.page", limit: 2 });
  expect((await aiko.is("chat.page")).messages.map(({ seq }) => seq)).toEqual([1199]);
});

test("R142: rows that an earlier version wrote without a checksum are taken as they are", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const link = await owner.makesLink("viewer");
  const mina = await seedRoom(room);
  await mina.chats("hello");
  const tables = ["meta", "link", "message", "log_1"];
  await room.changesStored(...tables.map((table) => `UPDATE ${table} SET sum = NULL`));
  const jonas = await room.admits("Jonas", owner.door(link));
  expect(jonas.text).toBe("one three four ");
  jonas.sendsEvent({ type: "chat.page", limit: 10 });
  expect((await jonas.is("chat.page")).messages).toHaveLength(1);
  expect((await owner.asks("GET", "/stats")).status).toBe(200);
});

test("R142: a checksum tells any two rows that differ in one bit, and values that changed places", () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.uint8Array({ maxLength: 40 }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), fc.nat(), (values, at) => {
      const index = at % values.length;
      const changed = values.map((each, n) => (n === index ? flipped(each, at) : each));
      expect(rowSum(...changed)).not.toBe(rowSum(...values));
    }),
  );
  expect(rowSum("a", "b")).not.toBe(rowSum("b", "a"));
  expect(rowSum("ab", "")).not.toBe(rowSum("a", "b"));
});

function flipped(value: string | number | null | Uint8Array, at: number) {
  if (value === null) return 0;
  if (typeof value === "number") return value % 2 === 0 ? value + 1 : value - 1;
  if (value.length === 0) return "x";
  const index = at % value.length;
  if (typeof value === "string") {
    const code = String.fromCharCode(value.charCodeAt(index) ^ 1);
    return value.slice(0, index) + code + value.slice(index + 1);
  }
  const copy = value.slice();
  copy[index] = (copy[index] ?? 0) ^ (1 << (at % 8));
  return copy;
}
