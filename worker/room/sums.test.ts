/** What becomes of a row that is not what was written: the narrower meaning, told in the log. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { rowSum } from "../docs/checksum.ts";
import { isUsed } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import { type Person, TestRoom } from "../testing/people.ts";

/** Changes what is stored behind the room's back, and lets the room forget what it had in memory. */
async function rots(room: TestRoom, ...statements: string[]): Promise<void> {
  await runInDurableObject(room.stub, (_, { storage }) => {
    for (const statement of statements) storage.sql.exec(statement);
  });
  await evictDurableObject(room.stub, { webSockets: "close" });
}

async function says(person: Person, text: string): Promise<void> {
  const by = { name: person.name, color: "#2f7d4f" };
  person.sendsEvent({ type: "chat.send", key: `key-of-${text}`.padEnd(12, "-"), text, by });
  await person.is("chat.message", ({ message }) => message.text === text);
}

test.each([
  ["of what the plain link gives", "UPDATE meta SET value = 'editor' WHERE key = 'access'"],
  ["of its name", "UPDATE meta SET key = 'accesr' WHERE key = 'access'"],
  ["of its checksum", "UPDATE meta SET sum = sum + 1 WHERE key = 'access'"],
])("R142: when a bit %s has changed, the plain link opens nothing", async (_, statement) => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await owner.opensPlainLinkFor("viewer");
  await rots(room, statement);
  const guest = await room.hearsKnocking("Guest", {});
  await guest.isClosedWith(CloseCode.NoAccess);
  // The owner sets it anew, and it is as it was.
  await owner.opensPlainLinkFor("viewer");
  if (statement.includes("accesr")) await rots(room, "DELETE FROM meta WHERE key = 'accesr'");
  const again = await room.admits("Again", {});
  expect((await again.is("hello")).you.role).toBe("viewer");
});

test("R142: when the owner's hash has changed, nobody owns the room, and nobody can take it", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await isUsed(room);
  await rots(room, "UPDATE meta SET value = zeroblob(32) WHERE key = 'owner'");
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
    await rots(room, `UPDATE link SET ${change} WHERE id = ${link.id}`);
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
    await isUsed(room);
    await rots(room, `UPDATE log_1 SET ${change} WHERE seq = 4`);
    const jonas = await room.joins("Jonas");
    const hello = await jonas.is("hello");
    expect([hello.room.damaged, hello.you.role]).toEqual([true, "viewer"]);
  },
);

test("R142: a message of which a bit has changed is left out, and the others are there", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  for (const text of ["one", "two", "three"]) await says(mina, text);
  await rots(room, "UPDATE message SET text = 'twa' WHERE text = 'two'");
  const jonas = await room.joins("Jonas");
  jonas.sendsEvent({ type: "chat.page", limit: 10 });
  const { messages } = await jonas.is("chat.page");
  expect(messages.map(({ text }) => text)).toEqual(["one", "three"]);
  await says(jonas, "four");
});

test("R142: rows that an earlier version wrote without a checksum are taken as they are", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const link = await owner.makesLink("viewer");
  const mina = await isUsed(room);
  await says(mina, "hello");
  const tables = ["meta", "link", "message", "log_1"];
  await rots(room, ...tables.map((table) => `UPDATE ${table} SET sum = NULL`));
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
