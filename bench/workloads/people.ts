import { load } from "../load/generator.ts";
import { stoaOwn, stoaStock } from "../servers/stoa.ts";
import type { Workload } from "./options.ts";
import { eachServer, serving } from "./serving.ts";

/** The updates of a stock client a second while somebody drags: each step is a document update. */
const STOCK_PER_SECOND = 20;

/** The same crowd twice: stock clients whose every step is an update, and our own, who draw and drag. */
export const people: Workload = async ({ report, people: sizes, seconds }) => {
  for (const count of sizes ?? [100]) {
    let stockCost: number | null = null;
    const crowd = { room: "people", people: count, seconds };
    await eachServer(report, [stoaStock], (kind) =>
      serving(kind, async ({ wire, pid }) => {
        const plan = { ...crowd, wire, movers: count, perSecond: STOCK_PER_SECOND };
        const measured = await load("fanout", plan, pid);
        const { result, serverCpuMs } = measured;
        stockCost = serverCpuMs / count / seconds;
        report.add({
          server: kind.name,
          people: count,
          "server CPU ms per person and second": stockCost,
          "of the stock clients'": 1,
          "updates sent a second": result.sent / seconds,
          "movements seen": result.delivered,
          "lost or late": result.expected - result.delivered,
          "p50 ms": result.delay.p50,
          "p95 ms": result.delay.p95,
          "frames a second and socket": result.framesPerSocket / seconds,
          "kB a second and socket": result.bytesPerSocket / seconds / 1000,
          "load cores busy": measured.load.cpuMs / measured.milliseconds,
          "load loop p95 ms": measured.load.loopDelayMs,
        });
      }),
    );
    await eachServer(report, [stoaOwn], (kind) =>
      serving(kind, async ({ wire, pid }) => {
        const measured = await load("people", { ...crowd, wire }, pid);
        const { result, serverCpuMs } = measured;
        const cost = serverCpuMs / count / seconds;
        report.add({
          server: "Stoa, own clients that draw and drag",
          people: count,
          "server CPU ms per person and second": cost,
          "of the stock clients'": stockCost === null ? null : cost / stockCost,
          "updates sent a second": result.updates / seconds,
          "gestures sent a second": result.gestures / seconds,
          "presence sent a second": result.presence / seconds,
          "movements seen": result.seen,
          "lost or late": result.expected - result.seen,
          "seen by the one who saw least": result.leastSeen,
          "p50 ms": result.delay.p50,
          "p95 ms": result.delay.p95,
          "frames a second and socket": result.framesPerSocket / seconds,
          "kB a second and socket": result.bytesPerSocket / seconds / 1000,
          "load cores busy": measured.load.cpuMs / measured.milliseconds,
          "load loop p95 ms": measured.load.loopDelayMs,
        });
      }),
    );
  }
};
