/** Tests of alarms in a room in which nobody acts. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { MessageType } from "../../shared/wire/frames.ts";
import { ANSWER_MS, SILENT_MS, SWEEP_MS, SWEEP_MS_MAX } from "../limits.ts";
import { advance, advanceToSweep, nextSweep } from "../testing/clock.ts";
import { GenericClient } from "../testing/generic-client.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

const PATIENCE = { timeout: 5_000 };

/** Stock clients look every 3 s whether 15 have passed. */
const RENEWAL_MS = 18_000;

const stocks: GenericClient[] = [];

function comes(room: TestRoom, name: string): GenericClient {
  const stock = new GenericClient(room, name);
  stock.fallsSilent();
  stocks.push(stock);
  return stock;
}

/** Its alarm rings, and everybody answers. */
async function asks(room: TestRoom): Promise<number> {
  const wait = await advanceToSweep(room);
  await vi.waitFor(async () => expect(await nextSweep(room)).toBeGreaterThan(ANSWER_MS), PATIENCE);
  return wait;
}

/** Nobody does anything until the room looks as rarely as it ever does. */
async function growsQuiet(room: TestRoom): Promise<void> {
  while (((await nextSweep(room)) ?? 0) < SWEEP_MS_MAX - SWEEP_MS) await asks(room);
}

/** Everybody has just said `ping`, whatever time it is. */
function everybodyPings(room: TestRoom): Promise<void> {
  return runInDurableObject(room.stub, (_, state) => {
    Object.defineProperty(state, "getWebSocketAutoResponseTimestamp", { value: () => new Date() });
  });
}

/** When its alarm is to look again. */
async function dueLook(room: TestRoom): Promise<number> {
  return Date.now() + ((await nextSweep(room)) ?? Number.NaN);
}

/** Says again what was said, at a new clock, and somebody hears of it. */
async function renews(person: Person, hearer: Person): Promise<void> {
  const { clientID } = person.presence;
  person.says();
  const clock = person.presence.meta.get(clientID)?.clock;
  await vi.waitFor(() => expect(hearer.presence.meta.get(clientID)?.clock).toBe(clock), PATIENCE);
}

afterEach(() => {
  for (const stock of stocks.splice(0)) stock.leaves();
  vi.useRealTimers();
});

test("R59: a room in which everybody does nothing is woken more and more rarely, one without company never", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  expect(await nextSweep(room)).toBeNull();
  const jonas = await room.joins("Jonas");
  await mina.sees("Jonas", "Mina");
  await everybodyPings(room);
  const waits: number[] = [];
  for (let look = 0; look < 8; look++) waits.push(await advanceToSweep(room));
  expect(waits[0]).toBeLessThanOrEqual(SWEEP_MS);
  expect(waits[3]).toBeGreaterThan(3 * SWEEP_MS);
  expect(waits.at(-1)).toBe(SWEEP_MS_MAX);
  jonas.leaves();
  await mina.sees("Mina");
  await advanceToSweep(room);
  expect(await nextSweep(room)).toBeNull();
});

test.each(["stays awake", "sleeps in between"])(
  "R59: a client that says nothing and answers when asked is asked more and more rarely, in a room that %s",
  async (state) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    const plain = await room.joinsByGenericClient("Plain");
    const stock = comes(room, "Stock");
    await mina.sees("Mina", "Plain", "Stock");
    const waits: number[] = [];
    for (let look = 0; look < 8; look++) {
      if (state === "sleeps in between") await evictDurableObject(room.stub);
      waits.push(await asks(room));
    }
    expect(waits[0]).toBeLessThanOrEqual(SWEEP_MS);
    expect(waits[4]).toBeGreaterThan(4 * SWEEP_MS);
    // While the answers came, a moment has passed.
    expect(waits.at(-1)).toBeGreaterThan(SWEEP_MS_MAX - 1_000);
    await mina.sees("Mina", "Plain", "Stock");
    expect([mina.closedWith, plain.closedWith, stock.provider.wsconnected]).toEqual([
      null,
      null,
      true,
    ]);
  },
);

test.each(["stays awake", "sleeps in between"])(
  "R59: stock clients that renew their presence do not make a quiet room look more often that %s",
  async (state) => {
    const room = new TestRoom();
    const mina = await room.joinsByGenericClient("Mina");
    const jonas = await room.joinsByGenericClient("Jonas");
    await mina.sees("Jonas", "Mina");
    await growsQuiet(room);
    const due = await dueLook(room);
    // Each renewal must do as a sign of life.
    mina.answers = jonas.answers = false;
    for (let renewal = 0; renewal < 10; renewal++) {
      if (state === "sleeps in between") await evictDurableObject(room.stub);
      advance(RENEWAL_MS);
      await renews(mina, jonas);
      await renews(jonas, mina);
    }
    expect(await dueLook(room)).toBe(due);
    mina.answers = jonas.answers = true;
    await asks(room);
    expect(await nextSweep(room)).toBeGreaterThan(SWEEP_MS_MAX - 1_000);
  },
);

test("R59: a client that joins is not asked whether it is there", async () => {
  const room = new TestRoom();
  await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  expect(await nextSweep(room)).toBeGreaterThan(ANSWER_MS);
  expect(jonas.events.filter(({ type }) => type === "tick")).toEqual([]);
});

test.each(["is awake", "sleeps"])(
  "R58: in a room that was quiet and %s, a dead client is gone seconds after somebody does something",
  async (state) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    const jonas = await room.joins("Jonas");
    const plain = await room.joinsByGenericClient("Plain");
    await mina.sees("Jonas", "Mina", "Plain");
    await growsQuiet(room);
    jonas.freezes();
    if (state === "sleeps") await evictDurableObject(room.stub);
    advance(SWEEP_MS);
    mina.types("Is anybody here?");
    await vi.waitFor(async () => expect(await nextSweep(room)).toBeLessThanOrEqual(ANSWER_MS));
    await plain.has("Is anybody here?");
    await advanceToSweep(room);
    await mina.sees("Mina", "Plain");
    expect(await nextSweep(room)).toBeLessThanOrEqual(SWEEP_MS);
  },
);

test("R58: where stock clients keep the room awake, a dead client is gone within a minute, also when nobody does anything", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const early = await room.joinsByGenericClient("Early");
  const late = await room.joinsByGenericClient("Late");
  await mina.sees("Early", "Jonas", "Late", "Mina");
  await growsQuiet(room);
  jonas.freezes();
  // Too early to ask; and by the next renewal, which may be the only one for 18 s, it is time.
  advance(SILENT_MS - 1_000);
  await renews(early, mina);
  expect(await nextSweep(room)).toBeGreaterThan(ANSWER_MS);
  advance(2_000);
  await renews(late, mina);
  expect(await nextSweep(room)).toBeLessThanOrEqual(ANSWER_MS);
  await advanceToSweep(room);
  await mina.sees("Early", "Late", "Mina");
});

test("R58: a client that was asked and says something else is there, also when the room sleeps before it looks again", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joinsByGenericClient("Jonas");
  await mina.sees("Jonas", "Mina");
  jonas.answers = false;
  advance(2 * SWEEP_MS);
  await runDurableObjectAlarm(room.stub);
  await mina.is("tick");
  expect(await nextSweep(room)).toBeLessThanOrEqual(ANSWER_MS);
  jonas.frames.length = 0;
  jonas.sends(new Uint8Array([MessageType.QueryAwareness]));
  await jonas.hearsFrame("awareness");
  await evictDurableObject(room.stub);
  await advanceToSweep(room);
  expect(await nextSweep(room)).toBeGreaterThan(ANSWER_MS);
  mina.types("still");
  await jonas.has("still");
  await mina.sees("Jonas", "Mina");
  expect(jonas.closedWith).toBeNull();
});
