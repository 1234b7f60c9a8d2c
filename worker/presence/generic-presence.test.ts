/** Tests of the presence of stock clients in a room. */
import { evictDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { awarenessFrame } from "../../shared/wire/frames.ts";
import { GenericClient } from "../testing/generic-client.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

const stocks: GenericClient[] = [];

function comes(room: TestRoom, name: string, doc?: Y.Doc): GenericClient {
  const stock = new GenericClient(room, name, doc);
  stocks.push(stock);
  return stock;
}

async function sees(stock: GenericClient, ...names: string[]): Promise<void> {
  await vi.waitFor(() => expect(stock.names).toEqual([...names].sort()));
}

/** How often a stock client has heard of somebody. */
function clockOf(stock: GenericClient, person: Person): number {
  return stock.provider.awareness.meta.get(person.doc.clientID)?.clock ?? 0;
}

afterEach(() => {
  for (const stock of stocks.splice(0)) stock.leaves();
  vi.useRealTimers();
});

test.each<[how: string, goes: (stock: GenericClient) => void]>([
  ["lost the connection", (stock) => stock.loses()],
  ["left in order", (stock) => stock.disconnects()],
])(
  "R71: a person who %s and comes back with a stock client is seen at once, not fifteen seconds later",
  async (_, goes) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    const watcher = comes(room, "Watcher");
    const jonas = comes(room, "Jonas");
    await mina.sees("Jonas", "Mina", "Watcher");
    await sees(watcher, "Jonas", "Mina", "Watcher");
    goes(jonas);
    await mina.sees("Mina", "Watcher");
    await sees(watcher, "Mina", "Watcher");
    jonas.comesBack();
    await mina.sees("Jonas", "Mina", "Watcher");
    await sees(watcher, "Jonas", "Mina", "Watcher");
  },
);

test("R71: a person who comes back with a stock client sees people who did nothing meanwhile", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = comes(room, "Jonas");
  await mina.sees("Jonas", "Mina");
  await sees(jonas, "Jonas", "Mina");
  jonas.loses();
  await sees(jonas, "Jonas");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1_000 });
  jonas.comesBack();
  await sees(jonas, "Jonas", "Mina");
});

test.each(["awake", "asleep"])(
  "R71: a stock client that renews itself hears again of people who do nothing, in a room that was %s",
  async (state) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    const jonas = comes(room, "Jonas");
    await mina.sees("Jonas", "Mina");
    await sees(jonas, "Jonas", "Mina");
    for (let renewal = 1; renewal <= 3; renewal++) {
      const before = clockOf(jonas, mina);
      if (state === "asleep") await evictDurableObject(room.stub);
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15_000 });
      jonas.renews();
      await vi.waitFor(() => expect(clockOf(jonas, mina)).toBeGreaterThan(before));
    }
    await sees(jonas, "Jonas", "Mina");
    mina.leaves();
    await sees(jonas, "Jonas");
  },
);

test("R71: an entry that a stock client sends back of others revives nobody who has left, also when it has no presence", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const bot = comes(room, "Bot");
  bot.provider.awareness.setLocalState(null);
  const jonas = await room.joins("Jonas");
  await mina.sees("Jonas", "Mina");
  await vi.waitFor(() => expect(bot.names).toEqual(["Jonas", "Mina"]));
  const { awareness } = bot.provider;
  const echo = encodeAwarenessUpdate(awareness, [jonas.doc.clientID]);
  jonas.leaves();
  await mina.sees("Mina");
  bot.provider.ws?.send(awarenessFrame(echo) as Uint8Array<ArrayBuffer>);
  const aiko = await room.joins("Aiko");
  await aiko.sees("Aiko", "Mina");
  await mina.sees("Aiko", "Mina");
});

test.each(["awake", "asleep"])(
  "R163: a person who has said that they are gone owns their client no longer, in a room that is %s",
  async (state) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    const doc = new Y.Doc();
    const before = comes(room, "Stock", doc);
    await mina.sees("Mina", "Stock");
    before.provider.awareness.setLocalState(null);
    await mina.sees("Mina");
    if (state === "asleep") await evictDurableObject(room.stub);
    // The same document by another connection, while the one before is still open.
    const after = comes(room, "Stock again", doc);
    await mina.sees("Mina", "Stock again");
    doc.getText("text").insert(0, "written");
    await mina.has("written");
    before.provider.destroy();
    doc.getText("text").insert(7, " on");
    await mina.has("written on");
    await mina.sees("Mina", "Stock again");
    expect(after.closes).toEqual([]);
  },
);

test("R163: a document goes on with a new provider", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const doc = new Y.Doc();
  const before = comes(room, "Stock", doc);
  await mina.sees("Mina", "Stock");
  before.provider.destroy();
  const after = comes(room, "Stock again", doc);
  await mina.sees("Mina", "Stock again");
  doc.getText("text").insert(0, "written");
  await mina.has("written");
  expect(after.closes).toEqual([]);
});
