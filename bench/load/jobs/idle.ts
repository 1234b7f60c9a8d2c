import { setTimeout as pause } from "node:timers/promises";
import { LoadClient } from "../client.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

export interface IdlePlan {
  readonly wire: Wire;
  readonly sockets: number;
  readonly rooms: number;
  readonly seconds: number;
}

/** Many sockets over many rooms, on which nothing happens. */
export const idle: Job<IdlePlan, { readonly alive: number }> = async (plan) => {
  const clients: LoadClient[] = [];
  for (let number = 0; number < plan.sockets; number++) {
    clients.push(await LoadClient.join(plan.wire, `idle-${number % plan.rooms}`, number));
  }
  return async () => {
    await pause(plan.seconds * 1000);
    for (const client of clients) client.assertAlive();
    return { alive: clients.length };
  };
};
