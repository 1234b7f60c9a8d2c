import { readFileSync } from "node:fs";

/** The resources that a process has used so far, and holds now. */
export interface Usage {
  /** Time on a core, of all its threads, in user and kernel mode. */
  readonly cpuMs: number;
  readonly residentMiB: number;
  readonly peakMiB: number;
}

/** The kernel counts in hundredths of a second on every Linux that Node runs on (`getconf CLK_TCK`). */
const MS_PER_TICK = 10;

/** Reads what a process has used from `/proc`. */
export function readUsage(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is the name in brackets and may itself hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return {
    cpuMs: ticks * MS_PER_TICK,
    residentMiB: kibibytes(status, "VmRSS") / 1024,
    peakMiB: kibibytes(status, "VmHWM") / 1024,
  };
}

function kibibytes(status: string, field: string): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status);
  if (found === null) throw new Error(`/proc says no ${field}`);
  return Number(found[1]);
}
