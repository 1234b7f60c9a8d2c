/** Tests of a room's object: sleep, crashes, and what stays in memory. */
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { gestureFrame, updateFrame } from "../../shared/wire/frames.ts";
import { metrics } from "../metrics.ts";
import { DocumentStore } from "../storage/document-store.ts";
import { Schedule } from "../storage/schedule.ts";
import { hasTables } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import type { Person } from "../testing/person.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";

function socketsOf(room: TestRoom): Promise<number> {
  return runInDurableObject(room.stub, (_, state) => state.getWebSockets().length);
}

async function isEmpty(room: TestRoom): Promise<void> {
  await vi.waitFor(async () => expect(await socketsOf(room)).toBe(0));
}

/** How often rooms have been made or have woken. */
function wakes(): string {
  return metrics.roomsMade.toString();
}

test.each(["the object goes on", "the object is aborted", "the object is evicted"])(
  "R5: the last edit of a person who leaves is there for the next one, when %s",
  async (fate) => {
    const room = new TestRoom();
    const before = metrics.sockets.toString();
    const mina = await room.joins("Mina");
    for (let edit = 0; edit < 50; edit++) mina.types("x");
    mina.leaves();
    // The runtime sees the socket close before the room has taken all that came by it.
    await vi.waitFor(() => expect(metrics.sockets.toString()).toBe(before));
    await isEmpty(room);
    if (fate.endsWith("aborted")) await abortAllDurableObjects();
    if (fate.endsWith("evicted")) await evictDurableObject(room.stub);
    const jonas = await room.joins("Jonas");
    expect(jonas.text).toBe("x".repeat(50));
  },
);

test("R5: when the disk fails, nobody is shown the edit or told that it is saved, and it comes again", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.types("kept");
  await jonas.has("kept");
  await room.breaksDisk("an I/O error", "log");
  mina.types(" again");
  await mina.isClosedWith(CloseCode.Busy);
  expect(mina.events).not.toContainEqual({ type: "ack", n: 3 });
  expect(jonas.text).toBe("kept");
  await room.mendsDisk();
  await mina.connects();
  await jonas.has("kept again");
});

test("R2: acknowledgements are counted right after every loss, sleep and crash", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const fates = ["leaves", "sleeps", "crashes", "leaves in mid-sentence"] as const;
  for (let round = 0; round < 12; round++) {
    const fate = fates[round % fates.length];
    if (fate === "leaves in mid-sentence") for (let n = 0; n < 9; n++) mina.types("x");
    if (fate === "crashes") await abortAllDurableObjects();
    if (fate === "sleeps") {
      await evictDurableObject(room.stub);
      // The first edit wakes it before the room asks, and so is not counted.
      mina.types("wake up ");
      await vi.waitFor(() => expect(mina.events.at(-1)).toEqual({ type: "ack", n: 1 }));
    } else {
      mina.leaves();
      mina.events.length = 0;
      await mina.connects();
    }
    await vi.waitFor(() => expect(mina.events).toContainEqual({ type: "ack", n: 1 }));
    for (let n = 2; n <= 6; n++) {
      mina.types(`${round}.${n} `);
      await vi.waitFor(() => expect(mina.events.at(-1)).toEqual({ type: "ack", n }));
    }
    mina.events.length = 0;
  }
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe(mina.text);
}, 20_000);

test("R40: a client that is not let in is not heard, however much it sends", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await owner.opensPlainLinkFor("none");
  const mallory = await room.hearsKnocking("Mallory", {});
  const big = new Y.Doc();
  big.getArray("parts").push([new Uint8Array(1_000_000)]);
  const frame = updateFrame(Y.encodeStateAsUpdate(big));
  for (let n = 0; n < 20 && mallory.closedWith === null; n++) mallory.sends(frame);
  await mallory.isClosedWith(CloseCode.NoAccess);
  expect(await socketsOf(room)).toBe(1);
  const stored = await runInDurableObject(
    room.stub,
    (_, { storage }) => new DocumentStore(storage).log.bounds.size.rows,
  );
  expect(stored).toBe(0);
});

test("R74: nothing is left of those who came and went, fifty times over", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  for (let visit = 0; visit < 25; visit++) {
    const guests: Person[] = [
      await room.joins(`Guest ${visit}`),
      await room.joinsByGenericClient(`Stock ${visit}`),
    ];
    for (const guest of guests) guest.leaves();
  }
  await mina.sees("Mina");
  await vi.waitFor(async () => expect(await socketsOf(room)).toBe(1));
  const jonas = await room.joins("Jonas");
  await jonas.sees("Jonas", "Mina");
  // Still awake with a timer, it could not be evicted.
  await evictDurableObject(room.stub);
  expect(await socketsOf(room)).toBe(2);
});

test("R74: a room in which people do nothing sleeps, and their pings do not wake it", async () => {
  const room = new TestRoom();
  // Two at once, which kept objects awake in the runtime for years (workerd#6862).
  const [mina, jonas] = await Promise.all([room.joins("Mina"), room.joins("Jonas")]);
  await room.joinsByGenericClient("Stock");
  const { webSocket: raw } = await ask(`/room/${room.id}`, { headers: { Upgrade: "websocket" } });
  if (raw === null) throw new Error("There should be a socket.");
  raw.accept();
  const heard: unknown[] = [];
  raw.addEventListener("message", ({ data }) => {
    heard.push(data);
  });
  for (let x = 0; x < 50; x++) {
    mina.says({ pointer: { x, y: 0 } });
    mina.sends(gestureFrame(new TextEncoder().encode("drawing")));
    jonas.types("x");
  }
  await mina.has("x".repeat(50));
  await evictDurableObject(room.stub);
  const before = wakes();
  for (let n = 1; n <= 20; n++) {
    raw.send("ping");
    await vi.waitFor(() => expect(heard.filter((data) => data === "pong")).toHaveLength(n));
  }
  expect(wakes()).toBe(before);
  // A frame does wake it.
  jonas.types("y");
  await mina.has(`${"x".repeat(50)}y`);
  expect(wakes()).not.toBe(before);
});

test("R38: a room that can no longer plan its own work takes what is written all the same, and plans it later", async () => {
  const room = new TestRoom();
  await hasTables(room);
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const planned = async () =>
    (await room.rows("due")).filter(({ job }) => job === "compact").length;
  await room.breaksDisk("full", "due");
  await runInDurableObject(room.stub, (_, { storage }) => {
    expect(() => new Schedule(storage).plan("compact", 1)).not.toThrow();
  });
  mina.types("still");
  await jonas.has("still");
  await mina.is("ack", ({ n }) => n === 2);
  expect(await planned()).toBe(0);
  await room.mendsDisk();
  mina.types(" here");
  await jonas.has("still here");
  expect(await planned()).toBe(1);
  expect(mina.closedWith).toBe(null);
});
