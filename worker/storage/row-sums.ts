/** Row checksums: which values of snapshots, history and images are summed. They know no SQL. */
import { type RowValue, rowSum } from "../checksum.ts";

/** The values of a row of `head` that are summed. When it was made (`at`) is for people to read only. */
export interface SummedSnapshot {
  /** The blob of its bytes. */
  readonly blobId: number;
  readonly doc: number;
  readonly generation: number;
  readonly bytes: number;
  /** Checksum of its bytes. */
  readonly sum: number | null;
  /** Checksum of a part of its bytes. */
  readonly sample: number | null;
  /** The blob of its structure; null when that is to be built of the snapshot's bytes. */
  readonly structureBlobId: number | null;
  readonly coverageSum: number | null;
  readonly structureSum: number | null;
}

/** The values of a row of `history` that are summed. */
export interface SummedSegment {
  /** The blob of its bytes. */
  readonly blobId: number;
  /** Milliseconds since 1970 of the first and the last update in it. */
  readonly fromAt: number;
  readonly toAt: number;
  readonly entries: number;
  /** As it is stored, compressed. */
  readonly bytes: number;
}

/** Returns the values of a snapshot's row, in the order of `SNAPSHOT_COLUMNS`. */
export function snapshotValues(row: SummedSnapshot): RowValue[] {
  const { blobId, doc, generation, bytes, sum, sample } = row;
  const { structureBlobId, coverageSum, structureSum } = row;
  return [
    ...[blobId, doc, generation, bytes, sum, sample],
    ...[structureBlobId, coverageSum, structureSum],
  ];
}

/** The columns of `head` that are summed, in their order. */
export const SNAPSHOT_COLUMNS = [
  ...["owner", "doc", "generation", "bytes", "sum", "sample"],
  ...["structure", "extent_sum", "structure_sum"],
] as const;

/** Returns the checksum of a snapshot's row. */
export function snapshotSum(row: SummedSnapshot): number {
  return rowSum(...snapshotValues(row));
}

/** Returns the values of a segment's row, in the order in which they are summed. */
export function segmentValues(row: SummedSegment): RowValue[] {
  return [row.blobId, row.fromAt, row.toAt, row.entries, row.bytes];
}

/** Returns the checksum of a segment's row. */
export function segmentSum(row: SummedSegment): number {
  return rowSum(...segmentValues(row));
}

/** The columns of `asset` that are summed, in their order. */
export const ASSET_COLUMNS = [
  ...["id", "blob", "type", "width", "height", "bytes", "bytes_sum", "by_id", "at"],
] as const;

/** The columns of a table of posts, such as `comment`, that are summed, in their order. */
export const POST_COLUMNS = [
  ...["seq", "key", "thread", "change", "at"],
  ...["by_id", "by_name", "by_color", "by_verified"],
  ...["text", "edited", "deleted", "deleted_id", "deleted_name"],
  ...["mentions", "reactions"],
] as const;

/** The columns of `thread` that are summed, in their order. */
export const THREAD_COLUMNS = [
  ...["key", "change", "at", "by_id", "pin"],
  ...["resolved", "resolved_id", "resolved_name", "removed"],
] as const;
