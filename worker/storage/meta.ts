/** The table `meta`: a room's facts about itself by name, each row with its checksum. */
import { isAsWritten, rowSum } from "../checksum.ts";
import { logError } from "../log.ts";
import { countRows } from "../metrics.ts";

/** Every name that a row of `meta` can have. */
const KEYS = [
  "access",
  "collected",
  "created",
  "deleted",
  "generation",
  "hasty",
  "id",
  "importing",
  "incarnation",
  "owner",
  "owner_untried",
  "schema",
  "title",
  "unchecked",
] as const;
export type MetaKey = (typeof KEYS)[number];

interface MetaRow extends Record<string, SqlStorageValue> {
  key: string;
  value: SqlStorageValue;
  sum: number | null;
}

/**
 * Reads and writes `meta`. A row that has changed has no value; a caller who must
 * know whether a value is missing or damaged asks `isDamaged`. Without the
 * table, as in a room in which nobody wrote, nothing has a value.
 */
export class Meta {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Is the table there? */
  get exists(): boolean {
    const tables = this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'");
    return tables.toArray().length > 0;
  }

  /** The value of this name; undefined where there is none, or it has changed. */
  get(key: MetaKey): SqlStorageValue | undefined {
    const row = this.#rows().find((each) => each.key === key);
    if (row === undefined || !isSound(row)) return undefined;
    return row.value;
  }

  /**
   * Was the value of this name written, and is it another now? A row whose name
   * is damaged may be any that is missing.
   */
  isDamaged(key: MetaKey): boolean {
    const rows = this.#rows();
    const row = rows.find((each) => each.key === key);
    if (row !== undefined) return !isSound(row);
    return rows.some((each) => !isSound(each) && !KEYS.some((known) => known === each.key));
  }

  /** Sets a value. The table must be there: see `makeMeta`. */
  set(key: MetaKey, value: string | number | Uint8Array): void {
    countRows(
      this.#sql.exec(
        "INSERT OR REPLACE INTO meta (key, value, sum) VALUES (?, ?, ?)",
        key,
        value,
        rowSum(key, value),
      ),
    );
  }

  /** Removes a value, if there is one: a statement that removes nothing would have to be made durable, too. */
  delete(key: MetaKey): void {
    if (!this.#rows().some((row) => row.key === key)) return;
    countRows(this.#sql.exec("DELETE FROM meta WHERE key = ?", key));
  }

  /** All that is as it was written. */
  entries(): [MetaKey, string | number | Uint8Array][] {
    return this.#rows().flatMap(({ key, value }) => {
      const known = KEYS.find((each) => each === key);
      if (known === undefined || value === null || this.get(known) === undefined) return [];
      return [[known, value instanceof ArrayBuffer ? new Uint8Array(value) : value]];
    });
  }

  /** Gives a checksum to the rows that a migration, or an earlier version, wrote without one. */
  seal(): void {
    for (const { key, value, sum } of this.#rows()) {
      if (sum !== null) continue;
      this.#sql.exec("UPDATE meta SET sum = ? WHERE key = ?", rowSum(key, value), key);
    }
  }

  #rows(): MetaRow[] {
    if (!this.exists) return [];
    return this.#sql.exec<MetaRow>("SELECT key, value, sum FROM meta").toArray();
  }
}

function isSound({ key, value, sum }: MetaRow): boolean {
  const isSound = isAsWritten(sum, key, value);
  if (!isSound)
    logError("meta-damaged", new Error("A row of meta is not what was written."), { key });
  return isSound;
}
