/** Tests of `POST /machine`, and of rooms while the disk is low. */
import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import type { Env } from "../env.ts";
import { countDescriptors, isDiskLow, isShortOfDescriptors, onMachineReport } from "../machine.ts";
import { Owner } from "../testing/owners.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";
import { takeMachineReport } from "./machine.ts";

const TOKEN = "a-token-of-this-test";
const BY = { name: "Mina", color: "#2f7d4f" };

afterEach(() => onMachineReport({ isDiskLow: false, descriptors: null }));

function tells(token: string | null, report: unknown): Promise<Response | null> {
  const request = new Request("https://stoa.test/machine", {
    method: "POST",
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    body: JSON.stringify(report),
  });
  return takeMachineReport({ ...(env as unknown as Env), MACHINE_TOKEN: TOKEN }, request);
}

test("R132: only the holder of the token tells the Worker about the machine", async () => {
  const report = { isDiskLow: true, descriptors: null };
  expect(await tells(null, report)).toBe(null);
  expect(await tells("wrong", report)).toBe(null);
  expect(isDiskLow()).toBe(false);
  expect((await tells(TOKEN, report))?.status).toBe(200);
  expect(isDiskLow()).toBe(true);
  const unset = await ask("/machine", { method: "POST", body: "{}" });
  expect(unset.status).toBe(405);
  await unset.text();
  // The first request of a file waits for the Worker to be loaded.
}, 20_000);

test("R132: while the disk is low, a room is read and takes nothing new, and says so", async () => {
  const room = new TestRoom();
  const { person: owner, asks } = await opened(room);
  owner.types("kept");
  await owner.is("ack", ({ n }) => n === 2);
  owner.sendsEvent({ type: "chat.send", key: "key-00000001", text: "before", by: BY });
  await owner.is("chat.message");

  onMachineReport({ isDiskLow: true, descriptors: null });
  owner.types(" lost");
  await owner.is("refused", ({ code, n }) => code === "room-full" && n === 3);
  owner.sendsEvent({ type: "chat.send", key: "key-00000002", text: "after", by: BY });
  await owner.is("refused", ({ code, key }) => code === "room-full" && key === "key-00000002");
  owner.sendsEvent({ type: "room.rename", title: "New" });
  await owner.is("refused", ({ code, key }) => code === "room-full" && key === undefined);
  const link = await asks("POST", "/links", { role: "viewer" });
  expect(link.status).toBe(507);
  expect(await link.json()).toMatchObject({ error: "room-full" });

  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("kept");
  jonas.sendsEvent({ type: "chat.page", limit: 10 });
  const { messages } = await jonas.is("chat.page");
  expect(messages.map(({ text }) => text)).toEqual(["before"]);

  onMachineReport({ isDiskLow: false, descriptors: null });
  jonas.types(" more");
  await jonas.is("ack");
});

test("R132: while the disk is low, a message that was stored is acknowledged again", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const message = { type: "chat.send", key: "key-00000001", text: "once", by: BY } as const;
  mina.sendsEvent(message);
  await mina.is("chat.message");
  onMachineReport({ isDiskLow: true, descriptors: null });
  mina.events.length = 0;
  mina.sendsEvent(message);
  await mina.is("chat.message", ({ message: { seq } }) => seq === 1);
});

test("R132: while the disk is low, no new room is opened, and that is said in words", async () => {
  onMachineReport({ isDiskLow: true, descriptors: null });
  const mina = await new TestRoom().hearsKnocking("Mina", {});
  await expect.poll(() => mina.closedWith).toBe(4503);
  expect(mina.closedBecause).toMatch(/disk is full/);
});

test("R133: beyond four fifths of its descriptors the server lets nobody new in, and says so", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  onMachineReport({ isDiskLow: false, descriptors: { used: 81, limit: 100 } });
  const jonas = await room.hearsKnocking("Jonas", {});
  await expect.poll(() => jonas.closedWith).toBe(4503);
  expect(jonas.closedBecause).toMatch(/as many connections as it can bear/);
  const page = await ask("/");
  expect(page.status).toBe(503);
  expect(page.headers.get("Retry-After")).toBe("10");
  await page.text();
  const rest = await ask("/api/rooms/a/stats");
  expect(await rest.json()).toMatchObject({ error: "crowded" });
  expect((await ask("/healthz")).status).toBe(200);
  mina.types("goes on");
  await mina.is("ack", ({ n }) => n === 2);
  onMachineReport({ isDiskLow: false, descriptors: { used: 70, limit: 100 } });
  expect((await room.joins("Aiko")).text).toBe("goes on");
});

test("R133: sockets and rooms count until the next report, so that a burst is refused, too", async () => {
  onMachineReport({ isDiskLow: false, descriptors: { used: 70, limit: 100 } });
  await new TestRoom().joins("Mina");
  expect(isShortOfDescriptors()).toBe(false);
  await new TestRoom().joins("Jonas");
  // Two sockets of 2 descriptors and two rooms of 3 make 80; the next one is beyond the share.
  countDescriptors(1);
  expect(isShortOfDescriptors()).toBe(true);
});

async function opened(room: TestRoom) {
  const owner = await Owner.of(room);
  owner.person.sends(new Uint8Array([0, 0, 1, 0]));
  await owner.person.hearsFrame("step2");
  return { person: owner.person, asks: owner.asks.bind(owner) };
}
