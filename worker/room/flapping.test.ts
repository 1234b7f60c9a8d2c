/** Tests of generic clients that connect, leave, reconnect and die. */
import { evictDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { Random } from "../../testkit/random.ts";
import { GenericClient } from "../testing/generic-client.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

const stocks = new Set<GenericClient>();

/** A client that renews nothing by itself: what it sees, the room has seen to. */
function comes(room: TestRoom, name: string): GenericClient {
  const stock = new GenericClient(room, name);
  stock.fallsSilent();
  stocks.add(stock);
  return stock;
}

function leaves(stock: GenericClient): void {
  stock.leaves();
  stocks.delete(stock);
}

const LONG = { timeout: 15_000, interval: 100 };

/** Waits until everybody who is connected sees everybody who is here, and nobody else. */
async function seeAll(here: readonly GenericClient[], people: readonly Person[]): Promise<void> {
  await vi.waitFor(() => {
    const connected = here.filter(({ provider }) => provider.shouldConnect);
    expect(connected.every(({ provider }) => provider.synced)).toBe(true);
    const names = [...connected, ...people].map((each) => each.name).sort();
    for (const client of connected) expect(client.names).toEqual(names);
  }, LONG);
  for (const person of people) {
    const connected = here.filter(({ provider }) => provider.shouldConnect);
    await person.sees(...[...connected, ...people].map((each) => each.name));
  }
}

afterEach(() => {
  for (const stock of stocks) leaves(stock);
  vi.useRealTimers();
});

test.each([1, 2])(
  "R166: fifty generic clients that come, go, flap and die all see one another (seed %i)",
  async (seed) => {
    const room = new TestRoom();
    const people = [await room.joins("Mina"), await room.joins("Jonas")];
    const here = Array.from({ length: 50 }, (_, index) => comes(room, `stock ${index}`));
    await seeAll(here, people);
    const random = new Random(seed);
    for (let step = 0; step < 80; step++) {
      const at = random.whole(0, here.length - 1);
      const stock = here[at];
      if (stock === undefined) continue;
      const does = random.whole(0, 4);
      if (does === 0) {
        stock.loses();
        stock.comesBack();
      } else if (does === 1) {
        stock.disconnects();
        stock.comesBack();
      } else if (does === 2) {
        stock.loses();
      } else if (does === 3) {
        stock.comesBack();
      } else {
        leaves(stock);
        here[at] = comes(room, `step ${step}`);
      }
      // Now and then the room gets the time to notice.
      if (random.whole(0, 3) === 0)
        await vi.waitFor(() => expect(people[0]?.closedWith).toBe(null));
      if (step === 40) await evictDurableObject(room.stub);
    }
    await seeAll(here, people);
  },
);

test.each(["awake", "asleep"])(
  "R166: a client that comes back at once sees those who said nothing meanwhile, in a room that is %s",
  async (state) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    const here = [comes(room, "one"), comes(room, "two"), comes(room, "three")];
    await seeAll(here, [mina]);
    here[0]?.loses();
    await mina.sees("Mina", "three", "two");
    if (state === "asleep") await evictDurableObject(room.stub);
    here[0]?.comesBack();
    await seeAll(here, [mina]);
  },
);

test("R166: a client that another one takes for gone says that it is here", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const here = [comes(room, "one"), comes(room, "two")];
  await seeAll(here, [mina]);
  const [one, two] = here;
  if (one === undefined || two === undefined) throw new Error("There are two.");
  // As a page beside it does, by BroadcastChannel, when its own connection is lost.
  one.takesForGone(two.doc.clientID);
  one.takesForGone(mina.doc.clientID);
  await seeAll(here, [mina]);
});

test.each(["awake", "asleep"])(
  "R166: a client that renews nothing is not forgotten by one that does, in a room that is %s",
  async (state) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    const [renews, silent] = [comes(room, "renews"), comes(room, "silent")];
    await seeAll([renews, silent], [mina]);
    const clock = () => renews.provider.awareness.meta.get(silent.doc.clientID)?.clock ?? 0;
    for (let renewal = 1; renewal <= 3; renewal++) {
      const before = clock();
      if (state === "asleep") await evictDurableObject(room.stub);
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15_000 });
      renews.renews();
      await vi.waitFor(() => expect(clock()).toBeGreaterThan(before), LONG);
    }
    await seeAll([renews, silent], [mina]);
  },
);

test.each(["awake", "asleep"])(
  "R166: of a hundred and fifty generic clients, those that lose their connections see all the others again, in a room that is %s",
  async (state) => {
    const room = new TestRoom();
    const here = Array.from({ length: 150 }, (_, index) => comes(room, `stock ${index}`));
    const haveSeenAll = async (): Promise<void> => {
      await vi.waitFor(() => {
        expect(here.map(({ names }) => names.length)).toEqual(here.map(() => 150));
      }, LONG);
    };
    await haveSeenAll();
    const some = here.slice(0, 20);
    for (const stock of some) stock.loses();
    await vi.waitFor(() => expect(here.at(-1)?.names).toHaveLength(130), LONG);
    if (state === "asleep") await evictDurableObject(room.stub);
    for (const stock of some) stock.comesBack();
    await vi.waitFor(() => {
      expect(some.every(({ provider }) => provider.synced)).toBe(true);
    }, LONG);
    await haveSeenAll();
  },
);
