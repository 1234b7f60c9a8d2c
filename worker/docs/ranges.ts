import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { ClockRanges } from "./clock-ranges.ts";
import type { DecodedUpdate, Range } from "./decode.ts";

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
    const bounds = deleted.get(client)?.bounds() ?? [];
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

/** Deletions up to which each is put in its place; of more, all are put in order together. */
const FEW = 32;

/** What these updates delete, all together. */
export function deletionsOf(updates: readonly DecodedUpdate[]): Map<number, ClockRanges> {
  const deleted = new Map<number, ClockRanges>();
  addDeletions(
    deleted,
    updates.flatMap(({ deletions }) => deletions),
  );
  return deleted;
}

/** Adds deletions, in whatever order they come. */
export function addDeletions(deleted: Map<number, ClockRanges>, deletions: readonly Range[]): void {
  if (deletions.length <= FEW) {
    for (const { client, clock, end } of deletions) rangesOf(deleted, client).add(clock, end);
    return;
  }
  const byClient = new Map<number, { readonly starts: number[]; readonly ends: number[] }>();
  for (const { client, clock, end } of deletions) {
    let added = byClient.get(client);
    if (added === undefined) {
      added = { starts: [], ends: [] };
      byClient.set(client, added);
    }
    added.starts.push(clock);
    added.ends.push(end);
  }
  for (const [client, { starts, ends }] of byClient) {
    rangesOf(deleted, client).addMany(starts, ends);
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
