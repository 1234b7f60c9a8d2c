/** Staging: the rows in which an archive lies until it is verified. It knows nothing of rooms. */
import type { Message } from "../../shared/chat/message.ts";
import { cut } from "../storage/row-pieces.ts";
import { join } from "../yjs/concat.ts";
import type { Work } from "../yjs/work.ts";
import { type ArchiveFile, BadArchive } from "./tar.ts";

/** The files of Stoa's archives. Any other file is refused, so that nothing of it is lost unseen. */
const KNOWN =
  /^(room\.json|checksums\.txt|history\.jsonl|history\/\d{6}\.gz|chat\/\d{6}\.jsonl|comments\/(threads|\d{6})\.jsonl|images\.jsonl|images\/[A-Za-z0-9_-]{43}\.(png|jpg|webp|gif)|documents\/board\/(head\.yjs|log\.jsonl|log\/\d{6}\.yjs))$/;

/**
 * The place of an archive until all of it has come and has been checked. It
 * lies in the storage of the importer, so that no room's file grows by it, and
 * 500 MiB need no memory.
 */
export class Staging {
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql;
  }

  /** Is an archive here, perhaps one whose import was cut off? */
  get exists(): boolean {
    return this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'staged'").toArray().length > 0;
  }

  begin(): void {
    this.#sql.exec(
      "CREATE TABLE staged (path TEXT, part INTEGER, data BLOB NOT NULL, PRIMARY KEY (path, part)) WITHOUT ROWID",
    );
    this.#sql.exec(
      "CREATE TABLE staged_message (seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, message TEXT NOT NULL)",
    );
  }

  /** @throws BadArchive when the file is unknown, or there already. */
  *adding({ path, data }: ArchiveFile): Work {
    if (!KNOWN.test(path)) throw new BadArchive(`Stoa knows no file ${JSON.stringify(path)}.`);
    if (this.has(path)) throw new BadArchive(`The archive holds ${path} twice.`);
    for (const [part, piece] of cut(data).entries()) {
      this.#sql.exec("INSERT INTO staged (path, part, data) VALUES (?, ?, ?)", path, part, piece);
      yield;
    }
  }

  has(path: string): boolean {
    return this.#sql.exec("SELECT 1 FROM staged WHERE path = ? LIMIT 1", path).toArray().length > 0;
  }

  /** @throws BadArchive when there is no such file. */
  read(path: string): Uint8Array {
    const rows = this.#sql
      .exec<{ data: ArrayBuffer }>("SELECT data FROM staged WHERE path = ? ORDER BY part", path)
      .toArray();
    if (rows.length === 0) throw new BadArchive(`The archive lacks ${path}.`);
    return join(rows.map(({ data }) => new Uint8Array(data)));
  }

  /** The paths that begin so, in order. */
  paths(prefix = ""): string[] {
    return this.#sql
      .exec<{ path: string }>(
        "SELECT path FROM staged WHERE part = 0 AND substr(path, 1, ?) = ? ORDER BY path",
        prefix.length,
        prefix,
      )
      .toArray()
      .map(({ path }) => path);
  }

  /** The file is not needed any more: its place is free for the next one. */
  remove(path: string): void {
    this.#sql.exec("DELETE FROM staged WHERE path = ?", path);
  }

  /**
   * Keeps a message that has been read.
   *
   * @throws BadArchive when there is one with this key.
   */
  addMessage(message: Message): void {
    const [written] = this.#sql
      .exec(
        "INSERT INTO staged_message (seq, key, message) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING RETURNING 1",
        message.seq,
        message.key,
        JSON.stringify(message),
      )
      .toArray();
    if (written === undefined) throw new BadArchive(`Two messages have the key ${message.key}.`);
  }

  /** At most `limit` messages after number `after`, oldest first. */
  messages(after: number, limit: number): Message[] {
    return this.#sql
      .exec<{ message: string }>(
        "SELECT message FROM staged_message WHERE seq > ? ORDER BY seq LIMIT ?",
        after,
        limit,
      )
      .toArray()
      .map(({ message }): Message => JSON.parse(message));
  }
}
