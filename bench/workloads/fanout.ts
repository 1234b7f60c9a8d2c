import { load } from "../load/generator.ts";
import type { ServerKind } from "../servers/server.ts";
import { stoaCompression, stoaOwn, stoaStock } from "../servers/stoa.ts";
import type { Options, Workload } from "./options.ts";
import { eachServer, serving } from "./serving.ts";

const PEOPLE = [20, 100, 300];
const FEW_MOVERS = 5;
const PER_SECOND = 20;

/** Deliveries a second above which one core cannot serve a frame for each: only Stoa is asked for more. */
const MOST_FOR_PEERS = 250_000;

/** People in a room of whom few or all send a small document update twenty times a second. */
export const fanout: Workload = async (options) => {
  const sizes = options.people ?? PEOPLE;
  for (const people of sizes) {
    for (const movers of new Set([Math.min(FEW_MOVERS, people), people])) {
      const kinds: readonly ServerKind[] = [
        stoaStock,
        stoaOwn,
        ...(people * movers * PER_SECOND <= MOST_FOR_PEERS ? options.peers : []),
      ];
      await eachServer(options.report, kinds, (kind) => measure(kind, people, movers, options));
    }
  }
};

/** The same crowd, with clients that offer compression as browsers do. */
export const compression: Workload = async (options) => {
  for (const people of options.people ?? [100]) {
    for (const movers of [FEW_MOVERS, people]) {
      const kinds = [stoaStock, ...stoaCompression];
      await eachServer(options.report, kinds, (kind) => measure(kind, people, movers, options));
    }
  }
};

async function measure(
  kind: ServerKind,
  people: number,
  movers: number,
  { report, seconds }: Options,
): Promise<void> {
  await serving(kind, async ({ wire, pid }) => {
    const plan = { wire, room: "fanout", people, movers, perSecond: PER_SECOND, seconds };
    const measured = await load("fanout", plan, pid);
    const { result, serverCpuMs } = measured;
    report.add({
      server: kind.name,
      people,
      moving: movers,
      deliveries: result.delivered,
      "lost or late": result.expected - result.delivered,
      "server CPU ms per 1,000 deliveries": serverCpuMs / (result.received / 1000),
      "server cores busy": serverCpuMs / measured.milliseconds,
      "p50 ms": result.delay.p50,
      "p95 ms": result.delay.p95,
      "p99 ms": result.delay.p99,
      "frames a second and socket": result.framesPerSocket / (measured.milliseconds / 1000),
      "peak MiB": measured.after.peakMiB,
      "load cores busy": measured.load.cpuMs / measured.milliseconds,
      "load loop p95 ms": measured.load.loopDelayMs,
    });
  });
}
