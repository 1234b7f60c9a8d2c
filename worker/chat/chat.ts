import type { Author, Message } from "../../shared/chat/message.ts";
import { assertDiskSpace, isDiskLow } from "../machine.ts";
import { countRows } from "../metrics.ts";
import { isMade, makeTables } from "../room/schema.ts";

interface MessageRow extends Record<string, SqlStorageValue> {
  seq: number;
  key: string;
  at: number;
  by_id: string;
  by_name: string;
  by_color: string;
  text: string;
  /** 1 when a token vouched for the name. */
  by_verified: number;
}

/** What came of writing a message. */
export type Written =
  | { readonly kind: "new"; readonly message: Message }
  /** The author's client sent it again; it is stored once. */
  | { readonly kind: "known"; readonly message: Message }
  /** Somebody else's message has this key. */
  | { readonly kind: "taken" };

/** The room's chat as rows, in the order and at the times of the server. */
export class Chat {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
  }

  /** Writes a message once, however often it is sent. */
  write(key: string, by: Author, text: string): Written {
    makeTables(this.#storage);
    if (isDiskLow() && !this.#has(key)) assertDiskSpace();
    const written = this.#sql.exec<MessageRow>(
      `INSERT INTO message (key, at, by_id, by_name, by_color, text, by_verified)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (key) DO NOTHING RETURNING *`,
      key,
      Date.now(),
      by.id,
      by.name,
      by.color,
      text,
      by.verified ? 1 : 0,
    );
    const [row] = written.toArray();
    countRows(written);
    if (row !== undefined) return { kind: "new", message: toMessage(row) };
    const known = this.#sql.exec<MessageRow>("SELECT * FROM message WHERE key = ?", key).one();
    if (known.by_id !== by.id) return { kind: "taken" };
    return { kind: "known", message: toMessage(known) };
  }

  #has(key: string): boolean {
    return this.#sql.exec("SELECT 1 FROM message WHERE key = ?", key).toArray().length > 0;
  }

  /** A page of at most `limit` messages before `before` (or the newest), oldest first. */
  page(before: number | undefined, limit: number): { messages: Message[]; more: boolean } {
    if (!isMade(this.#storage)) return { messages: [], more: false };
    const rows = this.#sql
      .exec<MessageRow>(
        "SELECT * FROM message WHERE seq < ? ORDER BY seq DESC LIMIT ?",
        before ?? Number.MAX_SAFE_INTEGER,
        limit + 1,
      )
      .toArray();
    const more = rows.length > limit;
    return { messages: rows.slice(0, limit).reverse().map(toMessage), more };
  }

  /** At most `limit` messages after number `after`, up to number `last`, oldest first. */
  following(after: number, last: number, limit: number): Message[] {
    if (!isMade(this.#storage)) return [];
    return this.#sql
      .exec<MessageRow>(
        "SELECT * FROM message WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
        after,
        last,
        limit,
      )
      .toArray()
      .map(toMessage);
  }
}

function toMessage(row: MessageRow): Message {
  return {
    seq: row.seq,
    key: row.key,
    at: row.at,
    by: {
      id: row.by_id,
      name: row.by_name,
      color: row.by_color,
      ...(row.by_verified === 1 && { verified: true }),
    },
    text: row.text,
  };
}
