import { monitorEventLoopDelay } from "node:perf_hooks";
import { type JobName, jobs } from "./jobs/jobs.ts";

/** The load generator's process: connects, says that it is ready, works when told to, says what came of it. */
/** The monitor counts its own interval into what it calls delay. */
const SAMPLE_MS = 5;

const [name, plan] = process.argv.slice(2);
if (name === undefined || plan === undefined) throw new Error("which job, with what plan?");
const prepare = jobs[name as JobName] as (plan: unknown) => Promise<() => Promise<unknown>>;
const run = await prepare(JSON.parse(plan));

process.once("message", () => void work());
// The process that started this one has gone.
process.once("disconnect", () => process.exit(1));
process.send?.({ ready: true });

async function work(): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  delay.enable();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await run();
  const used = process.cpuUsage(cpu);
  process.send?.(
    {
      result,
      milliseconds: performance.now() - start,
      cpuMs: (used.user + used.system) / 1000,
      loopDelayMs: Math.max(0, delay.percentile(95) / 1e6 - SAMPLE_MS),
    },
    () => process.exit(0),
  );
}
