import { setTimeout as pause } from "node:timers/promises";
import { LoadClient } from "../client.ts";
import { eachMove, Mover } from "../moves.ts";
import { atTheirPace } from "../pace.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

export interface KillPlan {
  readonly wire: Wire;
  readonly room: string;
  readonly people: number;
  readonly perSecond: number;
  /** Seconds for which they work before the server is killed in the middle of it. */
  readonly seconds: number;
  /** The server's process. */
  readonly pid: number;
}

/** The edits that one person had been promised when the server died. */
export interface Promised {
  readonly clientId: number;
  readonly sent: number;
  /** Updates that somebody else had seen. */
  readonly seen: number;
  /** Updates that the room had acknowledged; 0 where there is no such thing. */
  readonly acknowledged: number;
}

/** Milliseconds in which what a killed server's kernel still holds has come. */
const LAST_MS = 300;

/** People who work in one room until its server is killed under their hands. */
export const kill: Job<KillPlan, readonly Promised[]> = async (plan) => {
  const clients: LoadClient[] = [];
  for (let number = 0; number < plan.people; number++) {
    clients.push(await LoadClient.join(plan.wire, plan.room, number));
  }
  return async () => {
    const sent = clients.map(() => 0);
    const movers = clients.map(({ clientId, number }) => new Mover(clientId, number));
    /** By observer and author. Each author's updates come in order, so that their number says which they are. */
    const seen = clients.map(() => clients.map(() => 0));
    for (const [observer, client] of clients.entries()) {
      client.onDocument = (frame, from) =>
        eachMove(frame, from, (author) => {
          const by = seen[observer];
          if (by !== undefined && author !== observer) by[author] = (by[author] ?? 0) + 1;
        });
    }
    const pace = { count: clients.length, perSecond: plan.perSecond, seconds: plan.seconds };
    await atTheirPace(pace, (index) => {
      const mover = movers[index];
      if (mover === undefined) return;
      clients[index]?.send(clients[index].frames.update(mover.next(performance.now())));
      sent[index] = (sent[index] ?? 0) + 1;
    });
    process.kill(plan.pid, "SIGKILL");
    await pause(LAST_MS);
    return clients.map((client, author) => ({
      clientId: client.clientId,
      sent: sent[author] ?? 0,
      seen: Math.max(...seen.map((by) => by[author] ?? 0)),
      // The first frame that is counted is the answer to the room's step 1.
      acknowledged: Math.max(0, client.acknowledged - 1),
    }));
  };
};
