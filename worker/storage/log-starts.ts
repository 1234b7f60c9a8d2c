/** The rows of the table `log`: where each log begins. Damaged ones are made anew from the logs. */

import { isAsWritten, rowSum } from "../checksum.ts";
import { logError } from "../log.ts";
import { countRows } from "../metrics.ts";
import type { LogPoint } from "./resume-token.ts";

/** The start of a log: its generation, and the last row before it. */
export interface LogStart extends LogPoint {
  readonly generation: number;
}

interface StartRow extends Record<string, SqlStorageValue> {
  generation: number;
  base: number;
  mark: number;
  sum: number | null;
}

/** Stands for a time that is not known any more: no row is written at this time. */
const UNKNOWN = -1;

/** Returns the logs, oldest first. */
export function readLogStarts(sql: SqlStorage): readonly LogStart[] {
  const rows = sql.exec<StartRow>("SELECT * FROM log ORDER BY generation").toArray();
  const isSound = rows.every(({ generation, base, mark, sum }) =>
    isAsWritten(sum, generation, base, mark),
  );
  if (isSound) {
    return rows.map(({ generation, base, mark }) => ({ generation, row: base, writtenAt: mark }));
  }
  logError("log-starts-damaged", new Error("A row of log is not what was written."));
  return fromLogs(sql, rows);
}

/** Notes where a log begins. */
export function insertLogStart(sql: SqlStorage, { generation, row, writtenAt }: LogStart): void {
  countRows(
    sql.exec(
      "INSERT OR REPLACE INTO log (generation, base, mark, sum) VALUES (?, ?, ?, ?)",
      generation,
      row,
      writtenAt,
      rowSum(generation, row, writtenAt),
    ),
  );
}

/** Gives checksums to the rows of an earlier version. */
export function sealLogStarts(sql: SqlStorage): void {
  for (const row of sql.exec<StartRow>("SELECT * FROM log WHERE sum IS NULL").toArray()) {
    insertLogStart(sql, { generation: row.generation, row: row.base, writtenAt: row.mark });
  }
}

/**
 * The same, from the numbers of the rows: each log begins after the last row of
 * those before it. Where there is no such row, the greatest number that is
 * noted anywhere; a number that is too small would be given twice.
 */
function fromLogs(sql: SqlStorage, rows: readonly StartRow[]): LogStart[] {
  const noted = rows.filter(({ generation, base, mark, sum }) =>
    isAsWritten(sum, generation, base, mark),
  );
  let last: number | null = null;
  return logGenerations(sql).map((generation) => {
    const { first, end } = sql
      .exec<{ first: number | null; end: number | null }>(
        `SELECT min(seq) AS first, max(seq) AS end FROM log_${generation}`,
      )
      .one();
    const known = noted.find((start) => start.generation === generation);
    const row = known?.base ?? last ?? (first === null ? greatest(rows) : first - 1);
    last = end ?? row;
    return { generation, row, writtenAt: known?.mark ?? UNKNOWN };
  });
}

function greatest(rows: readonly StartRow[]): number {
  const bases = rows.map(({ base }) => base).filter((base) => Number.isSafeInteger(base));
  return Math.max(0, ...bases);
}

/** Returns the generations of the logs by the names of their tables, oldest first. */
export function logGenerations(sql: SqlStorage): number[] {
  return sql
    .exec<{ generation: number }>(
      "SELECT CAST(substr(name, 5) AS INTEGER) AS generation FROM sqlite_master WHERE type = 'table' AND name GLOB 'log_[0-9]*' ORDER BY generation",
    )
    .toArray()
    .map(({ generation }) => generation);
}
