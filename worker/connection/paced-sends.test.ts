/** Tests of large frames: their recipients, and their order with later frames. */
import { expect, test, vi } from "vitest";
import { SUBPROTOCOL } from "../../shared/wire/frames.ts";
import { SEND_BUDGET } from "../limits.ts";
import type { Person } from "../testing/person.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";
import { SendBudget, sendBudget } from "./send-budget.ts";

const PATIENCE = { timeout: 15_000 };
const MiB = 2 ** 20;

const bytesTo = (person: Person): number =>
  person.frames.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);

test("R115: a large frame goes only to a client that answers, with everything after it", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const aiko = await room.joins("Aiko");
  const stock = await room.joinsByGenericClient("Stock");
  const jonas = await room.joins("Jonas");
  await jonas.sees("Aiko", "Jonas", "Mina", "Stock");
  jonas.answers = false;
  const large = "a".repeat(6 * MiB);
  mina.types(large);
  mina.types("!");
  for (const each of [aiko, stock]) {
    await vi.waitFor(() => expect(each.text.length).toBe(large.length + 1), PATIENCE);
  }
  expect(bytesTo(jonas)).toBeLessThan(MiB);
  jonas.answers = true;
  jonas.sendsEvent(jonas.events.findLast(({ type }) => type === "tick") ?? {});
  await vi.waitFor(() => expect(jonas.text.length).toBe(large.length + 1), PATIENCE);
  const updates = jonas.frames.filter(({ kind }) => kind === "update");
  expect(updates[0]?.bytes.byteLength).toBeGreaterThan(6 * MiB);
  // Its presence goes on as well.
  jonas.says({ pointer: { x: 1, y: 2 } });
  await vi.waitFor(() => {
    const state = aiko.presence.getStates().get(jonas.doc.clientID);
    expect(state?.["pointer"]).toEqual({ x: 1, y: 2 });
  }, PATIENCE);
});

/** A client that answers what it is asked, and counts what it gets. */
class Reader {
  bytes = 0;
  closedWith: number | null = null;

  static async joins(room: TestRoom): Promise<Reader> {
    const reader = new Reader();
    const headers = { Upgrade: "websocket", "Sec-WebSocket-Protocol": SUBPROTOCOL };
    const { webSocket: socket } = await ask(`/room/${room.id}`, { headers });
    if (socket === null) throw new Error("No socket.");
    socket.accept();
    socket.binaryType = "arraybuffer";
    socket.addEventListener("close", ({ code }) => {
      reader.closedWith = code;
    });
    socket.addEventListener("message", ({ data }) => {
      if (typeof data !== "string") reader.bytes += (data as ArrayBuffer).byteLength;
      else if (data.startsWith('{"type":"tick"')) socket.send(data);
    });
    return reader;
  }
}

test("R115: nobody who reads is closed when many get a large frame at once", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const readers: Reader[] = [];
  for (let index = 0; index < 10; index++) readers.push(await Reader.joins(room));
  mina.types("a".repeat(9 * MiB));
  await mina.is("ack", ({ n }) => n === 2);
  await vi.waitFor(() => {
    for (const { bytes, closedWith } of readers) {
      expect(closedWith).toBe(null);
      expect(bytes).toBeGreaterThan(9 * MiB);
    }
  }, PATIENCE);
  mina.types("!");
  await mina.is("ack", ({ n }) => n === 3);
  for (const { closedWith } of readers) expect(closedWith).toBe(null);
});

test("R115: a process sends so many bytes at once, and more in its time", () => {
  vi.useFakeTimers({ now: 0 });
  try {
    const budget = new SendBudget();
    let sent = 0;
    while (budget.spend(MiB)) sent += MiB;
    expect(sent).toBe(SEND_BUDGET.burst + MiB);
    vi.advanceTimersByTime(budget.waitMs);
    expect(budget.spend(16 * MiB)).toBe(true);
    expect(budget.spend(1)).toBe(false);
    vi.advanceTimersByTime(budget.waitMs - 1);
    expect(budget.spend(1)).toBe(false);
    vi.advanceTimersByTime(1);
    expect(budget.spend(1)).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test("R115: a small edit does not wait for what other rooms send", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const aiko = await room.joins("Aiko");
  // So much that it takes a minute.
  sendBudget.charge(60 * SEND_BUDGET.perSecond);
  mina.types("small");
  await aiko.has("small");
  expect(sendBudget.spend(1)).toBe(false);
});
