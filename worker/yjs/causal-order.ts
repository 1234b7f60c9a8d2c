/** Causal order: visits the structs of updates so that each comes after all that it depends on. */
import type { DecodedUpdate, Run } from "./decoded-update.ts";
import { MinHeap } from "./min-heap.ts";
import { Reader } from "./reader.ts";
import { NOWHERE, StructReader } from "./struct.ts";
import { finish, type Work } from "./work.ts";

/** One client's structs, of which those before `clock` have been visited. */
interface Line {
  readonly client: number;
  /** The runs that are still to come, the last one first. */
  readonly runs: { readonly run: Run; readonly bytes: Uint8Array }[];
  struct: StructReader;
  /** The run that is being read; null when nothing is left. */
  run: Run | null;
  clock: number;
  /** The lines that wait for this client to come past a clock. */
  readonly waiting: MinHeap<Line>;
}

/** Structs that are visited before others may have their turn. */
export const VISITED_AT_ONCE = 2_000;

export type Visit = (struct: StructReader, client: number, clock: number) => void;

/**
 * Visits the structs of these updates in causal order: each comes after all
 * that it depends on, as far as that is among them. That is the order in which
 * Yjs can integrate them. Needs memory for each client, not for each struct.
 *
 * @param visit is given a struct that holds only until it returns.
 * @returns false when there is no such order, because some wait for one another
 * in a circle: in every reader they would wait for ever.
 */
export function visitInOrder(updates: readonly DecodedUpdate[], visit: Visit): boolean {
  return finish(visitingInOrder(updates, visit));
}

/** Does the same in steps. */
export function* visitingInOrder(updates: readonly DecodedUpdate[], visit: Visit): Work<boolean> {
  const lines = linesOf(updates);
  const ready = [...lines.values()];
  let left = lines.size;
  const turn = { visits: 0 };
  for (let line = ready.pop(); line !== undefined; line = ready.pop()) {
    const obstacle = advance(line, lines, visit, turn);
    if (obstacle === "pause") {
      ready.push(line);
      turn.visits = 0;
      yield;
      continue;
    }
    if (obstacle === null) left -= 1;
    else obstacle.line.waiting.push(obstacle.clock, line);
    while (line.waiting.least < line.clock) {
      const next = line.waiting.popMin();
      if (next !== undefined) ready.push(next);
    }
  }
  return left === 0;
}

/** Visits the structs of an update with a single run, which wait for nothing in it. */
export function visitRun({ bytes, runs }: DecodedUpdate, visit: Visit): void {
  const [run] = runs;
  if (run === undefined) return;
  const struct = new StructReader(new Reader(bytes));
  struct.reader.at = run.from;
  for (let clock = run.clock; clock < run.end; clock += struct.length) {
    struct.read();
    visit(struct, run.client, clock);
  }
}

function linesOf(updates: readonly DecodedUpdate[]): Map<number, Line> {
  const lines = new Map<number, Line>();
  for (const { bytes, runs } of updates.toReversed()) {
    for (const run of runs.toReversed()) {
      const line = lines.get(run.client);
      if (line !== undefined) line.runs.push({ run, bytes });
      else lines.set(run.client, lineOf(run, bytes));
    }
  }
  for (const line of lines.values()) open(line);
  return lines;
}

function lineOf(run: Run, bytes: Uint8Array): Line {
  const struct = new StructReader(new Reader(bytes));
  return {
    client: run.client,
    runs: [{ run, bytes }],
    struct,
    run: null,
    clock: 0,
    waiting: new MinHeap(),
  };
}

/** Goes on to a line's next run. */
function open(line: Line): void {
  const next = line.runs.pop();
  line.run = next?.run ?? null;
  if (next === undefined) {
    line.clock = Number.POSITIVE_INFINITY;
    return;
  }
  line.struct = new StructReader(new Reader(next.bytes));
  line.struct.reader.at = next.run.from;
  line.clock = next.run.clock;
}

/**
 * Visits what can be visited of a line, until the turn is over. It counts the
 * visits to all lines, since two may wait for each other at every struct.
 *
 * @returns what it waits for, or null when it is done.
 */
function advance(
  line: Line,
  lines: ReadonlyMap<number, Line>,
  visit: Visit,
  turn: { visits: number },
): { readonly line: Line; readonly clock: number } | "pause" | null {
  while (line.run !== null) {
    if (turn.visits++ === VISITED_AT_ONCE) return "pause";
    const { struct, run } = line;
    const start = struct.reader.at;
    struct.read();
    const obstacle = obstacleOf(struct, lines);
    if (obstacle !== null) {
      struct.reader.at = start;
      return obstacle;
    }
    visit(struct, line.client, line.clock);
    line.clock += struct.length;
    if (struct.reader.at >= run.to) open(line);
  }
  return null;
}

function obstacleOf(
  { leftClient, leftClock, rightClient, rightClock, parentClient, parentClock }: StructReader,
  lines: ReadonlyMap<number, Line>,
): { readonly line: Line; readonly clock: number } | null {
  return (
    ahead(lines, leftClient, leftClock) ??
    ahead(lines, rightClient, rightClock) ??
    ahead(lines, parentClient, parentClock)
  );
}

function ahead(
  lines: ReadonlyMap<number, Line>,
  client: number,
  clock: number,
): { readonly line: Line; readonly clock: number } | null {
  if (clock === NOWHERE) return null;
  const line = lines.get(client);
  return line !== undefined && clock >= line.clock ? { line, clock } : null;
}
