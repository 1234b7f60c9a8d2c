/** One way to compact one log, in a process of its own, so that its memory is nobody else's. */
import { fileURLToPath } from "node:url";
import * as Y from "yjs";
import { gcUpdates } from "../../worker/yjs/gc.ts";
import { LOGS } from "./logs.ts";

/** How a log becomes one update without its deleted content. */
export const WAYS: Readonly<Record<string, (updates: Uint8Array[]) => Uint8Array>> = {
  "Stoa's gc": (updates) => gcUpdates(updates, "collect"),
  "merged by 200 into one Y.Doc": (updates) => encoded([mergedInGroups(updates)]),
  "each update into one Y.Doc": encoded,
};

/** The cost of one way. */
export interface Cost {
  readonly updates: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** Milliseconds of CPU: the middle one of `ROUNDS`. */
  readonly cpuMs: number;
  /** MiB that the process grew by at most. */
  readonly peakMiB: number;
}

const ROUNDS = 5;

/** Updates that are merged at once. */
const GROUP = 200;

/** Runs in the child: measures, and tells its parent. */
function measure(log: string, way: string): Cost {
  const updates = LOGS[log]?.() ?? [];
  const compact = WAYS[way];
  if (compact === undefined) throw new Error(`There is no way "${way}".`);
  globalThis.gc?.();
  const before = process.resourceUsage().maxRSS;
  let result = compact(updates);
  const peakMiB = (process.resourceUsage().maxRSS - before) / 1024;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = process.cpuUsage();
    result = compact(updates);
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1_000);
  }
  times.sort((a, b) => a - b);
  return {
    updates: updates.length,
    bytesBefore: updates.reduce((sum, { byteLength }) => sum + byteLength, 0),
    bytesAfter: result.byteLength,
    cpuMs: times[Math.floor(ROUNDS / 2)] ?? 0,
    peakMiB,
  };
}

/** All at once would take the square of their number. */
function mergedInGroups(updates: readonly Uint8Array[]): Uint8Array {
  const groups: Uint8Array[] = [];
  for (let from = 0; from < updates.length; from += GROUP) {
    groups.push(Y.mergeUpdates(updates.slice(from, from + GROUP)));
  }
  return Y.mergeUpdates(groups);
}

function encoded(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return Y.encodeStateAsUpdate(doc);
}

// The bench itself has the types from here, and may have a parent, too.
const [, program, log, way] = process.argv;
const isProgram = program === fileURLToPath(import.meta.url);
if (isProgram && log !== undefined && way !== undefined) {
  process.send?.(measure(log, way));
  process.disconnect();
}
