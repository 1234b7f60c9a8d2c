/** The workload `wake`: the first update in a room that sleeps, beside another in the room that it woke. */
import { load } from "../load/generator.ts";
import { quantile } from "../measure/quantile.ts";
import { stoaStock } from "../servers/stoa.ts";
import type { Workload } from "./options.ts";
import { eachServer, serving } from "./serving.ts";

const ROOMS = 60;

/** Wakes since the server's start that are also told apart: they run code for the first time. */
const FIRST = 10;

/** Milliseconds after which the load is given up; it takes 83 s. */
const LIMIT_MS = 150_000;

export const wake: Workload = async ({ report, peers }) => {
  const kinds = [stoaStock, ...peers.filter(({ sleeps }) => sleeps)];
  await eachServer(report, kinds, async (kind) => {
    await serving(kind, async ({ wire, pid }) => {
      const { result } = await load("wake", { wire, rooms: ROOMS }, pid, LIMIT_MS);
      const { asleepMs, warmMs } = result;
      const median = quantile(asleepMs, 0.5);
      const warm = quantile(warmMs, 0.5);
      report.add({
        server: kind.name,
        rooms: ROOMS,
        wakes: asleepMs.length,
        "first after sleep, median ms": median,
        "p25 ms": quantile(asleepMs, 0.25),
        "p75 ms": quantile(asleepMs, 0.75),
        "first ten, median ms": quantile(asleepMs.slice(0, FIRST), 0.5),
        "warm, median ms": warm,
        ratio: median / warm,
      });
    });
  });
};
