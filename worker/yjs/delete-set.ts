/** Delete sets: read, written and joined. They know nothing of structs. */
import * as decoding from "lib0/decoding";
import { ByteWriter } from "./byte-writer.ts";
import { ClockRanges } from "./clock-ranges.ts";
import type { DecodedUpdate, Range } from "./decoded-update.ts";
import { DeletionReader } from "./deletion-reader.ts";
import { largeContentsOf, noteLargeContents } from "./large-contents.ts";
import { finish, type Work } from "./work.ts";

/** Clients in the order in which Yjs writes them, on which its own merging relies. */
export function descending(clients: ReadonlyMap<number, unknown>): number[] {
  return [...clients.keys()].sort((a, b) => b - a);
}

/** Writes ranges as a Yjs V1 delete set: client, count, then clock and length of each. */
export function writeRanges(target: ByteWriter, deleted: ReadonlyMap<number, ClockRanges>): void {
  finish(writingRanges(target, deleted));
}

/** Does the same as a work that can be interrupted. */
export function* writingRanges(
  target: ByteWriter,
  deleted: ReadonlyMap<number, ClockRanges>,
): Work {
  target.varUint(deleted.size);
  let left = SLICE;
  for (const client of descending(deleted)) {
    const ranges = deleted.get(client);
    target.varUint(client);
    target.varUint(ranges?.size ?? 0);
    const cursor = ranges?.cursor();
    while (cursor?.next() === true) {
      target.varUint(cursor.start);
      target.varUint(cursor.end - cursor.start);
      if (--left === 0) {
        left = SLICE;
        yield;
      }
    }
  }
}

/** Reads what `writeRanges` has written, as a work that can be interrupted. */
export function* readingRanges(decoder: decoding.Decoder): Work<Map<number, ClockRanges>> {
  const deleted = new Map<number, ClockRanges>();
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder);
    const bounds: number[] = [];
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      if (count % SLICE === 0) yield;
      const start = decoding.readVarUint(decoder);
      bounds.push(start, start + decoding.readVarUint(decoder));
    }
    deleted.set(client, ClockRanges.ofSorted(bounds));
  }
  return deleted;
}

/** Deletions that are gone through between two pauses: some milliseconds' work in the worst order. */
const SLICE = 4_096;

/** Returns the deletions of these updates, all together. */
export function deletionsOf(updates: readonly DecodedUpdate[]): Map<number, ClockRanges> {
  return finish(gatheringDeletions(updates));
}

/** Does the same as a work that can be interrupted. */
export function* gatheringDeletions(
  updates: readonly DecodedUpdate[],
): Work<Map<number, ClockRanges>> {
  const deleted = new Map<number, ClockRanges>();
  for (const update of updates) yield* addingDeletions(deleted, update);
  return deleted;
}

/** Adds ranges of clocks, in whatever order they come. */
export function addRanges(deleted: Map<number, ClockRanges>, ranges: readonly Range[]): void {
  for (const { client, clock, end } of ranges) rangesOf(deleted, client).add(clock, end);
}

/** Does the same as a work that can be interrupted. */
export function* addingRanges(deleted: Map<number, ClockRanges>, ranges: readonly Range[]): Work {
  for (const [at, { client, clock, end }] of ranges.entries()) {
    rangesOf(deleted, client).add(clock, end);
    if (at % SLICE === SLICE - 1) yield;
  }
}

/** An update, as far as it deletes something. */
export type Deletions = Pick<DecodedUpdate, "bytes" | "deletionsFrom" | "deletionCount">;

/** Adds what an update deletes, in whatever order it does. */
export function addDeletions(deleted: Map<number, ClockRanges>, update: Deletions): void {
  if (update.deletionCount > 0) finish(addingDeletions(deleted, update));
}

/** Does the same as a work that can be interrupted. */
export function* addingDeletions(deleted: Map<number, ClockRanges>, update: Deletions): Work {
  const deletions = new DeletionReader(update);
  let client = -1;
  let ranges: ClockRanges | null = null;
  for (let left = SLICE; deletions.next(); left--) {
    if (left === 0) {
      left = SLICE;
      yield;
    }
    if (ranges === null || deletions.client !== client) {
      client = deletions.client;
      ranges = rangesOf(deleted, client);
    }
    ranges.add(deletions.clock, deletions.end);
  }
}

function rangesOf(deleted: Map<number, ClockRanges>, client: number): ClockRanges {
  let ranges = deleted.get(client);
  if (ranges === undefined) {
    ranges = new ClockRanges();
    deleted.set(client, ranges);
  }
  return ranges;
}

/**
 * An update with its deletions in order, and each clock once. A reader keeps
 * deletions that it has to wait for in another coding (V2). Yjs 13.6 writes
 * that wrongly when they overlap or come in no order, and later deletes other
 * items than these.
 */
export function* deletionsInOrder(update: DecodedUpdate): Work<DecodedUpdate> {
  const deleted = yield* gatheringDeletions([update]);
  yield;
  const target = new ByteWriter(update.bytes.byteLength + 64);
  target.append(update.bytes.subarray(0, update.deletionsFrom));
  yield* writingRanges(target, deleted);
  let deletionCount = 0;
  for (const ranges of deleted.values()) deletionCount += ranges.size;
  const bytes = target.written;
  const larges = largeContentsOf(update.bytes);
  if (larges !== undefined) noteLargeContents(bytes, larges);
  return { ...update, bytes, deletionCount };
}
