import { countRows } from "../metrics.ts";

/** What a room knows of itself, as rows of `meta`. */
export class Settings {
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql;
  }

  /** The room's title; empty when it has none. */
  get title(): string {
    const value = this.#get("title");
    return typeof value === "string" ? value : "";
  }

  set title(title: string) {
    countRows(this.#sql.exec("INSERT OR REPLACE INTO meta VALUES ('title', ?)", title));
  }

  /** When the room was made, in milliseconds since 1970. */
  get createdAt(): number {
    const value = this.#get("created");
    return typeof value === "number" ? value : 0;
  }

  /** The room's id, once somebody has come in by it; an object knows only its hash. */
  get roomId(): string | null {
    const value = this.#get("id");
    return typeof value === "string" ? value : null;
  }

  /** Keeps the room's id, so that whoever looks at the file can tell which room it is. */
  remember(roomId: string): void {
    if (this.roomId !== null) return;
    countRows(this.#sql.exec("INSERT INTO meta VALUES ('id', ?)", roomId));
  }

  #get(key: string): SqlStorageValue | undefined {
    return this.#sql
      .exec<{ value: SqlStorageValue }>("SELECT value FROM meta WHERE key = ?", key)
      .toArray()[0]?.value;
  }
}
