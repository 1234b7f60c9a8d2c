/** Tests of statistics and deletion of a room by its owner. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { RoomStats } from "../../shared/stats.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { markDeleted } from "../storage/deletion-marker.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";

/** Everything that the object's database holds, as text. */
function everything(room: TestRoom): Promise<{ tables: string[]; meta: string[]; bytes: number }> {
  return runInDurableObject(room.stub, (_, { storage }) => {
    const { sql } = storage;
    return {
      tables: sql
        .exec<{ name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' ORDER BY name",
        )
        .toArray()
        .map(({ name }) => name),
      meta: sql
        .exec<{ key: string }>("SELECT key FROM meta ORDER BY key")
        .toArray()
        .map(({ key }) => key),
      bytes: sql.databaseSize,
    };
  });
}

test("R61: the owner is told what a room holds and who is in it", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const link = await owner.makesLink("viewer");
  await owner.revokes(await owner.makesLink("editor"));
  const mina = await seedRoom(room);
  await mina.chats("hello");
  await room.admits("Viewer", owner.door(link));
  mina.sends(new Uint8Array([0, 2, 3, 255, 255, 255]));
  await mina.is("refused", ({ code }) => code === "bad-update");
  const before = await (await owner.asks("GET", "/stats")).json<RoomStats>();
  expect(before).toEqual({
    id: room.id,
    title: "",
    createdAt: expect.any(Number),
    bytes: expect.any(Number),
    documents: [{ name: "board", head: null, log: { rows: 5, bytes: expect.any(Number) } }],
    history: { segments: 0, entries: 0, bytes: 0 },
    images: { count: 0, bytes: 0 },
    messages: 1,
    comments: 0,
    links: { open: 1, spent: 1 },
    here: { owner: 1, editor: 1, commenter: 0, viewer: 1 },
    quarantined: { "bad-update": 1 },
  });
  expect(before.bytes).toBeGreaterThan(10_000);
  expect(before.documents[0]?.log.bytes).toBeGreaterThan(50);
  await goesQuiet(room);
  const after = await (await owner.asks("GET", "/stats")).json<RoomStats>();
  expect(after.documents).toEqual([
    {
      name: "board",
      head: { generation: 2, bytes: expect.any(Number) },
      log: { rows: 0, bytes: 0 },
    },
  ]);
  expect(after.history).toEqual({ segments: 1, entries: 5, bytes: expect.any(Number) });
});

test("R61: nobody else is told", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const link = await owner.makesLink("editor");
  for (const key of [link.key, "x".repeat(32)]) {
    const refused = await owner.asks("GET", "/stats", undefined, key);
    expect([refused.status, await refused.json()]).toMatchObject([403, { error: "not-owner" }]);
  }
  expect((await ask(`/api/rooms/${room.id}/stats`)).status).toBe(401);
});

test("R63: a room that is deleted closes everybody out and keeps nothing but that it was deleted", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await owner.makesLink("viewer", { label: "A label" });
  const mina = await seedRoom(room);
  await mina.chats("hello");
  const stock = await room.joinsByGenericClient("Stock");
  await goesQuiet(room);
  mina.types("and more");
  const deleted = await owner.asks("DELETE", "");
  expect([deleted.status, await deleted.json()]).toEqual([200, { deletedAt: expect.any(Number) }]);
  for (const person of [owner.person, mina, stock]) {
    await person.isClosedWith(CloseCode.RoomDeleted);
    expect(person.closedBecause).toBe("This room was deleted.");
  }
  const left = await everything(room);
  expect(left.tables).toEqual(["due", "meta"]);
  expect(left.meta).toEqual(["deleted"]);
  expect(left.bytes).toBeLessThan(20_000);
  expect(await runInDurableObject(room.stub, (_, { storage }) => storage.getAlarm())).toBe(null);
});

test("R63: sockets that sleep are closed out, too", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const mina = await seedRoom(room);
  await evictDurableObject(room.stub);
  expect((await owner.asks("DELETE", "")).status).toBe(200);
  await mina.isClosedWith(CloseCode.RoomDeleted);
});

test.each(["awake", "restarted"])(
  "R63: a person who comes late to a deleted room that is %s is told, and brings nothing back",
  async (state) => {
    const room = new TestRoom();
    const owner = await Owner.of(room);
    const link = await owner.makesLink("editor");
    const mina = await seedRoom(room);
    await owner.asks("DELETE", "");
    await mina.isClosedWith(CloseCode.RoomDeleted);
    if (state === "restarted") await evictDurableObject(room.stub);
    await mina.knocks();
    await mina.isClosedWith(CloseCode.RoomDeleted);
    for (const door of [{}, owner.door("own"), owner.door(link), { offers: ["owner.new"] }]) {
      const late = await room.hearsKnocking("Late", door);
      await late.isClosedWith(CloseCode.RoomDeleted);
      expect(late.events).toEqual([]);
    }
    const stock = await room.hearsKnocking("Stock", { kind: "generic" });
    await stock.isClosedWith(CloseCode.RoomDeleted);
    expect(stock.denials).toEqual(["permission denied"]);
    const wishes = [
      ["GET", "/stats"],
      ["GET", "/links"],
      ["POST", "/links", { role: "viewer" }],
      ["DELETE", "/links/1"],
      ["PUT", "/access", { access: "none" }],
      ["DELETE", ""],
    ] as const;
    for (const [method, path, body] of wishes) {
      const answer = await owner.asks(method, path, body);
      expect([answer.status, await answer.json()]).toMatchObject([410, { error: "deleted" }]);
    }
    expect((await everything(room)).tables).toEqual(["due", "meta"]);
  },
);

test("R63: nobody but the owner deletes a room", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const link = await owner.makesLink("editor");
  const mina = await seedRoom(room);
  const refused = await owner.asks("DELETE", "", undefined, link.key);
  expect([refused.status, await refused.json()]).toMatchObject([403, { error: "not-owner" }]);
  mina.types("five");
  await owner.person.has("one three four five");
});

test("R63: work that ran when a room was deleted writes nothing into it", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await seedRoom(room);
  await evictDurableObject(room.stub);
  await runInDurableObject(room.stub, async (object, { storage }) => {
    const hash = new Uint8Array(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(owner.key)),
    );
    storage.sql.exec("UPDATE due SET at = 0, sum = NULL");
    // The compaction waits for its segment of history to be compressed; meanwhile the room goes.
    const compacting = object.alarm();
    const deleting = object.delete(hash);
    await Promise.all([compacting, deleting]);
  });
  expect((await everything(room)).tables).toEqual(["due", "meta"]);
  // The compaction has failed. Where that was after the deletion, it has planned to be tried again.
  await runDurableObjectAlarm(room.stub);
  expect(await runInDurableObject(room.stub, (_, { storage }) => storage.getAlarm())).toBe(null);
});

test("R63: a deletion that is cut off before the disk has its bytes back is a deletion all the same", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const mina = await seedRoom(room);
  await runInDurableObject(room.stub, async (_, state) => {
    const { storage } = state;
    const cutOff = new Proxy(storage, {
      get: (target, key) => {
        if (key === "deleteAll") return () => state.abort("The power fails here.");
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    await markDeleted(cutOff, Date.now());
  }).catch((error: unknown) => expect(String(error)).toContain("The power fails here."));
  expect((await everything(room)).tables).toEqual(["due", "meta"]);
  await mina.knocks();
  await mina.isClosedWith(CloseCode.RoomDeleted);
  expect((await owner.asks("GET", "/stats")).status).toBe(410);
});
