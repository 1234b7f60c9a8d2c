/** Garbage collection: drops the deleted content of a document, as Yjs does, on bytes. */
import { ByteWriter } from "./byte-writer.ts";
import { ClockRanges } from "./clock-ranges.ts";
import { ContentSplitter, contentStart } from "./content-splitter.ts";
import { decodingStored } from "./decode.ts";
import type { DecodedUpdate } from "./decoded-update.ts";
import { addingRanges, descending, gatheringDeletions, writingRanges } from "./delete-set.ts";
import { DeletedSubtrees } from "./deleted-subtrees.ts";
import { chain, type Link, merging } from "./merge.ts";
import { Reader } from "./reader.ts";
import { Content, StructReader } from "./struct.ts";
import { Part, StructWriter } from "./struct-writer.ts";
import { finish, type Work } from "./work.ts";

/** How much a compaction does: `collect` drops deleted content, and takes its time. */
export type Depth = "collect" | "merge";

/** Is told why updates could not be collected; when it returns, they are merged. */
export type WhenFails = (error: unknown) => void;

function rethrow(error: unknown): never {
  throw error;
}

/**
 * One update that holds the content of all of these, given in order. `collect`
 * drops deleted content; an update at which that fails is merged.
 */
export function gcUpdates(
  updates: readonly Uint8Array[],
  depth: Depth,
  whenFails: WhenFails = rethrow,
): Uint8Array {
  return finish(gcInTurns(updates, depth, whenFails));
}

/** Does the same as a work that can be interrupted. */
export function* gcInTurns(
  updates: readonly Uint8Array[],
  depth: Depth,
  whenFails: WhenFails = rethrow,
): Work<Uint8Array> {
  const decoded: DecodedUpdate[] = [];
  for (const update of updates) {
    decoded.push(yield* decodingStored(update));
    yield;
  }
  if (depth === "merge") return yield* merging(decoded);
  try {
    const collected = yield* gc(decoded);
    if (collected !== null) return collected.update;
    const merged = yield* merging(decoded);
    return (yield* gc([yield* decodingStored(merged)]))?.update ?? merged;
  } catch (error) {
    whenFails(error);
    return yield* merging(decoded);
  }
}

/** A document of which deleted content was dropped. */
export interface Collected {
  readonly update: Uint8Array;
  /** How many items went, or changed, because no Yjs client writes such. */
  readonly healed: number;
}

/**
 * Does on bytes what Yjs does in a document (`Item.gc`). The content of a deleted item goes,
 * and an item in a deleted type leaves only its clocks. Items that were written or deleted
 * in one go become one struct. It builds no document. So it takes memory by the bytes, and
 * time by the bytes and the logarithm of the structs, whatever they say.
 *
 * @param broken clocks of items that go because they break a rule, with what depends on
 *   them.
 * @returns null when the updates hold some clocks twice, or leave some out.
 */
export function collect(
  updates: readonly DecodedUpdate[],
  broken: ReadonlyMap<number, ClockRanges> = new Map(),
): Collected | null {
  return finish(gc(updates, broken));
}

/** Does the same as a work that can be interrupted. */
export function* gc(
  updates: readonly DecodedUpdate[],
  broken: ReadonlyMap<number, ClockRanges> = new Map(),
): Work<Collected | null> {
  const chains = chain(updates);
  if (chains === null) return null;
  const deleted = yield* gatheringDeletions(updates);
  const subtrees = new DeletedSubtrees();
  yield* subtrees.visiting(updates, deleted, broken);
  yield* addingRanges(deleted, subtrees.hidden);
  const target = new ByteWriter(updates.reduce((sum, { bytes }) => sum + bytes.byteLength, 64));
  target.varUint(chains.size);
  for (const client of descending(chains)) {
    const links = chains.get(client) ?? [];
    const writer = new StructWriter(client, target);
    yield* writeLive(writer, {
      client,
      links,
      deleted: deleted.get(client) ?? new ClockRanges(),
      subtrees,
    });
    writer.end();
  }
  yield* addingRanges(deleted, subtrees.inDeletedParent);
  yield* writingRanges(target, deleted);
  return { update: target.written, healed: subtrees.healed };
}

/** One client's structs, and the known facts about them. */
interface Line {
  readonly client: number;
  readonly links: readonly Link[];
  readonly deleted: ClockRanges;
  readonly subtrees: DeletedSubtrees;
}

/** Structs that are written between two pauses. */
const SLICE = 2_048;

/** Writes a client's structs without the content that was deleted. */
function* writeLive(writer: StructWriter, { client, links, deleted, subtrees }: Line): Work {
  const ranges = deleted.cursor();
  let hasRange = ranges.next();
  let sincePause = 0;
  const part = new Part();
  for (const { run, bytes } of links) {
    const struct = new StructReader(new Reader(bytes));
    struct.reader.at = run.from;
    let clock = run.clock;
    while (clock < run.end) {
      struct.read();
      const end = clock + struct.length;
      const isInDeleted = subtrees.isInDeletedParent(client, clock);
      const isEmpty = isInDeleted || holdsNothing(struct.content);
      let splitter: ContentSplitter | null = null;
      beginPart(part, struct);
      part.isKeyed = subtrees.isKeyed(client, clock);
      for (let from = clock; from < end; ) {
        if (++sincePause >= SLICE) {
          sincePause = 0;
          yield;
        }
        while (hasRange && ranges.end <= from) hasRange = ranges.next();
        const start = hasRange ? ranges.start : end;
        const isDeleted = start <= from;
        const to = isEmpty ? end : Math.min(end, isDeleted ? ranges.end : start);
        const remains = isDeleted ? Content.Deleted : struct.content;
        part.content = isInDeleted ? Content.Collected : isEmpty ? struct.content : remains;
        part.clock = from;
        part.length = to - from;
        if (from > clock) {
          part.leftClient = client;
          part.leftClock = from - 1;
        }
        if (to < end) splitter ??= new ContentSplitter(struct);
        if (splitter === null) {
          part.bytes = bytes;
          part.from = contentStart(struct);
          part.to = struct.reader.at;
        } else {
          splitter.cut(to - from);
          part.bytes = splitter.bytes;
          part.from = splitter.from;
          part.to = splitter.to;
        }
        if (holdsNothing(part.content)) part.to = part.from;
        writer.add(part);
        from = to;
      }
      clock = end;
    }
  }
}

/** Is this a content of which there is nothing to drop? */
function holdsNothing(content: number): boolean {
  return content === Content.Collected || content === Content.Deleted;
}

/** Fills in where the struct that was just read lies. */
function beginPart(part: Part, struct: StructReader): void {
  part.leftClient = struct.leftClient;
  part.leftClock = struct.leftClock;
  part.rightClient = struct.rightClient;
  part.rightClock = struct.rightClock;
  part.parentBytes = struct.reader.bytes;
  part.parentFrom = struct.parentFrom;
  part.parentTo = struct.contentFrom;
}
