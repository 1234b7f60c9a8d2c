/** Rows of `chunk` that nothing names yet: written in turns before a swap names them, and removed in turns after one. */
import { checksum, sampleSum } from "../checksum.ts";
import type { Work } from "../yjs/work.ts";
import { chunkRows, deleteChunk, ownerOf, writingChunks } from "./blobs.ts";
import { stagingExtent } from "./coverage-rows.ts";
import { segmentOwners } from "./history-rows.ts";
import type { SummedHead } from "./row-sums.ts";
import type { Head } from "./snapshot-rows.ts";

/** A snapshot that is to be stored, its coverage, and its structure where building that takes time. */
export interface NewHead {
  readonly head: Uint8Array;
  readonly extent: Uint8Array;
  readonly structure: Uint8Array | null;
}

/** The row of a snapshot whose bytes are stored, as far as it is known before the swap. */
export interface StagedHead {
  readonly row: Omit<SummedHead, "doc" | "generation">;
  /** The value of the column that says its coverage. */
  readonly extent: Uint8Array;
}

/**
 * Stores the bytes of a snapshot, its structure and its coverage. A crash before the swap leaves
 * rows that nothing names; the next `sweeping` removes them.
 */
export function* stagingHead(
  sql: SqlStorage,
  { head, extent, structure }: NewHead,
): Work<StagedHead> {
  const owner = yield* writingChunks(sql, head);
  const structureOwner = structure === null ? null : yield* writingChunks(sql, structure);
  const column = yield* stagingExtent(sql, owner, extent);
  const sum = checksum(head);
  yield;
  const row = {
    owner,
    bytes: head.byteLength,
    sum,
    sample: sampleSum(head),
    structure: structureOwner,
    extent_sum: checksum(extent),
    structure_sum: structure === null ? null : checksum(structure),
  };
  return { row, extent: column };
}

/**
 * Removes the rows of `chunk` that nothing names: a swap has put others in their place, or a crash
 * came before one. While the row of a snapshot or of a segment is damaged, nothing is removed,
 * because nobody knows which owner it named.
 */
export function* sweeping(sql: SqlStorage, heads: readonly Head[]): Work {
  const segments = segmentOwners(sql);
  if (segments === null || !heads.every(({ isSound }) => isSound)) return;
  const named = new Set(segments);
  for (const { owner, structure } of heads) {
    named.add(owner);
    named.add(-owner);
    if (structure !== null) named.add(structure);
  }
  // In rising order: while a row of an owner is left, no new owner gets its number.
  for (const id of chunkRows(sql)) {
    if (named.has(ownerOf(id))) continue;
    deleteChunk(sql, id);
    yield;
  }
}
