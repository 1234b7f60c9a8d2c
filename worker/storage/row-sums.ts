/** Row checksums: which values of snapshots and history are summed. They know no SQL. */
import { type RowValue, rowSum } from "../checksum.ts";

/** The values of a row of `head` that are summed. When it was made (`at`) is for people to read only. */
export interface SummedSnapshot {
  readonly owner: number;
  readonly doc: number;
  readonly generation: number;
  readonly bytes: number;
  /** Checksum of its bytes. */
  readonly sum: number | null;
  /** Checksum of a part of its bytes. */
  readonly sample: number | null;
  /** The owner of its structure in `chunk`. */
  readonly structure: number | null;
  /** Checksums of its coverage, and of its structure. */
  readonly extent_sum: number | null;
  readonly structure_sum: number | null;
}

/** The values of a row of `history` that are summed. */
export interface SummedStretch {
  readonly owner: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly entries: number;
  readonly bytes: number;
}

/** Returns the values of a snapshot's row, in the order of `SNAPSHOT_COLUMNS`. */
export function snapshotValues(row: SummedSnapshot): RowValue[] {
  const { owner, doc, generation, bytes, sum, sample, structure } = row;
  const { extent_sum: coverageSum, structure_sum: structureSum } = row;
  return [owner, doc, generation, bytes, sum, sample, structure, coverageSum, structureSum];
}

/** The columns of `head` that are summed, in their order. */
export const SNAPSHOT_COLUMNS = [
  ...["owner", "doc", "generation", "bytes", "sum", "sample", "structure"],
  ...["extent_sum", "structure_sum"],
] as const;

/** Returns the checksum of a snapshot's row. */
export function snapshotSum(row: SummedSnapshot): number {
  return rowSum(...snapshotValues(row));
}

/** Returns the checksum of the row of a stretch of the past. */
export function stretchSum({ owner, fromAt, toAt, entries, bytes }: SummedStretch): number {
  return rowSum(owner, fromAt, toAt, entries, bytes);
}
