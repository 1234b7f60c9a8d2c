import { Histogram, type Percentiles } from "../../measure/histogram.ts";
import { LoadClient } from "../client.ts";
import { eachMove, Mover } from "../moves.ts";
import { atTheirPace, settled, WARM_SECONDS } from "../pace.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

export interface FanoutPlan {
  readonly wire: Wire;
  readonly room: string;
  readonly people: number;
  /** How many of them move. */
  readonly movers: number;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface FanoutResult {
  readonly sent: number;
  /** Updates that reached another client. */
  readonly delivered: number;
  readonly expected: number;
  /** Everything that came in while it was measured, also what was still on its way from the warming up. */
  readonly received: number;
  /** From send to receipt, of all deliveries. */
  readonly delay: Percentiles;
  readonly framesPerSocket: number;
  readonly bytesPerSocket: number;
}

/** Milliseconds after the last update was sent in which those that are late may come. */
const MOST_LATE_MS = 8_000;

/** People in a room, of whom some send a small document update at a steady pace. */
export const fanout: Job<FanoutPlan, FanoutResult> = async (plan) => {
  const clients: LoadClient[] = [];
  for (let number = 0; number < plan.people; number++) {
    clients.push(await LoadClient.join(plan.wire, plan.room, number));
  }
  const movers = clients
    .slice(0, plan.movers)
    .map((client) => ({ client, mover: new Mover(client.clientId, client.number) }));
  const move = (index: number): void => {
    const entry = movers[index];
    if (entry === undefined) return;
    entry.client.send(entry.client.frames.update(entry.mover.next(performance.now())));
  };
  await atTheirPace({ ...plan, count: movers.length, seconds: WARM_SECONDS }, move);
  return async () => {
    const delays = new Histogram();
    const begin = performance.now();
    let sent = 0;
    let delivered = 0;
    let received = 0;
    for (const client of clients) {
      client.received = 0;
      client.receivedBytes = 0;
      client.onDocument = (frame, from) => {
        const now = performance.now();
        eachMove(frame, from, (number, sentAt) => {
          // A stock client's own updates come back to it.
          if (number === client.number) return;
          received += 1;
          if (sentAt < begin) return;
          delivered += 1;
          delays.add(now - sentAt);
        });
      };
    }
    await atTheirPace({ ...plan, count: movers.length }, (index) => {
      move(index);
      sent += 1;
    });
    const expected = sent * (plan.people - 1);
    await settled(
      () => delivered >= expected,
      () => received,
      { mostMs: MOST_LATE_MS },
    );
    for (const client of clients) client.assertAlive();
    const perSocket = (count: (client: LoadClient) => number): number =>
      clients.reduce((sum, client) => sum + count(client), 0) / clients.length;
    return {
      sent,
      delivered,
      expected,
      received,
      delay: delays.percentiles(),
      framesPerSocket: perSocket(({ received }) => received),
      bytesPerSocket: perSocket(({ receivedBytes }) => receivedBytes),
    };
  };
};
