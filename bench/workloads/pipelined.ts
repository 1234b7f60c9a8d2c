import { load } from "../load/generator.ts";
import { stoaOwn, stoaStock } from "../servers/stoa.ts";
import type { Workload } from "./options.ts";
import { eachServer, serving } from "./serving.ts";

const CLIENTS = 10;
const IN_FLIGHT = 1_000;

/** Ten clients that send as fast as what they sent comes through. */
export const pipelined: Workload = async ({ report, peers, seconds }) => {
  await eachServer(report, [stoaStock, stoaOwn, ...peers], async (kind) => {
    await serving(kind, async ({ wire, pid }) => {
      const plan = { wire, room: "pipelined", clients: CLIENTS, seconds, inFlight: IN_FLIGHT };
      const measured = await load("pipelined", plan, pid);
      const { result, serverCpuMs } = measured;
      report.add({
        server: kind.name,
        clients: CLIENTS,
        updates: result.sent,
        "lost or late": result.expected - result.delivered,
        "updates a second": Math.round(result.updatesPerSecond),
        "server CPU ms per 1,000 updates": serverCpuMs / (result.sent / 1000),
        "server cores busy": serverCpuMs / measured.milliseconds,
        "peak MiB": measured.after.peakMiB,
        "load cores busy": measured.load.cpuMs / measured.milliseconds,
      });
    });
  });
};
