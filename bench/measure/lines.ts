import * as v from "valibot";

const rowSchema = v.record(v.string(), v.nullable(v.union([v.string(), v.number()])));

const machineSchema = v.object({
  /** When it began: ISO 8601. */
  date: v.string(),
  processor: v.string(),
  cores: v.number(),
  memoryGiB: v.number(),
  kernel: v.string(),
  node: v.string(),
  /** Of the last 1, 5 and 15 minutes: what else the machine had to do. */
  loadAverages: v.string(),
});

const serverSchema = v.object({ name: v.string(), version: v.string(), durability: v.string() });

/** One line that a measurement prints, and that is kept in `bench/results.jsonl`. */
const lineSchema = v.variant("kind", [
  v.object({
    kind: v.literal("begin"),
    run: v.string(),
    command: v.string(),
    machine: machineSchema,
  }),
  v.object({ kind: v.literal("server"), run: v.string(), server: serverSchema }),
  v.object({ kind: v.literal("row"), run: v.string(), row: rowSchema }),
  v.object({ kind: v.literal("failed"), run: v.string(), server: v.string(), why: v.string() }),
  v.object({
    kind: v.literal("end"),
    run: v.string(),
    loadAverages: v.string(),
  }),
]);

export type Line = v.InferOutput<typeof lineSchema>;

/** One measurement: what stands in a row of a table. */
export type Row = v.InferOutput<typeof rowSchema>;

/** Where and when something was measured. */
export type Machine = v.InferOutput<typeof machineSchema>;

/** The measured server, and its promises. */
export type ServerFacts = v.InferOutput<typeof serverSchema>;

/** One workload, from its command to its end. */
export interface Run {
  readonly run: string;
  readonly command: string;
  readonly machine: Machine;
  readonly servers: readonly ServerFacts[];
  readonly rows: readonly Row[];
  readonly failures: readonly { readonly server: string; readonly why: string }[];
  readonly loadsAtEnd: string;
}

/**
 * Reads JSON lines into runs. Of several runs with one name the latest counts; one without an end was
 * cut off and does not.
 *
 * @throws when a line is none of ours.
 */
export function readRuns(text: string): ReadonlyMap<string, Run> {
  const runs = new Map<string, Run>();
  let lines: Line[] = [];
  for (const written of text.split("\n").filter((each) => each !== "")) {
    const line = v.parse(lineSchema, JSON.parse(written));
    if (line.kind === "begin") lines = [];
    lines.push(line);
    const run = line.kind === "end" ? wholeRun(lines) : null;
    if (run !== null) runs.set(run.run, run);
  }
  return runs;
}

/** Lines as a run; `null` when they have no beginning or no end. */
export function wholeRun(lines: readonly Line[]): Run | null {
  const begin = lines.find((line) => line.kind === "begin");
  const end = lines.find((line) => line.kind === "end");
  if (begin === undefined || end === undefined) return null;
  return {
    run: begin.run,
    command: begin.command,
    machine: begin.machine,
    servers: lines.flatMap((line) => (line.kind === "server" ? [line.server] : [])),
    rows: lines.flatMap((line) => (line.kind === "row" ? [line.row] : [])),
    failures: lines.flatMap((line) => (line.kind === "failed" ? [line] : [])),
    loadsAtEnd: end.loadAverages,
  };
}
