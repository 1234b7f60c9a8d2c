/** The CPU time and memory of Stoa's own gc, beside what Yjs offers for the same. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { LOGS } from "./logs.ts";
import { type Cost, WAYS } from "./process.ts";

/** Prints a table. The ratios are to Stoa's gc. */
export async function runGc(): Promise<void> {
  console.log("| log | way | KiB before | KiB after | CPU ms | ratio | MiB at the peak | ratio |");
  console.log("|---|---|---:|---:|---:|---:|---:|---:|");
  for (const log of Object.keys(LOGS)) {
    let own: Cost | null = null;
    for (const way of Object.keys(WAYS)) {
      const cost = await measured(log, way);
      own ??= cost;
      const cells = [
        `${log}, ${cost.updates.toLocaleString("en")} updates`,
        way,
        (cost.bytesBefore / 1024).toFixed(0),
        (cost.bytesAfter / 1024).toFixed(0),
        cost.cpuMs.toFixed(0),
        (cost.cpuMs / own.cpuMs).toFixed(1),
        cost.peakMiB.toFixed(0),
        (cost.peakMiB / own.peakMiB).toFixed(1),
      ];
      console.log(`| ${cells.join(" | ")} |`);
    }
  }
}

async function measured(log: string, way: string): Promise<Cost> {
  const child = fork(new URL("process.ts", import.meta.url), [log, way], {
    execArgv: ["--expose-gc"],
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`${way} ended with ${code} before it told anything.`);
  });
  const [cost] = (await Promise.race([once(child, "message"), ended])) as [Cost];
  ended.catch(() => undefined);
  return cost;
}
