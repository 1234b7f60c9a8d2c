/** Tests of ownership and links, over REST and sockets. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { updateFrame } from "../../shared/wire/frames.ts";
import { Session } from "../connection/session.ts";
import { MAX_LINKS } from "../limits.ts";
import { sameBytes } from "../storage/keyring.ts";
import { Owner } from "../testing/owners.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";
import type { Room } from "./room.ts";

test("R41: the person who opens a room that is nobody's owns it; who comes later does not", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  expect((await owner.person.is("hello")).you.role).toBe("owner");
  const second = await room.admits("Second", { offers: ["owner.new"] });
  const { you, ownerKey } = await second.is("hello");
  expect([you.role, ownerKey]).toEqual(["editor", undefined]);
});

test("R41: a person who comes back with the owner key is the owner, and is not told it again", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  owner.person.leaves();
  await evictDurableObject(room.stub);
  const back = await room.admits("Owner", owner.door("own"));
  const { you, ownerKey } = await back.is("hello");
  expect([you.role, ownerKey]).toEqual(["owner", undefined]);
});

test("R41: an owner key that got lost on its way is told anew to the same guest, until it has been used", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const { person } = owner;
  person.leaves();
  person.events.length = 0;
  await person.connects();
  const { ownerKey } = await person.is("hello");
  expect(ownerKey).not.toBe(owner.key);
  expect((await owner.asks("GET", "/links")).status).toBe(403);
  expect((await owner.asks("GET", "/links", undefined, ownerKey)).status).toBe(200);
  person.leaves();
  person.events.length = 0;
  await person.connects();
  expect((await person.is("hello")).you.role).toBe("editor");
});

test("R41: an owner key of another room is ignored", async () => {
  const owner = await Owner.of(new TestRoom());
  const other = new TestRoom();
  await Owner.of(other);
  const guest = await other.admits("Guest", owner.door("own"));
  expect((await guest.is("hello")).you.role).toBe("editor");
});

test("R41: a client that does not ask owns nothing", async () => {
  const room = new TestRoom();
  const guest = await room.joins("Guest");
  expect(await guest.is("hello")).toMatchObject({ you: { role: "editor" } });
  await room.joinsByGenericClient("Stock");
  const owner = await Owner.of(room);
  expect((await owner.person.is("hello")).you.role).toBe("owner");
});

test("R42: a link is made with a label and a time, listed without its key, and revoked", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const expiresAt = Date.now() + 60_000;
  const made = await owner.makesLink("commenter", { label: " For Jonas ", expiresAt });
  expect(made).toMatchObject({ role: "commenter", label: "For Jonas", expiresAt, revokedAt: null });
  expect(made.url).toBe(`https://stoa.test/room/${room.id}#k=${made.key}`);
  expect(made.key).toMatch(/^[A-Za-z0-9_-]{32}$/);
  const listed = await (await owner.asks("GET", "/links")).text();
  expect(JSON.parse(listed).links).toMatchObject([{ id: made.id, label: "For Jonas" }]);
  expect(listed).not.toContain(made.key);
  await owner.revokes(made);
  const after = await (await owner.asks("GET", "/links")).json<{ links: unknown[] }>();
  expect(after.links).toMatchObject([{ id: made.id, revokedAt: expect.any(Number) }]);
  const late = await room.hearsKnocking("Late", owner.door(made));
  await late.isClosedWith(CloseCode.LinkRevoked);
});

test("R42: a link gives its own role, also where the plain link gives more", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const viewer = await owner.makesLink("viewer");
  const editor = await owner.makesLink("editor");
  const looks = await room.admits("Looks", owner.door(viewer));
  expect((await looks.is("hello")).you.role).toBe("viewer");
  const both = await room.admits("Both", { offers: [`key.${viewer.key}`, `key.${editor.key}`] });
  expect((await both.is("hello")).you.role).toBe("editor");
});

test.each([
  ["no body", undefined],
  ["no JSON", "{"],
  ["no role", "{}"],
  ["the role of an owner", '{"role":"owner"}'],
  ["a field that is not known", '{"role":"viewer","keys":1}'],
  ["a label that is too long", JSON.stringify({ role: "viewer", label: "x".repeat(81) })],
  ["a time that has passed", '{"role":"viewer","expiresAt":1}'],
  ["a time that is no number", '{"role":"viewer","expiresAt":"tomorrow"}'],
])("R42: a link with %s is not made, and the answer says why", async (_, body) => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const response = await ask(`/api/rooms/${room.id}/links`, {
    method: "POST",
    headers: { Authorization: `Bearer ${owner.key}` },
    ...(body !== undefined && { body }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: expect.any(String), message: expect.any(String) });
});

test("R42: a body that is too large, a missing key and an unknown address have answers in JSON", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const answers = [
    [413, await owner.asks("POST", "/links", { role: "viewer", label: "x".repeat(10_000) })],
    [401, await ask(`/api/rooms/${room.id}/links`)],
    [401, await owner.asks("GET", "/links", undefined, "short")],
    [404, await owner.asks("GET", "/nothing")],
    [404, await owner.asks("DELETE", "/links/99")],
    [400, await ask("/api/rooms/a.b/links")],
  ] as const;
  for (const [status, response] of answers) {
    expect(response.status).toBe(status);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(null);
    expect(await response.json()).toEqual({
      error: expect.any(String),
      message: expect.any(String),
    });
  }
});

test("R42: a room has at most so many links that open it", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const first = await owner.makesLink("viewer");
  for (let more = 1; more < MAX_LINKS; more++) await owner.makesLink("viewer");
  const refused = await owner.asks("POST", "/links", { role: "viewer" });
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ error: "too-many-links" });
  await owner.revokes(first);
  await owner.makesLink("viewer");
});

test("R43: revoking a link closes the sockets that came by it, and no others", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const [given, kept] = [await owner.makesLink("editor"), await owner.makesLink("editor")];
  const ada = await room.admits("Ada", owner.door(given));
  const stock = await room.admits("Stock", owner.door(given, "generic"));
  const ben = await room.admits("Ben", owner.door(kept));
  await owner.revokes(given);
  await ada.isClosedWith(CloseCode.LinkRevoked);
  await stock.isClosedWith(CloseCode.LinkRevoked);
  await owner.person.sees("Owner", "Ben");
  ben.types("still here");
  await owner.person.has("still here");
});

test("R43: revoking a link closes its sockets also when the room slept", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const link = await owner.makesLink("viewer");
  const ada = await room.admits("Ada", owner.door(link));
  await owner.person.sees("Owner", "Ada");
  await evictDurableObject(room.stub);
  const asked = Date.now();
  await owner.revokes(link);
  await ada.isClosedWith(CloseCode.LinkRevoked);
  expect(Date.now() - asked).toBeLessThan(1_000);
  await owner.person.sees("Owner");
});

test("R43: a link that expires closes its sockets by the alarm, also when the room slept", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const soon = await owner.makesLink("editor", { expiresAt: Date.now() + 60_000 });
  const later = await owner.makesLink("editor", { expiresAt: Date.now() + 3_600_000 });
  const ada = await room.admits("Ada", owner.door(soon));
  const ben = await room.admits("Ben", owner.door(later));
  const alarm = await runInDurableObject(room.stub, (_, state) => state.storage.getAlarm());
  expect(alarm).toBeLessThanOrEqual(soon.expiresAt ?? 0);
  await evictDurableObject(room.stub);
  vi.useFakeTimers({ now: (soon.expiresAt ?? 0) + 1, toFake: ["Date"] });
  try {
    await runDurableObjectAlarm(room.stub);
    const late = await room.hearsKnocking("Late", owner.door(soon));
    await late.isClosedWith(CloseCode.LinkRevoked);
  } finally {
    vi.useRealTimers();
  }
  await ada.isClosedWith(CloseCode.LinkRevoked);
  expect(ben.closedWith).toBe(null);
  const next = (await room.rows("due")).filter(({ job }) => job === "expire");
  expect(next.map(({ at }) => at)).toEqual([later.expiresAt]);
});

test("R44: when the plain link gives less, who came by it is told and held to it; who has a key is not", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const guest = await room.joins("Guest");
  const keyed = await room.admits("Keyed", owner.door(await owner.makesLink("editor")));
  await evictDurableObject(room.stub);
  await owner.opensPlainLinkFor("viewer");
  await guest.is("role", ({ role }) => role === "viewer");
  guest.types("lost");
  await guest.is("refused", ({ code }) => code === "no-access");
  keyed.types("kept");
  await owner.person.has("kept");
  await evictDurableObject(room.stub);
  guest.types("again");
  await vi.waitFor(() =>
    expect(guest.events.filter(({ type }) => type === "refused").length).toBeGreaterThan(1),
  );
  expect(keyed.events.filter(({ type }) => type === "role")).toEqual([]);
  expect(owner.person.text).toBe("kept");
});

test("R44: an edit from before the plain link gave less is stored and acknowledged first", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const guest = await room.joins("Guest");
  await guest.is("ack");
  const { you } = await guest.is("hello");
  const key = new TextEncoder().encode(owner.key);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", key));
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const letter of "abc") doc.getText("text").insert(0, letter);
  // In one turn, so that what comes after the first edit waits in a window.
  await runInDurableObject(room.stub, (instance: Room, state) => {
    const socket = state
      .getWebSockets()
      .find((candidate) => Session.restore(candidate)?.userId === you.id);
    if (socket === undefined) throw new Error("The guest has no socket.");
    for (const update of updates) {
      instance.webSocketMessage(socket, new Uint8Array(updateFrame(update)).buffer);
    }
    instance.setLinkAccess(hash, "viewer");
  });
  await guest.is("role");
  const heard = guest.events.map((event) => (event.type === "ack" ? event.n : event.type));
  // The answer to step 1 was frame 1.
  expect(heard.slice(-2)).toEqual([4, "role"]);
  await owner.person.has("cba");
});

test("R44: when the plain link gives more again, what was kept back is asked for and stored", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await owner.opensPlainLinkFor("viewer");
  const guest = await room.joins("Guest");
  guest.types("kept back");
  await guest.is("refused", ({ code }) => code === "no-access");
  await owner.opensPlainLinkFor("editor");
  await guest.is("role", ({ role }) => role === "editor");
  await owner.person.has("kept back");
  await guest.is("ack");
});

test("R44: when the plain link gives nothing, who came by it is closed out, and nobody comes in by it", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const guest = await room.joins("Guest");
  const stock = await room.joinsByGenericClient("Stock");
  await owner.opensPlainLinkFor("none");
  await guest.isClosedWith(CloseCode.NoAccess);
  await stock.isClosedWith(CloseCode.NoAccess);
  await (await room.hearsKnocking("Late", {})).isClosedWith(CloseCode.NoAccess);
  const lateStock = await room.hearsKnocking("Late stock", { kind: "generic" });
  await lateStock.isClosedWith(CloseCode.NoAccess);
  expect(lateStock.denials).toEqual(["permission denied"]);
  const back = await room.admits("Owner", owner.door("own"));
  expect((await back.is("hello")).you.role).toBe("owner");
});

test("R45: the stored hash of a key does not open the room", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const link = await owner.makesLink("editor");
  const stored = await runInDurableObject(room.stub, (_, { storage }) => [
    ...storage.sql.exec("SELECT hash AS bytes FROM link"),
    ...storage.sql.exec("SELECT value AS bytes FROM meta WHERE key = 'owner'"),
  ]);
  const hashes = stored.map(({ bytes }) => new Uint8Array(bytes as ArrayBuffer));
  const expected = await Promise.all(
    [link.key, owner.key].map((key) =>
      crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)),
    ),
  );
  expect(hashes).toEqual(expected.map((bytes) => new Uint8Array(bytes)));
});

test("R45: a key is compared with every link in constant time, wherever it fits", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const links = [];
  for (let made = 0; made < 3; made++) links.push(await owner.makesLink("viewer"));
  const compare = vi.spyOn(crypto.subtle, "timingSafeEqual");
  try {
    const counts = [];
    for (const key of [links[0]?.key, links[2]?.key, "x".repeat(32)]) {
      compare.mockClear();
      await room.hearsKnocking("Guest", { offers: [`key.${key}`] });
      counts.push(compare.mock.calls.length);
    }
    // The owner key, and each of the three links.
    expect(counts).toEqual([4, 4, 4]);
  } finally {
    compare.mockRestore();
  }
  expect(sameBytes(new Uint8Array([1, 2]), new Uint8Array([1, 2]))).toBe(true);
  expect(sameBytes(new Uint8Array([1, 2]), new Uint8Array([1, 3]))).toBe(false);
  expect(sameBytes(new Uint8Array([1, 2]), new Uint8Array([1]))).toBe(false);
});
