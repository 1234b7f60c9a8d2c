import { setImmediate as nextTurn } from "node:timers/promises";
import { LoadClient } from "../client.ts";
import { eachMove, Mover } from "../moves.ts";
import { settled } from "../pace.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

export interface PipelinedPlan {
  readonly wire: Wire;
  readonly room: string;
  readonly clients: number;
  readonly seconds: number;
  /** Updates of one client that may be on their way to its neighbour. */
  readonly inFlight: number;
}

export interface PipelinedResult {
  readonly sent: number;
  readonly delivered: number;
  readonly expected: number;
  /** Updates that reached everybody else, a second, from the first send to the last receipt. */
  readonly updatesPerSecond: number;
}

/** Bytes that may wait in one socket. */
const MOST_WAITING = 64 * 1024;

/** Updates that a client sends before the next one has its turn. */
const STRIDE = 25;

/** Few clients that send as fast as what they sent arrives at their neighbour. */
export const pipelined: Job<PipelinedPlan, PipelinedResult> = async (plan) => {
  const clients: LoadClient[] = [];
  for (let number = 0; number < plan.clients; number++) {
    clients.push(await LoadClient.join(plan.wire, plan.room, number));
  }
  return async () => {
    const senders = clients.map((client) => ({
      client,
      mover: new Mover(client.clientId, client.number),
      sent: 0,
      seen: 0,
    }));
    let delivered = 0;
    let lastAt = 0;
    for (const client of clients) {
      const neighbour = (client.number + clients.length - 1) % clients.length;
      client.onDocument = (frame, from) => {
        eachMove(frame, from, (number) => {
          if (number === client.number) return;
          delivered += 1;
          const sender = senders[number];
          if (number === neighbour && sender !== undefined) sender.seen += 1;
        });
        lastAt = performance.now();
      };
    }
    const start = performance.now();
    const end = start + plan.seconds * 1000;
    while (performance.now() < end) {
      for (const sender of senders) {
        const room = plan.inFlight - (sender.sent - sender.seen);
        if (room <= 0 || sender.client.waiting > MOST_WAITING) continue;
        const { client, mover } = sender;
        client.together(() => {
          for (let count = Math.min(room, STRIDE); count > 0; count--) {
            client.send(client.frames.update(mover.next(performance.now())));
            sender.sent += 1;
          }
        });
      }
      await nextTurn();
    }
    const sent = senders.reduce((sum, sender) => sum + sender.sent, 0);
    const expected = sent * (clients.length - 1);
    await settled(
      () => delivered >= expected,
      () => delivered,
    );
    for (const client of clients) client.assertAlive();
    const updatesPerSecond = delivered / (clients.length - 1) / ((lastAt - start) / 1000);
    return { sent, delivered, expected, updatesPerSecond };
  };
};
