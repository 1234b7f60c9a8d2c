import { readUsage } from "../../testkit/process-usage.ts";

/** The figures of a server so far, as its `/metrics` and the kernel tell. */
export interface Figures {
  readonly rows: number;
  readonly frames: number;
  readonly windows: number;
  readonly updates: number;
  readonly compactions: number;
  readonly cpuMs: number;
}

/** Reads the figures of a server whose `METRICS_TOKEN` is known. */
export async function readFigures(address: string, token: string, pid: number): Promise<Figures> {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(new URL("/metrics", address), { headers });
  if (!answer.ok) throw new Error(`/metrics answered ${answer.status}`);
  const text = await answer.text();
  const read = (name: string): number => {
    const value = new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1];
    if (value === undefined) throw new Error(`/metrics tells no ${name}`);
    return Number(value);
  };
  return {
    rows: read("stoa_rows_written_total"),
    frames: read("stoa_frames_in_total"),
    windows: read("stoa_windows_total"),
    updates: read("stoa_updates_total"),
    compactions: read("stoa_compactions_total"),
    cpuMs: readUsage(pid).cpuMs,
  };
}

/** The difference between two looks. */
export function between(before: Figures, after: Figures): Figures {
  return {
    rows: after.rows - before.rows,
    frames: after.frames - before.frames,
    windows: after.windows - before.windows,
    updates: after.updates - before.updates,
    compactions: after.compactions - before.compactions,
    cpuMs: after.cpuMs - before.cpuMs,
  };
}
