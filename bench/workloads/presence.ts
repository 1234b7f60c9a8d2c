import { load } from "../load/generator.ts";
import type { ServerKind } from "../servers/server.ts";
import { stoaOwn, stoaStock } from "../servers/stoa.ts";
import type { Options, Workload } from "./options.ts";
import { eachServer, serving } from "./serving.ts";

const PER_SECOND = 20;

/** A hundred people whose pointers move twenty times a second; and a hundred hands that draw. */
export const presence: Workload = async (options) => {
  for (const people of options.people ?? [100]) {
    await eachServer(
      options.report,
      [stoaStock, stoaOwn, ...options.peers.filter(({ keeps }) => keeps)],
      (kind) => measure(kind, people, "pointers", options),
    );
    await eachServer(options.report, [stoaOwn], (kind) => measure(kind, people, "hands", options));
  }
};

async function measure(
  kind: ServerKind,
  people: number,
  what: "pointers" | "hands",
  { report, seconds }: Options,
): Promise<void> {
  await serving(kind, async ({ wire, pid }) => {
    const plan = { wire, room: "presence", people, perSecond: PER_SECOND, seconds, what };
    const measured = await load("presence", plan, pid);
    const { result, serverCpuMs } = measured;
    report.add({
      server: kind.name,
      what: what === "hands" ? "drawing hands" : "moving pointers",
      people,
      "positions sent": result.sent,
      "positions seen": result.seen,
      "server CPU ms per person and second": serverCpuMs / people / seconds,
      "server CPU ms per 1,000 seen": serverCpuMs / (result.seen / 1000),
      "p50 ms": result.delay.p50,
      "p95 ms": result.delay.p95,
      "p99 ms": result.delay.p99,
      "frames a second and socket": result.framesPerSocket / seconds,
      "kB a second and socket": result.bytesPerSocket / seconds / 1000,
      "peak MiB": measured.after.peakMiB,
      "load cores busy": measured.load.cpuMs / measured.milliseconds,
    });
  });
}
