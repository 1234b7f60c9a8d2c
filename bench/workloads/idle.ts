import { readUsage } from "../../testkit/process-usage.ts";
import { load } from "../load/generator.ts";
import { stoaStock } from "../servers/stoa.ts";
import type { Workload } from "./options.ts";
import { eachServer, serving } from "./serving.ts";

const SOCKETS = 1_000;
const ROOMS = 200;
const SECONDS = 8;

/** A thousand sockets over two hundred rooms, on which nothing happens. */
export const idle: Workload = async ({ report, peers }) => {
  await eachServer(report, [stoaStock, ...peers], async (kind) => {
    await serving(kind, async ({ wire, pid }) => {
      const empty = readUsage(pid);
      const plan = { wire, sockets: SOCKETS, rooms: ROOMS, seconds: SECONDS };
      const measured = await load("idle", plan, pid);
      report.add({
        server: kind.name,
        sockets: measured.result.alive,
        rooms: ROOMS,
        "MiB empty": empty.residentMiB,
        "MiB connected": measured.before.residentMiB,
        "MiB after idling": measured.after.residentMiB,
        "CPU ms a socket to connect": (measured.before.cpuMs - empty.cpuMs) / SOCKETS,
        "CPU ms a second while idle": measured.serverCpuMs / SECONDS,
      });
    });
  });
};
