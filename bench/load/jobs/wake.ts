import { setTimeout as pause } from "node:timers/promises";
import { LoadClient } from "../client.ts";
import { eachMove, Mover } from "../moves.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

export interface WakePlan {
  readonly wire: Wire;
  readonly rooms: number;
  /** Seconds without a frame after which a room sleeps. */
  readonly idleSeconds: number;
}

export interface WakeResult {
  /** Milliseconds from one person's send to the other's receipt: medians over the rooms, and the worst. */
  readonly asleepMs: number;
  readonly worstAsleepMs: number;
  readonly warmMs: number;
}

const WARM_ROUNDS = 5;

/** Two people in each of several rooms: the first update after a sleep, and others right after it. */
export const wake: Job<WakePlan, WakeResult> = async ({ wire, rooms, idleSeconds }) => {
  const pairs: { from: LoadClient; to: LoadClient; mover: Mover }[] = [];
  for (let index = 0; index < rooms; index++) {
    const room = `wake-${index}`;
    const from = await LoadClient.join(wire, room, index * 2);
    const to = await LoadClient.join(wire, room, index * 2 + 1);
    pairs.push({ from, to, mover: new Mover(from.clientId, from.number) });
  }
  const roundTrip = async ({ from, to, mover }: (typeof pairs)[number]): Promise<number> => {
    const arrived = new Promise<number>((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error("an update did not arrive")), 10_000);
      to.onDocument = (frame, start) =>
        eachMove(frame, start, (_, sentAt) => {
          clearTimeout(patience);
          resolve(performance.now() - sentAt);
        });
    });
    from.send(from.frames.update(mover.next(performance.now())));
    return arrived;
  };
  return async () => {
    for (const pair of pairs) await roundTrip(pair);
    await pause(idleSeconds * 1000);
    const asleep: number[] = [];
    const warm: number[] = [];
    for (const pair of pairs) {
      asleep.push(await roundTrip(pair));
      for (let round = 0; round < WARM_ROUNDS; round++) {
        // Longer than a window: each finds a quiet room.
        await pause(60);
        warm.push(await roundTrip(pair));
      }
    }
    asleep.sort((a, b) => a - b);
    warm.sort((a, b) => a - b);
    return { asleepMs: middle(asleep), worstAsleepMs: asleep.at(-1) ?? 0, warmMs: middle(warm) };
  };
};

const middle = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;
