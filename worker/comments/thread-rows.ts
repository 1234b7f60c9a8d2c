/** ThreadRows: the table of threads, where each is pinned, and whether it is resolved or gone. It knows no comments. */
import type { Pin, Thread } from "../../shared/comments/comment.ts";
import type { Done } from "../../shared/posts/post.ts";
import { rowSum } from "../checksum.ts";
import { MAX_REMOVED_THREADS } from "../limits.ts";
import { logError } from "../log.ts";
import { countRows } from "../metrics.ts";
import { lastOf, type Stretch } from "../posts/post-rows.ts";
import { THREAD_COLUMNS } from "../storage/row-sums.ts";

type Row = Record<string, SqlStorageValue>;

/** The threads of a room. One that was removed leaves a mark, so that clients that were away hear of it. */
export class ThreadRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The number of the latest change of a thread; 0 when there are none. */
  get latest(): number {
    return this.#number("SELECT coalesce(max(change), 0) AS value FROM thread");
  }

  /** How many threads there are, without the marks of those that were removed. */
  get count(): number {
    return this.#number("SELECT count(*) AS value FROM thread WHERE removed IS NULL");
  }

  /**
   * The change from which on nobody can be told anything by numbers: older marks of removed threads
   * may be forgotten.
   */
  get floor(): number {
    const { count, least } = this.#sql
      .exec<{ count: number; least: number | null }>(
        "SELECT count(*) AS count, min(change) AS least FROM thread WHERE removed = 1",
      )
      .one();
    return count < MAX_REMOVED_THREADS ? 0 : (least ?? 0);
  }

  /** The thread with this key; undefined when there is none, "damaged" when its row has changed. */
  find(key: string): Thread | "damaged" | undefined {
    const [row] = this.#sql.exec<Row>("SELECT * FROM thread WHERE key = ?", key).toArray();
    return row === undefined ? undefined : (read(row) ?? "damaged");
  }

  /** At most `limit` threads that have changed after number `change`, in the order of their changes. */
  changedAfter(change: number, limit: number): Stretch<Thread> {
    const rows = this.#sql
      .exec<Row>("SELECT * FROM thread WHERE change > ? ORDER BY change LIMIT ?", change, limit)
      .toArray();
    const items = rows.flatMap((row) => read(row) ?? []);
    return { items, last: lastOf(rows, "change"), isCut: rows.length === limit };
  }

  /** The threads that were not removed. */
  list(): Thread[] {
    return this.changedAfter(0, Number.MAX_SAFE_INTEGER).items.filter(({ removed }) => !removed);
  }

  /** Writes a thread, in the place of an earlier state of it. */
  put(thread: Thread): Thread {
    const values = valuesOf(thread);
    const places = [...values, 0].map(() => "?").join(", ");
    countRows(
      this.#sql.exec(
        `INSERT OR REPLACE INTO thread (${THREAD_COLUMNS.join(", ")}, sum) VALUES (${places})`,
        ...values,
        rowSum(...values),
      ),
    );
    return thread;
  }

  /** Forgets the oldest marks of removed threads, when there are more than are kept. */
  forgetRemoved(): void {
    countRows(
      this.#sql.exec(
        "DELETE FROM thread WHERE removed = 1 AND key NOT IN (SELECT key FROM thread WHERE removed = 1 ORDER BY change DESC LIMIT ?)",
        MAX_REMOVED_THREADS,
      ),
    );
  }

  #number(query: string): number {
    return this.#sql.exec<{ value: number }>(query).one().value;
  }
}

/** The place of a thread that is gone. */
export const NOWHERE: Pin = { at: [0, 0] };

function valuesOf({ key, change, at, by, pin, resolved, removed }: Thread) {
  return [
    ...[key, change, at, by, JSON.stringify(pin)],
    ...(resolved === undefined
      ? [null, null, null]
      : [resolved.at, resolved.by.id, resolved.by.name]),
    removed === true ? 1 : null,
  ];
}

/** Reads a row; null where it is not what was written, which the log reports. */
function read(row: Row): Thread | null {
  const values = THREAD_COLUMNS.map((column) => row[column] ?? null);
  if (row["sum"] !== rowSum(...values)) {
    logError("thread-damaged", new Error("A thread is not what was written."));
    return null;
  }
  const text = (column: string): string => String(row[column] ?? "");
  const resolved: Done | null =
    typeof row["resolved"] === "number"
      ? { at: row["resolved"], by: { id: text("resolved_id"), name: text("resolved_name") } }
      : null;
  return {
    key: text("key"),
    change: Number(row["change"]),
    at: Number(row["at"]),
    by: text("by_id"),
    pin: JSON.parse(text("pin")) as Pin,
    ...(resolved !== null && { resolved }),
    ...(row["removed"] === 1 && { removed: true as const }),
  };
}
