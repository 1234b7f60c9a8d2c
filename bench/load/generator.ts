import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readUsage, type Usage } from "../../testkit/process-usage.ts";
import type { JobName, PlanOf, ResultOf } from "./jobs/jobs.ts";

const PROCESS = fileURLToPath(new URL("./process.ts", import.meta.url));

/** The result of a job, its cost to the server, and its cost to the load generator itself. */
export interface Measured<Result> {
  readonly result: Result;
  readonly milliseconds: number;
  readonly serverCpuMs: number;
  readonly before: Usage;
  readonly after: Usage;
  readonly load: { readonly cpuMs: number; readonly loopDelayMs: number };
}

/** Milliseconds after which a job is given up, whatever it waits for. */
const LIMIT_MS = 90_000;

/** Runs one job in a process of its own and measures the server while it works. */
export async function load<Name extends JobName>(
  name: Name,
  plan: PlanOf<Name>,
  serverPid: number,
  limitMs = LIMIT_MS,
): Promise<Measured<ResultOf<Name>>> {
  let before = readUsage(serverPid);
  const done = await runJob(name, plan, limitMs, () => {
    before = readUsage(serverPid);
  });
  const after = readUsage(serverPid);
  return {
    result: done.result,
    milliseconds: done.milliseconds,
    serverCpuMs: after.cpuMs - before.cpuMs,
    before,
    after,
    load: { cpuMs: done.cpuMs, loopDelayMs: done.loopDelayMs },
  };
}

/** The words of a job's process when it is done. */
interface Done<Result> {
  readonly result: Result;
  readonly milliseconds: number;
  readonly cpuMs: number;
  readonly loopDelayMs: number;
}

/** Runs one job in a process of its own. `onReady` is called when its clients are there, before it works. */
export async function runJob<Name extends JobName>(
  name: Name,
  plan: PlanOf<Name>,
  limitMs: number,
  onReady?: () => void,
): Promise<Done<ResultOf<Name>>> {
  const child = fork(PROCESS, [name, JSON.stringify(plan)], { serialization: "advanced" });
  const patience = setTimeout(() => child.kill("SIGKILL"), limitMs);
  try {
    await message(child, limitMs);
    onReady?.();
    child.send("go");
    return (await message(child, limitMs)) as Done<ResultOf<Name>>;
  } finally {
    clearTimeout(patience);
    child.kill("SIGKILL");
  }
}

function message(child: ChildProcess, limitMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null, signal: string | null): void =>
      reject(
        new Error(
          signal === "SIGKILL"
            ? `it was not done after ${limitMs / 1000} s`
            : `the load generator ended with ${code}; what it said stands above`,
        ),
      );
    child.once("exit", ended);
    child.once("message", (said) => {
      child.off("exit", ended);
      resolve(said);
    });
  });
}
