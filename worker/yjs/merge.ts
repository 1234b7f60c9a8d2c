/** Merging: several updates as one, by copying bytes where clocks follow on one another. */
import * as Y from "yjs";
import { MERGE_GROUP } from "../limits.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { DecodedUpdate, Run } from "./decoded-update.ts";
import { descending, gatheringDeletions, writingRanges } from "./delete-set.ts";
import { finish, type Work } from "./work.ts";

/**
 * One Yjs update (V1) with the content of all of these, given in the order in
 * which they were taken. `Y.mergeUpdates` builds every struct anew and sorts all
 * updates for each (yjs/yjs#710). But in a room, one client's structs follow on
 * one another, and then their bytes can be copied as they stand.
 */
export function mergeUpdates(updates: readonly DecodedUpdate[]): Uint8Array {
  return finish(merging(updates));
}

/** Does the same as a work that can be interrupted. */
export function* merging(updates: readonly DecodedUpdate[]): Work<Uint8Array> {
  const [first] = updates;
  if (updates.length === 1 && first !== undefined) return first.bytes;
  const chains = chain(updates);
  if (chains === null) return mergeInGroups(updates.map(({ bytes }) => bytes));
  const target = new ByteWriter(updates.reduce((sum, { bytes }) => sum + bytes.byteLength, 64));
  target.varUint(chains.size);
  for (const client of descending(chains)) {
    const links = chains.get(client) ?? [];
    const structs = links.reduce((sum, { run }) => sum + run.structs, 0);
    target.varUint(structs);
    target.varUint(client);
    target.varUint(links[0]?.run.clock ?? 0);
    for (const { run, bytes } of links) target.copy(bytes, run.from, run.to);
  }
  yield* writingRanges(target, yield* gatheringDeletions(updates));
  return target.written;
}

/** In groups, because `Y.mergeUpdates` is super-linear (yjs/yjs#710). */
function mergeInGroups(updates: readonly Uint8Array[]): Uint8Array {
  let level = updates;
  while (level.length > 1) {
    const merged: Uint8Array[] = [];
    for (let start = 0; start < level.length; start += MERGE_GROUP) {
      merged.push(Y.mergeUpdates(level.slice(start, start + MERGE_GROUP)));
    }
    level = merged;
  }
  return level[0] ?? new Uint8Array([0, 0]);
}

/** One update's structs of a client, and the bytes in which they stand. */
export interface Link {
  readonly run: Run;
  readonly bytes: Uint8Array;
}

/** Returns each client's structs in order; null when they overlap or leave clocks out. */
export function chain(updates: readonly DecodedUpdate[]): Map<number, Link[]> | null {
  const chains = new Map<number, Link[]>();
  for (const { runs, bytes } of updates) {
    for (const run of runs) {
      const links = chains.get(run.client);
      if (links === undefined) chains.set(run.client, [{ run, bytes }]);
      else if (links.at(-1)?.run.end === run.clock) links.push({ run, bytes });
      else return null;
    }
  }
  return chains;
}
