import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as v from "valibot";

const Position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The format of josephg/editing-traces: what one person typed, key by key. */
const TraceFile = v.object({
  startContent: v.string(),
  endContent: v.string(),
  txns: v.array(v.object({ patches: v.array(v.tuple([Position, Position, v.string()])) })),
});

/** One typed change: where, how many characters go, what comes. */
export type Patch = readonly [position: number, deleted: number, inserted: string];

/** An editing session: transactions of patches that lead from one text to another. */
export interface Trace {
  readonly startContent: string;
  readonly endContent: string;
  readonly transactions: readonly (readonly Patch[])[];
}

/** Reads a trace, gzipped or not. */
export function readTrace(file: string): Trace {
  const bytes = readFileSync(file);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const parsed: unknown = JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString("utf8"));
  const { startContent, endContent, txns } = v.parse(TraceFile, parsed);
  return { startContent, endContent, transactions: txns.map(({ patches }) => patches) };
}

/** How many changes a trace holds. */
export function countEdits(trace: Trace): number {
  return trace.transactions.reduce((sum, patches) => sum + patches.length, 0);
}
