/** Tests of the limits of one visitor. */
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { VISITOR } from "../../shared/limits.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import type { Env } from "../env.ts";
import type { Person } from "../testing/person.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";
import { visitors } from "../visitors.ts";
import { connect } from "./connect.ts";

const key = "k".repeat(32);

let addresses = 0;

/** An address that no other test has. */
function newAddress(): string {
  addresses += 1;
  return `192.0.2.${addresses}`;
}

interface Opened {
  readonly status: number;
  readonly socket: WebSocket | null;
  closed: CloseEvent | null;
}

/** Opens a socket of this address, where the setting says what a visitor may do. */
async function opens(room: TestRoom, address: string, setting = ""): Promise<Opened> {
  const settings = { ...env, VISITOR_LIMITS: setting } as unknown as Env;
  const headers = {
    Upgrade: "websocket",
    "Sec-WebSocket-Protocol": "stoa.v1",
    "Test-Address": address,
  };
  const request = new Request("https://stoa.test/", { headers });
  const response = await connect(settings, room.id as RoomId, request);
  const opened: Opened = { status: response.status, socket: response.webSocket, closed: null };
  opened.socket?.addEventListener("close", (event) => {
    opened.closed = event;
  });
  opened.socket?.accept();
  return opened;
}

async function isClosed({ closed }: Opened): Promise<CloseEvent> {
  if (closed === null) throw new Error("The socket is open.");
  return closed;
}

test("R125: a visitor has so many sockets in all rooms, and one that closes makes place, also in a room that slept", async () => {
  const [address, setting] = [newAddress(), "sockets=3"];
  const [first, second] = [new TestRoom(), new TestRoom()];
  const open = [
    await opens(first, address, setting),
    await opens(first, address, setting),
    await opens(second, address, setting),
  ];
  const refused = await opens(second, address, setting);
  expect(refused.status).toBe(101);
  const { code, reason } = await vi.waitFor(() => isClosed(refused));
  expect([code, reason]).toEqual([CloseCode.TooFast, expect.stringContaining("connections")]);

  const other = await opens(second, newAddress(), setting);
  await evictDurableObject(first.stub);
  open[0]?.socket?.close(1000);
  await vi.waitFor(() => expect(visitors.at(address, VISITOR).sockets).toBe(2));
  const again = await opens(first, address, setting);
  expect(visitors.at(address, VISITOR).sockets).toBe(3);
  for (const { closed } of [...open, other, again].slice(1)) expect(closed).toBe(null);
});

test("R125: a visitor opens so many sockets a second, and is told so", async () => {
  const [address, setting] = [newAddress(), "connections=1"];
  const room = new TestRoom();
  for (let i = 0; i < 30; i++) (await opens(room, address, setting)).socket?.close(1000);
  const refused = await opens(room, address, setting);
  const { code, reason } = await vi.waitFor(() => isClosed(refused));
  expect([code, reason]).toEqual([CloseCode.TooFast, expect.stringContaining("faster")]);
  const free = await opens(room, newAddress(), setting);
  expect(free.closed).toBe(null);
});

test("R125: a class of thirty behind one address, three pages each, comes and comes again at once", async () => {
  const address = newAddress();
  const room = new TestRoom();
  for (let round = 0; round < 2; round++) {
    const pages = await Promise.all(Array.from({ length: 90 }, () => opens(room, address)));
    expect(visitors.at(address, VISITOR).sockets).toBe(90);
    for (const { closed } of pages) expect(closed).toBe(null);
    for (const { socket } of pages) socket?.close(1000);
    await vi.waitFor(() => expect(visitors.at(address, VISITOR).sockets).toBe(0));
  }
});

test("R125: where it is off, or nobody can be told from anybody, nothing is counted", async () => {
  const room = new TestRoom();
  const before = visitors.size;
  const off = await opens(room, newAddress(), "off");
  const unknown = await opens(room, "nobody knows", "connections=1");
  expect([off.status, unknown.status, visitors.size]).toEqual([101, 101, before]);
});

test("R125: a client that brings more bytes than a visitor may is closed to come again, and others are not", async () => {
  const address = newAddress();
  const room = new TestRoom();
  const [mina, jonas]: Person[] = [
    await room.admits("Mina", { address }),
    await room.admits("Jonas", { address: newAddress() }),
  ];
  mina?.types("one ");
  await jonas?.has("one ");
  visitors
    .at(address, VISITOR)
    .meter("bytes", Date.now())
    .spend(2 * VISITOR.bytes.burst);
  mina?.types("two ");
  await mina?.isClosedWith(CloseCode.TooFast);
  jonas?.types("three ");
  await jonas?.has("one three ");
});

test("R125: whoever writes first, or comes first to own the room, has made it; one who has made many makes no more", async () => {
  const address = newAddress();
  const left = (rooms: number) =>
    visitors
      .at(address, VISITOR)
      .meter("rooms", Date.now())
      .spend(VISITOR.rooms.burst - rooms);
  const old = new TestRoom();
  const elsewhere = await old.joins("Elsewhere");
  elsewhere.types("old");
  await elsewhere.is("ack", ({ n }) => n === 2);
  left(2);

  const written = new TestRoom();
  const mina = await written.admits("Mina", { address });
  mina.types("new");
  await mina.is("ack", ({ n }) => n === 2);
  mina.types("er");
  await mina.is("ack", ({ n }) => n === 3);
  const owned = new TestRoom();
  const owner = await owned.hearsKnocking("Owner", { address, offers: ["owner.new"] });
  await owner.is("hello");

  for (const door of [{ address }, { address, kind: "generic" }] as const) {
    const refused = await new TestRoom().hearsKnocking("Many", door);
    await refused.isClosedWith(CloseCode.TooFast);
    expect(refused.closedBecause).toContain("new rooms");
    expect(new TextEncoder().encode(refused.closedBecause).length).toBeLessThanOrEqual(123);
  }
  for (const room of [old, written, owned]) await room.admits("Again", { address });
  await new TestRoom().admits("Another", { address: newAddress() });
});

test("R125: REST says 429 and after how long to come again", async () => {
  const address = newAddress();
  const visitor = visitors.at(address, VISITOR);
  const path = `/api/rooms/${new TestRoom().id}`;
  const headers = { "Test-Address": address, Authorization: `Bearer ${key}` };
  visitor.meter("imports", Date.now()).spend(VISITOR.imports.burst);
  const refused = await ask(`${path}/import`, { method: "POST", headers, body: "x" });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(100);
  expect(await refused.json()).toEqual({ error: "too-fast", message: expect.any(String) });
  // A visitor that imports too much may still ask.
  const asked = await ask(`${path}/stats`, { headers });
  expect([asked.status, await asked.json()]).toEqual([403, expect.anything()]);

  visitor.meter("connections", Date.now()).spend(VISITOR.connections.burst);
  const fast = await ask(`${path}/stats`, { headers });
  expect([fast.status, fast.headers.get("Retry-After")]).toEqual([
    429,
    expect.stringMatching(/^[1-9]/),
  ]);
  expect(await fast.json()).toMatchObject({ error: "too-fast" });
});
