import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { errorCode } from "../failure.ts";

/** A running process as one can recognise it again: pids are reused, start times are not. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
  readonly commandLine: string;
}

/** Identifies the process under this pid now; null when there is none. */
export function identify(pid: number): ProcessIdentity | null {
  return process.platform === "linux" ? identifyByProc(pid) : identifyByPs(pid);
}

/** True while exactly this process lives. */
export function isStillRunning(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now !== null && now.startedAt === identity.startedAt;
}

/** Linux: slim images have no `ps`. */
function identifyByProc(pid: number): ProcessIdentity | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
    // The second field is the program's name in brackets and may hold anything; count from its end.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state] = fields;
    const startTime = fields[19]; // Field 22 of proc(5): clock ticks since boot.
    if (startTime === undefined || state === "Z" || state === "X") return null;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return { pid, startedAt: `${boot}/${startTime}`, commandLine };
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ESRCH") return null;
    throw error;
  }
}

function identifyByPs(pid: number): ProcessIdentity | null {
  const ask = (column: string): string =>
    spawnSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  const startedAt = ask("lstart");
  return startedAt === "" ? null : { pid, startedAt, commandLine: ask("args") };
}
