import { randomInt } from "node:crypto";
import * as fc from "fast-check";
import { Failure } from "../../../scripts/failure.ts";
import { MAX_DOCUMENT_FRAME } from "../../../shared/limits.ts";
import { updateFrame } from "../../../shared/wire/frames.ts";
import { hostileFrames } from "../../../testkit/hostile-frames.ts";
import { readUsage } from "../../../testkit/process-usage.ts";
import { Build } from "../server.ts";
import { Attacker } from "./attacker.ts";
import { Bystander } from "./bystander.ts";

/** Frames of a long run. */
const USUAL_FRAMES = 1_000_000;

/** Frames between two looks at whether the room still serves others. */
const STRIDE = 2_000;

/** Frames between two lines that tell how far it is. */
const LINE = 50_000;

/** Sockets that attack at once, every second one as a client of Stoa. */
const ATTACKERS = 64;

/** A second client must see an edit within this time, in the middle of it all, also on a busy machine. */
const PATIENCE_MS = 5_000;

/** How much more the server may hold at the end than after the first tenth. */
const MOST_GROWTH = 1.5;

/** Bytes of an update that is larger than the platform lets through (32 MiB). */
const HUGE = 2 * MAX_DOCUMENT_FRAME + 1024 * 1024;

const ROOM = "hostile";

/** How much to send, and with which seed. */
export interface HostileOptions {
  readonly frames: number;
  readonly seed: number;
}

/**
 * Reads `--frames` and `--seed`.
 *
 * @throws Failure when they are no whole numbers.
 */
export function readHostileOptions(options: {
  readonly frames?: string | undefined;
  readonly seed?: string | undefined;
}): HostileOptions {
  const read = (name: string, value: string | undefined): number | null => {
    if (value === undefined) return null;
    if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
    throw new Failure(`--${name} must be a whole number above 0, but is ${JSON.stringify(value)}.`);
  };
  return {
    frames: read("frames", options.frames) ?? USUAL_FRAMES,
    seed: read("seed", options.seed) ?? randomInt(1, 1_000_000_000),
  };
}

/**
 * Sends hostile frames into a room in which two people work. Resolves with
 * whether nobody noticed, the server's memory stayed flat, and everything was
 * there after a restart.
 */
export async function runHostile({ frames, seed }: HostileOptions): Promise<boolean> {
  console.log(`${frames.toLocaleString("en")} hostile frames, --seed ${seed}`);
  const build = new Build();
  const server = await build.serve();
  const rooms = (): string => `ws://127.0.0.1:${server.port}/room/`;
  const attackers = Array.from(
    { length: ATTACKERS },
    (_, index) => new Attacker(`${rooms()}${ROOM}`, index % 2 === 0),
  );
  const wrong: string[] = [];
  const stopListening = onComplaint((what) => wrong.push(`a stock client says: ${what}`));
  try {
    const mina = await Bystander.join(rooms(), ROOM);
    const jonas = await Bystander.join(rooms(), ROOM);
    const arbitrary = hostileFrames(mina.doc.clientID, 1_000_000_000);
    let slowest = 0;
    let closed = 0;
    let early = 0;
    for (let sent = 0; sent < frames; sent += STRIDE) {
      const batch = fc.sample(arbitrary, {
        seed: seed + sent,
        numRuns: Math.min(STRIDE, frames - sent),
      });
      const attack = Promise.all(
        attackers.map(async (attacker, index) => {
          for (let next = index; next < batch.length; next += ATTACKERS) {
            if ((await attacker.sends(batch[next] ?? "")) === "closed") closed += 1;
          }
        }),
      );
      slowest = Math.max(slowest, await mina.isSeenBy(jonas, PATIENCE_MS));
      await attack;
      if (wrong.length > 0) break;
      if (mina.text !== jonas.text) wrong.push(`after ${sent} frames the texts differ`);
      const held = readUsage(server.pid ?? 0).residentMiB;
      if (sent <= frames / 10) early = held;
      if ((sent + STRIDE) % LINE === 0) {
        console.log(`${(sent + STRIDE).toLocaleString("en")} frames, ${held.toFixed(0)} MiB`);
      }
    }
    for (const attacker of attackers.slice(0, 2)) {
      await attacker.sends(new Uint8Array(updateFrame(new Uint8Array(HUGE))));
    }
    slowest = Math.max(slowest, await mina.isSeenBy(jonas, 2 * PATIENCE_MS));
    const late = readUsage(server.pid ?? 0).residentMiB;
    if (late > early * MOST_GROWTH + 50) wrong.push("the server's memory grew");
    if (mina.losses + jonas.losses > 0) wrong.push("somebody else's connection broke");
    const { text } = mina;
    for (const one of [...attackers, mina, jonas]) one.leaves();
    await server.stop();
    await server.start();
    const aiko = await Bystander.join(rooms(), ROOM);
    if (aiko.text !== text || !aiko.isWhole) wrong.push("the content differs after a restart");
    aiko.leaves();
    console.log(
      [
        "| measured | value |",
        "|---|---|",
        `| frames after which the sender was closed | ${closed.toLocaleString("en")} |`,
        `| slowest edit from one person to another meanwhile | ${slowest.toFixed(0)} ms |`,
        `| server's memory after a tenth, and at the end | ${early.toFixed(0)} MiB, ${late.toFixed(0)} MiB |`,
      ].join("\n"),
    );
  } finally {
    stopListening();
    await server.remove();
    build.remove();
  }
  for (const what of wrong) console.log(`WRONG: ${what} (--seed ${seed})`);
  return wrong.length === 0;
}

/**
 * Reports errors that y-protocols swallows. It catches what Yjs throws at an
 * update, writes it to the console and goes on without the rest of the update.
 *
 * @returns what stops it.
 */
function onComplaint(tell: (what: string) => void): () => void {
  const usual = console.error;
  console.error = (...parts: readonly unknown[]) => {
    usual(...parts);
    tell(parts.map(String).join(" "));
  };
  return () => {
    console.error = usual;
  };
}
