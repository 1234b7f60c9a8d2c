/** Delete sets: read, written and joined. They know nothing of structs. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { ClockRanges } from "./clock-ranges.ts";
import type { DecodedUpdate, Range } from "./decode.ts";
import { finish, type Work } from "./work.ts";

/** Clients in the order in which Yjs writes them, on which its own merging relies. */
export function descending(clients: ReadonlyMap<number, unknown>): number[] {
  return [...clients.keys()].sort((a, b) => b - a);
}

/** Writes ranges as a Yjs V1 delete set: client, count, then clock and length of each. */
export function writeRanges(
  encoder: encoding.Encoder,
  deleted: ReadonlyMap<number, ClockRanges>,
): void {
  encoding.writeVarUint(encoder, deleted.size);
  for (const client of descending(deleted)) {
    const bounds: ArrayLike<number> = deleted.get(client)?.bounds() ?? [];
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, bounds.length / 2);
    for (let at = 0; at < bounds.length; at += 2) {
      const start = bounds[at] ?? 0;
      encoding.writeVarUint(encoder, start);
      encoding.writeVarUint(encoder, (bounds[at + 1] ?? 0) - start);
    }
  }
}

/** Reads what `writeRanges` has written. */
export function readRanges(decoder: decoding.Decoder): Map<number, ClockRanges> {
  const deleted = new Map<number, ClockRanges>();
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder);
    const bounds: number[] = [];
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      const start = decoding.readVarUint(decoder);
      bounds.push(start, start + decoding.readVarUint(decoder));
    }
    deleted.set(client, ClockRanges.ofSorted(bounds));
  }
  return deleted;
}

/** Deletions that are added between two pauses: some milliseconds' work in the worst order. */
const SLICE = 4_096;

/** The deletions of these updates, all together. */
export function deletionsOf(updates: readonly DecodedUpdate[]): Map<number, ClockRanges> {
  return finish(gatheringDeletions(updates));
}

/** The same as a work that can be interrupted. */
export function* gatheringDeletions(
  updates: readonly DecodedUpdate[],
): Work<Map<number, ClockRanges>> {
  const deleted = new Map<number, ClockRanges>();
  yield* addingDeletions(
    deleted,
    updates.flatMap(({ deletions }) => deletions),
  );
  return deleted;
}

/** Adds deletions, in whatever order they come. */
export function addDeletions(deleted: Map<number, ClockRanges>, deletions: readonly Range[]): void {
  for (const { client, clock, end } of deletions) rangesOf(deleted, client).add(clock, end);
}

/** The same as a work that can be interrupted. */
export function* addingDeletions(
  deleted: Map<number, ClockRanges>,
  deletions: readonly Range[],
): Work {
  for (let from = 0; from < deletions.length; from += SLICE) {
    addDeletions(deleted, deletions.slice(from, from + SLICE));
    yield;
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
  const encoder = encoding.createEncoder();
  encoding.writeUint8Array(encoder, update.bytes.subarray(0, update.deletionsFrom));
  writeRanges(encoder, deleted);
  const deletions: Range[] = [];
  for (const client of descending(deleted)) {
    const bounds: ArrayLike<number> = deleted.get(client)?.bounds() ?? [];
    for (let at = 0; at < bounds.length; at += 2) {
      deletions.push({ client, clock: bounds[at] ?? 0, end: bounds[at + 1] ?? 0 });
    }
  }
  return { ...update, bytes: encoding.toUint8Array(encoder), deletions };
}
