/** The machine as one server sees it: free disk space, and descriptors of a process. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statfsSync } from "node:fs";
import { errorCode } from "../failure.ts";

/** Bytes of the disk under a folder, as far as this user may write them. */
export function diskOf(folder: string): { readonly free: number; readonly total: number } {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/**
 * How many descriptors a process of this user may have at most; workerd raises its own limit that far. Null where the
 * system sets no limit, or does not say.
 */
export function hardDescriptorLimit(): number | null {
  const said = spawnSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" }).stdout?.trim() ?? "";
  return /^\d+$/.test(said) ? Number(said) : null;
}

/** How many descriptors a process has, and may have. Null where there is no `/proc`, or no such process. */
export function descriptorsOf(pid: number): { used: number; limit: number } | null {
  try {
    const limits = readFileSync(`/proc/${pid}/limits`, "utf8");
    const limit = /^Max open files +(\d+)/m.exec(limits)?.[1];
    if (limit === undefined) return null;
    return { used: readdirSync(`/proc/${pid}/fd`).length, limit: Number(limit) };
  } catch (error) {
    // ENOENT: no such process, or no /proc. ESRCH and EACCES: it is just ending.
    if (["ENOENT", "ESRCH", "EACCES"].includes(errorCode(error) ?? "")) return null;
    throw error;
  }
}
