/** Everything that one visitor, or some, may send at once, each at its limit. */
import { presence } from "../../testkit/hostile-frames.ts";
import { CHALLENGE_MS, RATES } from "../../worker/limits.ts";
import type { Attacker, Crowd, Habits } from "./crowd.ts";
import * as updates from "./updates.ts";

/** One attack: what is done to a room of its own. */
export interface Attack {
  readonly name: string;
  /** Does the room have to sleep meanwhile? A small form has no time for that. */
  readonly sleeps?: true;
  run(crowd: Crowd): Promise<void>;
}

const OURS: Habits = { reads: true, isNative: true };
const STOCK: Habits = { reads: true, isNative: false };
const DEAF: Habits = { reads: false, isNative: true };

/** Step 1 of a client that has nothing. */
const STEP1 = new Uint8Array([0, 0, 1, 0]);
const QUERY = new Uint8Array([3]);

/** Characters of a document near the most that is taken. */
const LARGE = 15 * 2 ** 20;

/** Milliseconds after which a document of 15 MiB is compacted, and after which workerd lets an object sleep. */
const COMPACTED_MS = 15_000;
const ASLEEP_MS = 12_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function each(sockets: readonly Attacker[], frames: readonly (Uint8Array | string)[]): void {
  for (const socket of sockets) for (const frame of frames) socket.send(frame);
}

/** One socket sends these frames. */
function frames(name: string, ...sent: readonly (() => Uint8Array)[]): Attack {
  return {
    name,
    async run(crowd) {
      const sockets = await crowd.join(1, OURS);
      for (const make of sent) each(sockets, [make()]);
      await crowd.hasSent();
    },
  };
}

/** Sockets that come into a room that holds a large text, and then send these frames. */
function intoLarge(
  name: string,
  characters: number,
  howMany: number,
  habits: Habits,
  sent: readonly (Uint8Array | string)[],
): Attack {
  return {
    name,
    async run(crowd) {
      each(await crowd.join(1, OURS), [updates.text(7, characters)]);
      await crowd.hasSent();
      await pause(characters / 8_000);
      each(await crowd.join(howMany, habits), sent);
      await crowd.hasSent();
    },
  };
}

const many = <T>(howMany: number, make: (index: number) => T): T[] =>
  Array.from({ length: howMany }, (_, index) => make(index));

/** Every attack, at its limits. */
export const ATTACKS: readonly Attack[] = attacksOf(1);

/** The attacks with this share of what may be sent at most. Their names tell the whole. */
export function attacksOf(share: number): readonly Attack[] {
  const of = (most: number): number => Math.ceil(most * share);
  const parts = 2 * of(updates.PARTS / 2);
  const large = of(LARGE);
  return [
    frames("990,000 structs without content", () => updates.collected(7, parts)),
    frames("990,000 letters", () => updates.letters(7, parts)),
    frames("990,000 letters of two clients in turn", () => updates.alternating(7, parts)),
    frames("the same frame six times", ...many(6, () => () => updates.letters(7, parts))),
    frames("one value of JSON of 16 MiB", () => updates.json(7, of(updates.WHOLE_FRAME))),
    frames(
      "990,000 deletions in hostile order",
      () => updates.text(7, of(3_000_000)),
      () => updates.deletions(7, of(990_000), 3),
    ),
    frames(
      "20,000 deletions beside 300,000",
      () => updates.text(7, of(1_200_000)),
      () => updates.deletions(7, of(300_000), 3, of(200_000)),
      ...many(of(20_000), (index) => () => updates.deletions(7, 1, 1, of(60_000) - 3 * index)),
    ),
    frames(
      "2,000,000 characters, every other one deleted",
      () => updates.text(7, of(2_000_000)),
      () => updates.deletions(7, of(990_000), 2),
    ),
    frames(
      "60,000 letters, each at the front",
      ...many(of(60_000), (at) => () => updates.letterAtTheFront(7, at)),
    ),
    intoLarge(
      "16 sockets ask 60 times for 15 MiB, and do not read",
      large,
      16,
      DEAF,
      many(60, () => STEP1),
    ),
    intoLarge(
      "4 sockets ask 60 times for 15 MiB, and read",
      large,
      4,
      OURS,
      many(60, () => STEP1),
    ),
    {
      name: "60 times a position before everything, and step 1",
      async run(crowd) {
        const [writer] = await crowd.join(1, OURS);
        if (writer === undefined) return;
        // A room in which nothing is stored has no position.
        each([writer], [updates.text(6, 1), STEP1]);
        while (writer.position === "") await pause(20);
        each([writer], [updates.text(7, large / 2)]);
        await crowd.hasSent();
        await pause(1_000);
        const resume = JSON.stringify({ type: "resume", at: writer.position });
        each(await crowd.join(8, DEAF), many(60, () => [resume, STEP1]).flat());
        await crowd.hasSent();
      },
    },
    {
      name: "16 MiB while 100 are there and do not read",
      async run(crowd) {
        await crowd.join(of(100), DEAF);
        each(await crowd.join(1, OURS), [updates.text(7, large)]);
        await crowd.hasSent();
      },
    },
    {
      name: "presence of 2,000 people, 3.5 KB each, and everybody asked for by 20",
      async run(crowd) {
        const people = await crowd.join(of(1_999), STOCK);
        const filling = "x".repeat(3_500);
        for (const [index, socket] of people.entries()) {
          socket.send(presence(10_000 + index, 1, JSON.stringify({ filling })));
        }
        await crowd.hasSent();
        each(
          people.slice(0, 20),
          many(30, () => QUERY),
        );
        await crowd.hasSent();
      },
    },
    {
      name: "100 people: 4,000 frames of presence of 3.5 KB from one",
      async run(crowd) {
        await crowd.join(of(100), STOCK);
        const [socket] = await crowd.join(1, STOCK);
        const filling = "x".repeat(3_500);
        for (let clock = 1; clock < of(3_900); clock++) {
          socket?.send(presence(9, clock, JSON.stringify({ filling, clock })));
        }
        await crowd.hasSent();
      },
    },
    {
      name: "chat: 40 sockets, 100 messages of 4,000 characters, and 90 pages each",
      async run(crowd) {
        const people = await crowd.join(40, OURS);
        const by = { name: "Mallory", color: "#2f7d4f" };
        for (const [index, socket] of people.entries()) {
          each(
            [socket],
            many(of(RATES.chat.burst), (at) =>
              JSON.stringify({
                type: "chat.send",
                key: `key-${index}-${at}-abcdef`,
                text: "x".repeat(4_000),
                by,
              }),
            ),
          );
        }
        await crowd.hasSent();
        each(
          people,
          many(of(90), () => JSON.stringify({ type: "chat.page", limit: 50 })),
        );
        await crowd.hasSent();
      },
    },
    {
      name: "quarantine: 20 sockets, three refused frames of 15 MiB each",
      async run(crowd) {
        const bad = new Uint8Array(large);
        bad.set([0, 2, 0xf9, 0xff, 0xbf, 0x07]);
        for (let socket = 0; socket < of(20); socket++) {
          each(await crowd.join(1, OURS), [bad, bad, bad]);
          await crowd.hasSent();
        }
      },
    },
    {
      name: "990,000 letters in the name of a client that is there, and does not answer",
      async run(crowd) {
        const [owner] = await crowd.join(1, { reads: false, isNative: false });
        owner?.send(presence(7, 1, "{}"));
        await crowd.hasSent();
        await pause(1_000);
        each(await crowd.join(1, OURS), [updates.letters(7, parts)]);
        await crowd.hasSent();
        await pause(1.5 * CHALLENGE_MS);
      },
    },
    {
      name: "a letter into a document of 650,000 words that slept",
      sleeps: true,
      async run(crowd) {
        each(await crowd.join(1, OURS), [updates.words(7, of(650_000))]);
        await crowd.hasSent();
        await pause(COMPACTED_MS);
        crowd.leave();
        await pause(ASLEEP_MS);
        each(await crowd.join(1, OURS), [STEP1, updates.text(8, 1, updates.B)]);
        await crowd.hasSent();
      },
    },
    {
      name: "480 clients that write at once, as fast as they can",
      async run(crowd) {
        const people = [
          ...(await crowd.join(of(240), OURS)),
          ...(await crowd.join(of(240), STOCK)),
        ];
        for (let clock = 0; clock < 40; clock++) {
          for (const [index, socket] of people.entries()) {
            socket.send(updates.letterAtTheFront(5_000 + index, clock));
          }
          await pause(25);
        }
        await crowd.hasSent();
      },
    },
  ];
}
