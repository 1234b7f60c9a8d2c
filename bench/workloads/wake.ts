import { load } from "../load/generator.ts";
import { stoaStock } from "../servers/stoa.ts";
import type { Workload } from "./options.ts";
import { eachServer, serving } from "./serving.ts";

const ROOMS = 20;

/** Longer than the ten seconds after which workerd lets an object sleep. */
const IDLE_SECONDS = 13;

/** The first update in a room that sleeps, beside others in the room that it woke. */
export const wake: Workload = async ({ report, peers }) => {
  const kinds = [stoaStock, ...peers.filter(({ sleeps }) => sleeps)];
  await eachServer(report, kinds, async (kind) => {
    await serving(kind, async ({ wire, pid }) => {
      const plan = { wire, rooms: ROOMS, idleSeconds: IDLE_SECONDS };
      const { result } = await load("wake", plan, pid);
      report.add({
        server: kind.name,
        rooms: ROOMS,
        "first after sleep, median ms": result.asleepMs,
        "worst ms": result.worstAsleepMs,
        "warm, median ms": result.warmMs,
        ratio: result.asleepMs / result.warmMs,
      });
    });
  });
};
