/** The takeable part of an update: what can be integrated now. It waits for nothing. */
import { ByteWriter } from "./byte-writer.ts";
import { decodingStored } from "./decode.ts";
import type { DecodedUpdate, Range, Run } from "./decoded-update.ts";
import { descending } from "./delete-set.ts";
import { DeletionReader } from "./deletion-reader.ts";
import { MinHeap } from "./min-heap.ts";
import { Reader } from "./reader.ts";
import { NOWHERE, StructReader } from "./struct.ts";
import type { Work } from "./work.ts";

/** Structs or deletions that are looked at between two pauses. */
const SLICE = 4_096;

/** An update, and of which of its clients nothing may be taken. */
export interface Source {
  /** It holds nothing that the document holds already (`Coverage.overlaps`). */
  readonly update: DecodedUpdate;
  isBlocked(client: number): boolean;
}

/** One client's structs, of which those before `clock` are taken. */
interface Line {
  readonly bytes: Uint8Array;
  readonly run: Run;
  readonly struct: StructReader;
  clock: number;
  structs: number;
  /** Other lines that wait until this one comes past a clock. */
  readonly waiting: MinHeap<Line>;
}

/** The next clock of a client in the document. */
type ClockOf = (client: number) => number;

/**
 * Takes of each client the longest beginning whose structs depend only on the
 * document or on what is taken with them. It takes the deletions of such clocks.
 * It leaves out structs that wait, structs that depend on them, and later clocks
 * of the same client. So no gap comes into the document. Costs time by the
 * updates' size, whatever their order.
 *
 * @param sources what one of them has of a client counts, the first that has any.
 */
export function* findingTakeable(
  sources: readonly Source[],
  clockOf: ClockOf,
): Work<DecodedUpdate> {
  const lines = linesOf(sources, clockOf);
  const ready = [...lines.values()];
  let left = SLICE;
  for (let line = ready.pop(); line !== undefined; line = ready.pop()) {
    while (!advance(line, lines, clockOf)) yield;
    if (--left === 0) {
      left = SLICE;
      yield;
    }
    while (line.waiting.least < line.clock) {
      const next = line.waiting.popMin();
      if (next !== undefined) ready.push(next);
    }
  }
  return yield* decodingStored(yield* writing(sources, lines, clockOf));
}

/** Only a client's first run can be taken: what follows on a gap waits. */
function linesOf(sources: readonly Source[], clockOf: ClockOf): Map<number, Line> {
  const lines = new Map<number, Line>();
  for (const { update, isBlocked } of sources) {
    const { bytes, runs } = update;
    for (const run of runs) {
      const { client, clock, from } = run;
      if (lines.has(client) || isBlocked(client) || clock > clockOf(client)) continue;
      const struct = new StructReader(new Reader(bytes));
      struct.reader.at = from;
      lines.set(client, { bytes, run, struct, clock, structs: 0, waiting: new MinHeap() });
    }
  }
  return lines;
}

/**
 * Takes what can be taken of a line; then it is at its end, waits in another line, or waits for ever.
 *
 * @returns false when it stands at none of these, because it was enough for one turn.
 */
function advance(line: Line, lines: ReadonlyMap<number, Line>, clockOf: ClockOf): boolean {
  const { struct, run } = line;
  const { reader } = struct;
  for (let left = SLICE; reader.at < run.to; left--) {
    if (left === 0) return false;
    const start = reader.at;
    struct.read();
    const obstacle =
      ahead(struct.leftClient, struct.leftClock, lines, clockOf) ??
      ahead(struct.rightClient, struct.rightClock, lines, clockOf) ??
      ahead(struct.parentClient, struct.parentClock, lines, clockOf);
    if (obstacle !== null) {
      reader.at = start;
      obstacle.line?.waiting.push(obstacle.clock, line);
      return true;
    }
    line.clock += struct.length;
    line.structs += 1;
  }
  return true;
}

/** Returns the missing dependency of a struct, and the line that may bring it; null when nothing is missing. */
function ahead(
  client: number,
  clock: number,
  lines: ReadonlyMap<number, Line>,
  clockOf: ClockOf,
): { readonly line: Line | null; readonly clock: number } | null {
  if (clock === NOWHERE || clock < clockOf(client)) return null;
  const line = lines.get(client);
  if (line === undefined) return { line: null, clock };
  return clock < line.clock ? null : { line, clock };
}

function* writing(
  sources: readonly Source[],
  lines: ReadonlyMap<number, Line>,
  clockOf: ClockOf,
): Work<Uint8Array> {
  const target = new ByteWriter(1_024);
  const taken = new Map([...lines].filter(([, { structs }]) => structs > 0));
  target.varUint(taken.size);
  for (const client of descending(taken)) {
    const line = taken.get(client);
    if (line === undefined) continue;
    const { bytes, run, struct, structs } = line;
    target.varUint(structs);
    target.varUint(client);
    target.varUint(run.clock);
    target.append(bytes.subarray(run.from, struct.reader.at));
    yield;
  }
  const known = new Map<number, Range[]>();
  for (const { update } of sources) {
    const deletions = new DeletionReader(update);
    for (let left = SLICE; deletions.next(); left--) {
      if (left === 0) {
        left = SLICE;
        yield;
      }
      const { client, clock } = deletions;
      const end = Math.min(deletions.end, taken.get(client)?.clock ?? clockOf(client));
      if (end <= clock) continue;
      const ranges = known.get(client);
      if (ranges === undefined) known.set(client, [{ client, clock, end }]);
      else ranges.push({ client, clock, end });
    }
  }
  target.varUint(known.size);
  for (const client of descending(known)) {
    const ranges = known.get(client) ?? [];
    target.varUint(client);
    target.varUint(ranges.length);
    for (const [at, { clock, end }] of ranges.entries()) {
      target.varUint(clock);
      target.varUint(end - clock);
      if (at % SLICE === SLICE - 1) yield;
    }
  }
  return target.written;
}
