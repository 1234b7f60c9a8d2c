/** Tests of liveness and slow readers in a room. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { ANSWER_MS, BEHIND_BYTES, MAX_UNREAD, SILENT_MS, STALL_MS } from "../limits.ts";
import { advance, advanceToSweep, nextSweep } from "../testing/clock.ts";
import { GenericClient } from "../testing/generic-client.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

const PATIENCE = { timeout: 5_000 };
const PART = 500_000;

/** Changes one large thing until so many bytes have been sent to everybody else. */
function draws(person: Person, bytes: number): void {
  for (let sent = 0; sent < bytes; sent += PART) {
    person.doc.getMap("large").set("thing", crypto.getRandomValues(new Uint8Array(64)));
    person.doc.getMap("large").set("thing", new Uint8Array(PART));
  }
}

const bytesTo = ({ frames }: Person): number =>
  frames.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);

const pointerOf = (seen: Person, by: Person): unknown =>
  by.presence.getStates().get(seen.doc.clientID)?.["pointer"];

afterEach(() => {
  vi.useRealTimers();
});

test("R57: a client that does not read is sent nothing more, and once it has read, the missed frames with presence as it is then", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const aiko = await room.joins("Aiko");
  const priya = await room.joins("Priya");
  const jonas = await room.joins("Jonas");
  await jonas.sees("Aiko", "Jonas", "Mina", "Priya");
  jonas.answers = false;
  draws(mina, 5 * PART);
  mina.types("drawn");
  await aiko.has("drawn");
  const heard = jonas.frames.length;
  mina.says({ pointer: { x: 7, y: 0 } });
  await vi.waitFor(() => expect(pointerOf(mina, aiko)).toEqual({ x: 7, y: 0 }), PATIENCE);
  priya.leaves();
  await aiko.sees("Aiko", "Jonas", "Mina");
  expect(jonas.frames.length).toBe(heard);
  jonas.answers = true;
  jonas.sendsEvent(jonas.events.findLast(({ type }) => type === "tick") ?? {});
  await jonas.has("drawn");
  await jonas.sees("Aiko", "Jonas", "Mina");
  await vi.waitFor(() => expect(pointerOf(mina, jonas)).toEqual({ x: 7, y: 0 }), PATIENCE);
});

test.each<"native" | "generic">(["native", "generic"])(
  "R57: a client that does not read at all (%s) is closed to come again, and nobody else notices",
  async (kind) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    const aiko = await room.joins("Aiko");
    const jonas = await (kind === "native"
      ? room.joins("Jonas")
      : room.joinsByGenericClient("Jonas"));
    await mina.sees("Aiko", "Jonas", "Mina");
    jonas.answers = false;
    draws(mina, MAX_UNREAD + 3 * PART);
    mina.types("at once");
    await aiko.has("at once");
    // The unread frames wait where a close drops them, which the runtime would not do.
    expect(bytesTo(jonas)).toBeLessThan(2 * BEHIND_BYTES + PART);
    // So much may come at once, but then there must be some progress.
    expect(jonas.closedWith).toBeNull();
    advance(STALL_MS + 1);
    draws(mina, 2 * PART);
    await jonas.isClosedWith(CloseCode.TooSlow);
    mina.types(", still here");
    await aiko.has("at once, still here");
    await mina.sees("Aiko", "Mina");
    expect([mina.closedWith, aiko.closedWith]).toEqual([null, null]);
  },
);

test("R57: a guessed answer is none", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const aiko = await room.joins("Aiko");
  const jonas = await room.joins("Jonas");
  jonas.answers = false;
  draws(mina, MAX_UNREAD + 3 * PART);
  mina.types("drawn");
  await aiko.has("drawn");
  for (let n = 1; n <= 40; n++) jonas.sendsEvent({ type: "tick", n });
  advance(STALL_MS + 1);
  draws(mina, 2 * PART);
  await jonas.isClosedWith(CloseCode.TooSlow);
});

test("R57: a client that reads is not closed, whatever it reads with", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const ours = await room.joins("Ours");
  // One that knows only the sync of y-protocols, and the real y-websocket.
  const plain = await room.joinsByGenericClient("Plain");
  const stock = new GenericClient(room, "Stock");
  await mina.sees("Mina", "Ours", "Plain", "Stock");
  for (let part = 0; part < 26; part++) {
    draws(mina, PART);
    mina.types(".");
    await Promise.all([ours.has(mina.text), plain.has(mina.text)]);
    await vi.waitFor(() => expect(stock.doc.getText("text").toString()).toBe(mina.text), PATIENCE);
  }
  expect([ours.closedWith, plain.closedWith, stock.provider.wsconnected]).toEqual([
    null,
    null,
    true,
  ]);
  mina.says({ pointer: { x: 7, y: 0 } });
  await vi.waitFor(() => {
    for (const { awareness } of [{ awareness: ours.presence }, stock.provider]) {
      const state = awareness.getStates().get(mina.doc.clientID);
      expect(state?.["pointer"]).toEqual({ x: 7, y: 0 });
    }
  });
  expect(stock.names).toEqual(["Mina", "Ours", "Plain", "Stock"]);
  stock.leaves();
});

test("R57: a large board on its way to who has just come over a slow line is no sign of slowness", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  for (let key = 0; key < 19; key++) {
    mina.doc.getMap("large").set(`thing ${key}`, crypto.getRandomValues(new Uint8Array(PART / 10)));
    mina.doc.getMap("large").set(`rest ${key}`, new Uint8Array(PART));
  }
  mina.types("whole");
  await mina.is("ack", ({ n }) => n === 40);
  const jonas = await room.joins("Jonas");
  await jonas.has("whole");
  jonas.answers = false;
  // As if none of it had been read yet; what follows waits behind it.
  const late = await room.joinsByGenericClient("Late");
  late.answers = false;
  advance(100_000);
  mina.sends("ping");
  draws(mina, 2 * PART);
  mina.types("!");
  await late.has("whole!");
  expect(late.closedWith).toBeNull();
  advance(200_000);
  draws(mina, 2 * PART);
  await late.isClosedWith(CloseCode.TooSlow);
});

test.each([
  ["is awake", false],
  ["slept", true],
])(
  "R58: a client that is cut off without a word is gone within a minute, in a room that %s",
  async (_, sleeps) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    const jonas = await room.joins("Jonas");
    const stock = await room.joinsByGenericClient("Stock");
    const aiko = await room.joins("Aiko");
    await mina.sees("Aiko", "Jonas", "Mina", "Stock");
    jonas.freezes();
    stock.freezes();
    let waited = 0;
    for (let look = 0; look < 3; look++) {
      if (sleeps) await evictDurableObject(room.stub);
      const pointer = { x: look, y: 0 };
      mina.says({ pointer });
      await vi.waitFor(() => expect(pointerOf(mina, aiko)).toEqual(pointer), PATIENCE);
      waited += await advanceToSweep(room);
    }
    await mina.sees("Aiko", "Mina");
    await aiko.sees("Aiko", "Mina");
    expect(waited).toBeGreaterThanOrEqual(SILENT_MS);
    expect(waited).toBeLessThanOrEqual(60_000);
  },
);

test("R58: a client that does nothing and answers when asked stays", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const stock = await room.joinsByGenericClient("Stock");
  await mina.sees("Jonas", "Mina", "Stock");
  for (let look = 0; look < 6; look++) {
    await advanceToSweep(room);
    await vi.waitFor(async () => {
      expect(await nextSweep(room)).toBeGreaterThan(0);
    });
  }
  jonas.types("I was always here.");
  await mina.has("I was always here.");
  await mina.sees("Jonas", "Mina", "Stock");
  expect(stock.closedWith).toBeNull();
});

test("R58: a client that says ping is here, and is not asked", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await mina.sees("Jonas", "Mina");
  jonas.sends("ping");
  await vi.waitFor(() => expect(jonas.pongs).toBe(1), PATIENCE);
  await runInDurableObject(room.stub, (_, state) => {
    const pinged = state.getWebSockets().map((socket) => {
      const at = state.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
      return [socket, Math.abs(Date.now() - at) < 5_000] as const;
    });
    expect(pinged.filter(([, isNow]) => isNow).length).toBe(1);
    // The runtime's clock cannot be set: from here on, jonas has always just said it.
    Object.defineProperty(state, "getWebSocketAutoResponseTimestamp", {
      value: (one: WebSocket) =>
        pinged.some(([socket, isNow]) => socket === one && isNow) ? new Date() : null,
    });
  });
  advance(2 * SILENT_MS);
  await runDurableObjectAlarm(room.stub);
  await mina.is("tick");
  expect(jonas.events.filter(({ type }) => type === "tick")).toEqual([]);
});

test("R58: a person who looks into a room that has slept for hours sees a dead client for seconds only", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await mina.sees("Jonas", "Mina");
  mina.leaves();
  await jonas.sees("Jonas");
  await advanceToSweep(room);
  jonas.freezes();
  await evictDurableObject(room.stub);
  advance(3 * 3_600_000);
  const aiko = await room.joins("Aiko");
  expect(await advanceToSweep(room)).toBeLessThanOrEqual(ANSWER_MS);
  await aiko.sees("Aiko");
});

test("R58: whom the room has let go of is nobody when it wakes, though the line still hangs", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await mina.sees("Jonas", "Mina");
  jonas.answers = false;
  jonas.sends(new Uint8Array());
  jonas.freezes();
  await mina.sees("Mina");
  await evictDurableObject(room.stub);
  const aiko = await room.joins("Aiko");
  await aiko.sees("Aiko", "Mina");
});

test("R57: a client that had not read all when the room fell asleep comes again, and has everything", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const aiko = await room.joins("Aiko");
  const jonas = await room.joins("Jonas");
  jonas.answers = false;
  draws(mina, 5 * PART);
  mina.types("held");
  await aiko.has("held");
  await evictDurableObject(room.stub);
  jonas.answers = true;
  mina.types("!");
  await jonas.isClosedWith(CloseCode.TooSlow);
  await jonas.connects();
  await jonas.has("held!");
  await mina.sees("Aiko", "Jonas", "Mina");
});
