/** The rows of the table `due`: read, written and summed. They know nothing of what a job does. */
import { isAsWritten, rowSum } from "../checksum.ts";
import { JOBS } from "../jobs.ts";
import { logError } from "../log.ts";

/** When a job is due, in milliseconds since 1970, and how often it has failed. */
export interface Planned {
  readonly at: number;
  readonly failures: number;
}

interface DueRow extends Planned, Record<string, SqlStorageValue> {
  readonly job: string;
  readonly sum: number | null;
}

/** Plans a job that looks for work, whenever it comes. */
const NOW: Planned = { at: 0, failures: 0 };

/**
 * The planned jobs, by their names. A row that has changed may be of any job, at any
 * time. Then each job without a sound row is due now. Each of them looks first
 * whether there is something to do.
 */
export function readDue(sql: SqlStorage): Map<string, Planned> {
  const rows = sql.exec<DueRow>("SELECT job, at, failures, sum FROM due").toArray();
  const sound = rows.filter(({ job, at, failures, sum }) => isAsWritten(sum, job, at, failures));
  const planned = new Map<string, Planned>();
  if (sound.length < rows.length) {
    logError("due-damaged", new Error("A row of due is not what was written."));
    for (const job of JOBS) planned.set(job, NOW);
    // Its own row goes when it has run.
    for (const { job } of rows) planned.set(job, NOW);
  }
  for (const { job, at, failures } of sound) {
    // A job whose time is no time is planned anew.
    if (Number.isFinite(at)) planned.set(job, { at, failures });
  }
  return planned;
}

/** Writes a row with its checksum, in the place of the one before. */
export function insertDue(
  sql: SqlStorage,
  job: string,
  { at, failures }: Planned,
): { readonly rowsWritten: number } {
  return sql.exec(
    "INSERT OR REPLACE INTO due (job, at, failures, sum) VALUES (?, ?, ?, ?)",
    job,
    at,
    failures,
    rowSum(job, at, failures),
  );
}

/** Gives checksums to the rows of an earlier version. */
export function sealDue(sql: SqlStorage): void {
  for (const [job, planned] of readDue(sql)) insertDue(sql, job, planned);
}
