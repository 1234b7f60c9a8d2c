/** Trimming: cuts off what a document has already from the beginning of an update's runs, on bytes. */
import { ByteWriter } from "./byte-writer.ts";
import { ContentSplitter } from "./content-splitter.ts";
import type { DecodedUpdate, Run } from "./decoded-update.ts";
import { Reader } from "./reader.ts";
import { Content, HAS_KEY, HAS_ORIGIN, HAS_RIGHT_ORIGIN, NOWHERE, StructReader } from "./struct.ts";
import type { Work } from "./work.ts";

/** Structs that are looked at between two pauses. */
const SLICE = 4_096;

/**
 * An update without the structs that lie before these clocks, as `Y.diffUpdate`
 * makes it, which builds every value of the update. Each client's runs must
 * follow on these clocks and on one another. The deletions stay.
 */
export function* cuttingUpdate(
  update: DecodedUpdate,
  known: ReadonlyMap<number, number>,
): Work<Uint8Array> {
  const { bytes } = update;
  const target = new ByteWriter(bytes.byteLength + 64);
  yield;
  const isNew = ({ client, end }: Run): boolean => end > (known.get(client) ?? 0);
  const blocks = Map.groupBy(update.runs.filter(isNew), ({ client }) => client);
  target.varUint(blocks.size);
  for (const [client, [first, ...others]] of blocks) {
    if (first === undefined) continue;
    const begin = yield* findingBeginning(bytes, first, known.get(client) ?? 0);
    target.varUint(others.reduce((sum, { structs }) => sum + structs, begin.structs));
    target.varUint(client);
    target.varUint(begin.clock);
    if (begin.cut !== null) target.append(begin.cut);
    target.append(bytes.subarray(begin.from, first.to));
    for (const { from, to } of others) target.append(bytes.subarray(from, to));
  }
  target.append(bytes.subarray(update.deletionsFrom));
  return target.written;
}

/** Where what remains of a run begins. */
interface Beginning {
  readonly clock: number;
  /** The rest of a struct that begins before `clock`. */
  readonly cut: Uint8Array | null;
  /** Where the structs after it stand, and how many there are with it. */
  readonly from: number;
  readonly structs: number;
}

function* findingBeginning(bytes: Uint8Array, run: Run, known: number): Work<Beginning> {
  if (run.clock >= known)
    return { clock: run.clock, cut: null, from: run.from, structs: run.structs };
  const struct = new StructReader(new Reader(bytes));
  struct.reader.at = run.from;
  let clock = run.clock;
  let structs = run.structs;
  for (let left = SLICE; ; left--) {
    if (left === 0) {
      left = SLICE;
      yield;
    }
    struct.read();
    const end = clock + struct.length;
    if (end > known) {
      const cut = restOf(struct, run.client, clock, known);
      return { clock: known, cut, from: struct.reader.at, structs };
    }
    structs -= 1;
    clock = end;
    if (clock === known) return { clock, cut: null, from: struct.reader.at, structs };
  }
}

/** Returns the struct that was just read, from `known` on. */
function restOf(struct: StructReader, client: number, clock: number, known: number): Uint8Array {
  const { content } = struct;
  const length = clock + struct.length - known;
  const target = new ByteWriter(64);
  if (content === Content.Collected) {
    target.uint8(content);
    target.varUint(length);
    return target.written;
  }
  const hasRight = struct.rightClock !== NOWHERE;
  target.uint8(content | HAS_ORIGIN | (hasRight ? HAS_RIGHT_ORIGIN : 0) | (struct.info & HAS_KEY));
  target.varUint(client);
  target.varUint(known - 1);
  if (hasRight) {
    target.varUint(struct.rightClient);
    target.varUint(struct.rightClock);
  }
  if (content === Content.Deleted) {
    target.varUint(length);
    return target.written;
  }
  const splitter = new ContentSplitter(struct);
  splitter.take(known - clock);
  const rest = splitter.take(length);
  target.varUint(content === Content.Text ? rest.byteLength : length);
  target.append(rest);
  return target.written;
}
