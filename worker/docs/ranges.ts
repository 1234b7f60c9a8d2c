import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { DecodedUpdate, Range } from "./decode.ts";

/** Half-open ranges of clocks `[start, end)`, sorted, neither touching nor overlapping. */
export type Ranges = [start: number, end: number][];

/** Clients in the order in which Yjs writes them, on which its own merging relies. */
export function descending(clients: ReadonlyMap<number, unknown>): number[] {
  return [...clients.keys()].sort((a, b) => b - a);
}

/** Writes ranges as a Yjs V1 delete set: client, count, then clock and length of each. */
export function writeRanges(encoder: encoding.Encoder, deleted: ReadonlyMap<number, Ranges>): void {
  encoding.writeVarUint(encoder, deleted.size);
  for (const client of descending(deleted)) {
    const ranges = deleted.get(client) ?? [];
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const [start, end] of ranges) {
      encoding.writeVarUint(encoder, start);
      encoding.writeVarUint(encoder, end - start);
    }
  }
}

/** Reads what `writeRanges` has written. */
export function readRanges(decoder: decoding.Decoder): Map<number, Ranges> {
  const deleted = new Map<number, Ranges>();
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder);
    const ranges: Ranges = [];
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      const start = decoding.readVarUint(decoder);
      ranges.push([start, start + decoding.readVarUint(decoder)]);
    }
    deleted.set(client, ranges);
  }
  return deleted;
}

/** The index of the first range that ends after `clock`. */
function firstEndingAfter(ranges: Ranges, clock: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = ranges[middle];
    if (range !== undefined && range[1] > clock) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Does one of these ranges hold all of `[start, end)`? */
export function covers(ranges: Ranges, start: number, end: number): boolean {
  const range = ranges[firstEndingAfter(ranges, start)];
  return start === end || (range !== undefined && range[0] <= start && range[1] >= end);
}

/** Deletions up to which each is put in its place; of more, all are put in order together. */
const FEW = 32;

/** What these updates delete, all together. */
export function deletionsOf(updates: readonly DecodedUpdate[]): Map<number, Ranges> {
  const deleted = new Map<number, Ranges>();
  addDeletions(
    deleted,
    updates.flatMap(({ deletions }) => deletions),
  );
  return deleted;
}

/** Adds deletions, in whatever order they come. */
export function addDeletions(deleted: Map<number, Ranges>, deletions: readonly Range[]): void {
  if (deletions.length <= FEW) {
    for (const { client, clock, end } of deletions) {
      deleted.set(client, insert(deleted.get(client) ?? [], clock, end));
    }
    return;
  }
  // One by one, each would move all that lie behind it, which takes minutes for a hostile order of many.
  for (const [client, added] of Map.groupBy(deletions, (range) => range.client)) {
    const ranges = (deleted.get(client) ?? []).map(([start, end]) => ({ clock: start, end }));
    const inOrder = [...ranges, ...added].sort((a, b) => a.clock - b.clock);
    const joined: Ranges = [];
    for (const { clock, end } of inOrder) {
      const last = joined.at(-1);
      if (last !== undefined && clock <= last[1]) last[1] = Math.max(last[1], end);
      else if (end > clock) joined.push([clock, end]);
    }
    deleted.set(client, joined);
  }
}

/** Adds `[start, end)`, joining what it touches. Changes `ranges` in place when it can. */
function insert(ranges: Ranges, start: number, end: number): Ranges {
  if (start === end) return ranges;
  const first = firstEndingAfter(ranges, start - 1);
  let last = first;
  let low = start;
  let high = end;
  for (let range = ranges[last]; range !== undefined && range[0] <= end; range = ranges[last]) {
    low = Math.min(low, range[0]);
    high = Math.max(high, range[1]);
    last++;
  }
  ranges.splice(first, last - first, [low, high]);
  return ranges;
}
