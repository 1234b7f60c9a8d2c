/** Delay: how late an edit is, and how much of that the server itself worked. */
import { readFileSync } from "node:fs";

/** The delay of an edit, in milliseconds. */
export interface Delay {
  /** From when it was sent until the other person had it. */
  readonly ms: number;
  /**
   * CPU time of the server's thread meanwhile. The rest is the load generator's, which has the same two cores, or
   * other programs'.
   */
  readonly serverMs: number;
}

/** Milliseconds of CPU that the first thread of a process has had, in which the runtime serves all rooms. Linux only. */
export function threadMs(pid: number): number {
  const [ran] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "latin1").split(" ");
  return Number(ran) / 1e6;
}
