import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readUsage, type Usage } from "../measure/process.ts";
import type { JobName, PlanOf, ResultOf } from "./jobs/jobs.ts";

const PROCESS = fileURLToPath(new URL("./process.ts", import.meta.url));

/** What a job did, what it cost the server, and what it cost the load generator itself. */
export interface Measured<Result> {
  readonly result: Result;
  readonly milliseconds: number;
  readonly serverCpuMs: number;
  readonly before: Usage;
  readonly after: Usage;
  readonly load: { readonly cpuMs: number; readonly loopDelayMs: number };
}

/** Runs one job in a process of its own and measures the server while it works. */
export async function load<Name extends JobName>(
  name: Name,
  plan: PlanOf<Name>,
  serverPid: number,
): Promise<Measured<ResultOf<Name>>> {
  const child = fork(PROCESS, [name, JSON.stringify(plan)], { serialization: "advanced" });
  try {
    await message(child);
    const before = readUsage(serverPid);
    child.send("go");
    const done = (await message(child)) as {
      result: ResultOf<Name>;
      milliseconds: number;
      cpuMs: number;
      loopDelayMs: number;
    };
    const after = readUsage(serverPid);
    return {
      result: done.result,
      milliseconds: done.milliseconds,
      serverCpuMs: after.cpuMs - before.cpuMs,
      before,
      after,
      load: { cpuMs: done.cpuMs, loopDelayMs: done.loopDelayMs },
    };
  } finally {
    child.kill("SIGKILL");
  }
}

function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void =>
      reject(new Error(`the load generator ended with ${code}; what it said stands above`));
    child.once("exit", ended);
    child.once("message", (said) => {
      child.off("exit", ended);
      resolve(said);
    });
  });
}
