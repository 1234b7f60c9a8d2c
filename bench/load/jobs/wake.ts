/** The load `wake`: two people in each of many rooms that sleep; one writes, and the room wakes. */
import { setTimeout as pause } from "node:timers/promises";
import { LoadClient } from "../client.ts";
import { eachMove, Mover } from "../moves.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

/** Where the rooms are, and how many. */
export interface WakePlan {
  readonly wire: Wire;
  readonly rooms: number;
}

/** Milliseconds from one person's send to the other's receipt. */
export interface WakeResult {
  /** Of the update that wakes the room, in the order of the wakes since the server's start. */
  readonly asleepMs: readonly number[];
  /** Of an update right after it. */
  readonly warmMs: readonly number[];
}

/** Milliseconds between two rooms: longer than a wake and the update after it, so that none waits for another. */
export const GAP_MS = 250;

/**
 * Milliseconds after a room's first update at which it is woken, once in each round. A room of Stoa wakes by itself
 * after 25 and 50 s, to check liveness, and after 30 s, to compact. The runtime lets it sleep 10 s later. So each room
 * sleeps by these times. The half gap keeps a wake apart from what other rooms do by themselves.
 */
export const WAKE_AT_MS = [13_125, 45_125, 67_375] as const;

/** Milliseconds from a wake to the warm update: longer than a window, so that it finds a quiet room. */
export const WARM_AFTER_MS = 60;

/** Milliseconds after which an update is taken for lost. */
const PATIENCE_MS = 10_000;

/** Two people in one room. */
interface Pair {
  readonly from: LoadClient;
  readonly to: LoadClient;
  readonly mover: Mover;
}

/** Two people in each of several rooms: the update that wakes a room, and another right after it. */
export const wake: Job<WakePlan, WakeResult> = async ({ wire, rooms }) => {
  const pairs: Pair[] = [];
  const start = performance.now();
  /** Waits until a room is so many milliseconds past its first update; the rooms come one gap after the other. */
  const until = (room: number, ms: number): Promise<void> =>
    pause(Math.max(0, start + room * GAP_MS + ms - performance.now()));
  for (let room = 0; room < rooms; room++) {
    await until(room, 0);
    const from = await LoadClient.join(wire, `wake-${room}`, room * 2);
    const to = await LoadClient.join(wire, `wake-${room}`, room * 2 + 1);
    const pair = { from, to, mover: new Mover(from.clientId, from.number) };
    await deliver(pair);
    pairs.push(pair);
  }
  return async () => {
    const asleepMs: number[] = [];
    const warmMs: number[] = [];
    for (const at of WAKE_AT_MS) {
      for (const [room, pair] of pairs.entries()) {
        await until(room, at);
        asleepMs.push(await deliver(pair));
        await pause(WARM_AFTER_MS);
        warmMs.push(await deliver(pair));
      }
    }
    return { asleepMs, warmMs };
  };
};

/** Sends an update. @returns the milliseconds until the other person has it. */
function deliver({ from, to, mover }: Pair): Promise<number> {
  const arrived = new Promise<number>((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error("an update did not arrive")), PATIENCE_MS);
    to.onDocument = (frame, start) =>
      eachMove(frame, start, (_, sentAt) => {
        clearTimeout(patience);
        resolve(performance.now() - sentAt);
      });
  });
  from.send(from.frames.update(mover.next(performance.now())));
  return arrived;
}
