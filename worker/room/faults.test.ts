/** Tests of a room that is aborted or evicted at random points. */
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import type * as Y from "yjs";
import { DurabilityOracle } from "../../testkit/durability-oracle.ts";
import { Random } from "../../testkit/random.ts";
import { OraclePerson } from "../testing/oracle-person.ts";
import { TestRoom } from "../testing/test-room.ts";

/** Seeds that failed once. */
const PINNED: readonly number[] = [];
const SEEDS = [...PINNED, ...crypto.getRandomValues(new Uint32Array(6))];
const ROUNDS = 4;

/** The faults that the room's object meets. */
const FAULTS = [
  "aborted",
  "aborted at a write",
  "aborted at a send",
  "evicted, its sockets asleep",
  "evicted, its sockets closed",
  "compacted",
  "aborted while it compacts",
] as const;
type Fault = (typeof FAULTS)[number];

test.each(SEEDS)(
  "R5, R12, R56: an object that ends at random points keeps what it promised (seed %i)",
  async (seed) => {
    const source = new Random(seed);
    const random = (): number => source.next();
    const room = new TestRoom();
    const oracle = new DurabilityOracle();
    let people: OraclePerson[] = [];
    const arrive = async (): Promise<void> => {
      for (const [name, kind] of [
        ["Mina", "native"],
        ["Jonas", "native"],
        ["Aiko", "generic"],
      ] as const) {
        const person = new OraclePerson(room, name, kind, oracle);
        await person.connects();
        people.push(person);
      }
    };
    await arrive();
    for (let round = 0; round < ROUNDS; round++) {
      const fault = FAULTS[Math.floor(random() * FAULTS.length)] ?? "aborted";
      const where = `seed ${seed}, round ${round}, ${fault}`;
      const edits = async (): Promise<void> => {
        for (let left = 5 + Math.floor(random() * 40); left > 0; left--) {
          people[Math.floor(random() * people.length)]?.edits(random() < 0.8, random());
          if (random() < 0.3) await turns(Math.floor(random() * 6));
        }
      };
      await edits();
      await befalls(room, fault, random);
      // A sleeping room wakes by this; of an aborted one the sockets do not know yet.
      await edits();
      // A fault that was set for a later step is not to fail the people who come back.
      if (fault.startsWith("aborted")) await abortAllDurableObjects();
      if (fault === "evicted, its sockets asleep" || fault === "compacted") {
        await vi.waitFor(() => expect(areSaved(people), where).toBe(true), { timeout: 5_000 });
      } else if (random() < 0.5) {
        // Everybody's browser is gone as well: only the room can have what it promised.
        for (const person of people) person.leaves();
        people = [];
      } else {
        for (const person of people) {
          person.leaves();
          await person.connects();
        }
        await vi.waitFor(() => expect(areSaved(people), where).toBe(true), { timeout: 5_000 });
      }
      const promised = oracle.promised();
      const newcomer = await room.joins("Newcomer");
      expect(oracle.lostIn(newcomer.doc.getMap<string>("things"), promised), where).toEqual([]);
      for (const person of people) {
        await vi.waitFor(() => expect(things(person), where).toEqual(things(newcomer)));
      }
      await newcomer.sees("Newcomer", ...people.map(({ name }) => name));
      newcomer.leaves();
      if (people.length === 0) await arrive();
    }
    expect(oracle.violations).toEqual([]);
    expect(oracle.promised().length).toBeGreaterThan(20);
    for (const person of people) person.leaves();
  },
);

test("R7: a socket that ends without a word from the runtime is gone once anything is sent", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await mina.sees("Jonas", "Mina");
  await jonas.sees("Jonas", "Mina");
  await runInDurableObject(room.stub, (_, state) => {
    for (const socket of state.getWebSockets()) {
      const { presence } = socket.deserializeAttachment() as { presence: { clientId: number } };
      if (presence.clientId !== mina.presence.clientID) continue;
      Object.defineProperty(socket, "readyState", { value: WebSocket.CLOSED });
    }
  });
  jonas.types("Are you still here?");
  await jonas.sees("Jonas");
});

test("R2, R5: a deletion that two people make at once is acknowledged to neither before it is written", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.doc.getMap("things").set("thing", 1);
  await vi.waitFor(() => expect(jonas.doc.getMap("things").has("thing")).toBe(true));
  await runInDurableObject(room.stub, (_, state) => {
    const { sql } = state.storage;
    const exec = sql.exec.bind(sql);
    let rows = 0;
    sql.exec = ((statement: string, ...values: unknown[]) => {
      if (/INSERT INTO log_/.test(statement) && ++rows === 2) state.abort("The power fails here.");
      return exec(statement, ...values);
    }) as typeof sql.exec;
  });
  const acks = () => [mina, jonas].map(({ events }) => events.filter(isAck).length);
  // In a quiet room this is written at once. The next edit waits for the window, however slow this
  // machine is.
  const now = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now });
  mina.doc.getMap("things").set("one", 1);
  await mina.is("ack", ({ n }) => n === 3);
  const before = acks();
  vi.setSystemTime(now);
  for (const person of [mina, jonas]) person.doc.getMap("things").delete("thing");
  // Not by `waitFor`, which lets the time pass.
  while (jonas.closedWith === null) await turns(1);
  vi.useRealTimers();
  expect(acks()).toEqual(before);
  const aiko = await room.joins("Aiko");
  expect(aiko.doc.getMap("things").toJSON()).toEqual({ thing: 1, one: 1 });
});

const isAck = ({ type }: { type: string }): boolean => type === "ack";

const areSaved = (people: readonly OraclePerson[]): boolean =>
  people.every((person) => person.isSaved || person.name === "Aiko");

const things = ({ doc }: { doc: Y.Doc }): unknown => doc.getMap("things").toJSON();

async function befalls(room: TestRoom, fault: Fault, random: () => number): Promise<void> {
  const at = 1 + Math.floor(random() * 12);
  switch (fault) {
    case "aborted":
      await abortAllDurableObjects();
      return;
    case "aborted at a write":
    case "aborted at a send":
      await room.failsAt(at, fault === "aborted at a write" ? "statement" : "frame");
      return;
    case "evicted, its sockets asleep":
      await evictDurableObject(room.stub);
      return;
    case "evicted, its sockets closed":
      await evictDurableObject(room.stub, { webSockets: "close" });
      return;
    case "compacted":
      await compacts(room);
      return;
    case "aborted while it compacts": {
      await evictDurableObject(room.stub);
      await room.failsAt(at);
      await compacts(room).catch(isAbortion);
    }
  }
}

/** Lets the room's alarm run as if it had been quiet for long enough. */
async function compacts(room: TestRoom): Promise<void> {
  await room.rings("compact");
}

/** The words of an aborted object to callers; anything else is a fault of the test's own. */
function isAbortion(error: unknown): void {
  if (!(error instanceof Error && /power fails|abort/i.test(error.message))) throw error;
}

async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left--) await new Promise((resolve) => setTimeout(resolve, 0));
}
