/** The chat: messages as rows, their order, pages and budget. It knows no socket. */
import type { Author, Message } from "../../shared/chat/message.ts";
import { rowSum } from "../checksum.ts";
import { Bucket } from "../connection/rates.ts";
import { CHAT_RATE, MAX_CHAT, MESSAGE_OVERHEAD } from "../limits.ts";
import { logError } from "../log.ts";
import { assertDiskSpace } from "../machine.ts";
import { countRows } from "../metrics.ts";
import { isMade, makeTables } from "../storage/schema.ts";

/** A row of the table `message`. */
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
  /** Bytes of the chat up to this message; null when an earlier version wrote it. */
  total: number | null;
  sum: number | null;
}

/** The outcome of writing a message. */
export type Written =
  | { readonly kind: "new"; readonly message: Message }
  /** The author's client sent it again; it is stored once. */
  | { readonly kind: "known"; readonly message: Message }
  /** Somebody else's message has this key, or one that has changed on the disk. */
  | { readonly kind: "key-taken" }
  /** The chat has as many bytes as it may have. */
  | { readonly kind: "full" }
  /** So many bytes came to the room that the next are taken after so many milliseconds. */
  | { readonly kind: "later"; readonly retryAfter: number };

/** The number of messages of an earlier version from which the length of the others is estimated. */
const SAMPLE = 1000;

/** Messages of an earlier version that get their checksums in one turn, and milliseconds until the next. */
const SEALED_AT_ONCE = 500;
const SEAL_PAUSE_MS = 250;

/** The room's chat as rows, in the order and at the times of the server. */
export class Chat {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #bucket = new Bucket(CHAT_RATE, Date.now());
  /** Up to which message all have checksums, as far as this instance has looked. */
  #sealedUpTo = 0;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
  }

  /** Writes a message once, however often it is sent. */
  write(key: string, by: Author, text: string): Written {
    const now = Date.now();
    const known = this.#rowOf(key);
    if (known !== undefined) {
      if (!isSound(known) || known.by_id !== by.id) return { kind: "key-taken" };
      return { kind: "known", message: toMessage(known) };
    }
    assertDiskSpace();
    makeTables(this.#storage);
    const bytes = bytesOf(text);
    const last = this.#last();
    const total = last.total + bytes;
    if (total > MAX_CHAT) return { kind: "full" };
    const retryAfter = this.#bucket.take(bytes, now);
    if (retryAfter > 0) return { kind: "later", retryAfter };
    const row: MessageRow = {
      seq: last.seq + 1,
      key,
      at: now,
      by_id: by.id,
      by_name: by.name,
      by_color: by.color,
      text,
      by_verified: by.verified ? 1 : 0,
      total,
      sum: null,
    };
    countRows(insertMessage(this.#sql, row));
    return { kind: "new", message: toMessage(row) };
  }

  /** Writes messages as they were in another room, in their order. */
  restore(messages: readonly Message[]): void {
    let { total } = this.#last();
    this.#storage.transactionSync(() => {
      for (const { seq, key, at, by, text } of messages) {
        total += bytesOf(text);
        const author = { by_id: by.id, by_name: by.name, by_color: by.color };
        const row = { seq, key, at, ...author, text, by_verified: by.verified ? 1 : 0, total };
        insertMessage(this.#sql, { ...row, sum: null });
      }
    });
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
    return { messages: rows.slice(0, limit).reverse().filter(isSound).map(toMessage), more };
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
      .filter(isSound)
      .map(toMessage);
  }

  /**
   * The alarm's job: gives checksums to messages that an earlier version wrote,
   * some at a time.
   *
   * @returns when to go on, or null when all have one.
   */
  seal(now: number): number | null {
    if (!isMade(this.#storage)) return null;
    const rows = this.#sql
      .exec<MessageRow>(
        "SELECT * FROM message WHERE seq > ? AND sum IS NULL ORDER BY seq LIMIT ?",
        this.#sealedUpTo,
        SEALED_AT_ONCE,
      )
      .toArray();
    this.#storage.transactionSync(() => {
      for (const row of rows) {
        countRows(
          this.#sql.exec("UPDATE message SET sum = ? WHERE seq = ?", messageSum(row), row.seq),
        );
      }
    });
    this.#sealedUpTo = rows.at(-1)?.seq ?? this.#sealedUpTo;
    return rows.length < SEALED_AT_ONCE ? null : now + SEAL_PAUSE_MS;
  }

  #rowOf(key: string): MessageRow | undefined {
    if (!isMade(this.#storage)) return undefined;
    return this.#sql.exec<MessageRow>("SELECT * FROM message WHERE key = ?", key).toArray()[0];
  }

  /** The number of the newest message, and the bytes of the chat up to it. */
  #last(): { seq: number; total: number } {
    const [last] = this.#sql
      .exec<{ seq: number; total: number | null }>(
        "SELECT seq, total FROM message ORDER BY seq DESC LIMIT 1",
      )
      .toArray();
    if (last === undefined) return { seq: 0, total: 0 };
    return { seq: last.seq, total: last.total ?? this.#estimate(last.seq) };
  }

  /** About how many bytes the chat of an earlier version has; counting them all would hold up the room. */
  #estimate(messages: number): number {
    const { mean } = this.#sql
      .exec<{ mean: number }>(
        "SELECT avg(length(CAST(text AS BLOB))) AS mean FROM (SELECT text FROM message ORDER BY seq DESC LIMIT ?)",
        SAMPLE,
      )
      .one();
    return Math.round(messages * (mean + MESSAGE_OVERHEAD));
  }
}

/** Bytes that a message takes. */
function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength + MESSAGE_OVERHEAD;
}

/** Writes a message's row with its checksum. */
function insertMessage(sql: SqlStorage, row: MessageRow): { readonly rowsWritten: number } {
  return sql.exec(
    `INSERT INTO message (seq, key, at, by_id, by_name, by_color, text, by_verified, total, sum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.seq,
    row.key,
    row.at,
    row.by_id,
    row.by_name,
    row.by_color,
    row.text,
    row.by_verified,
    row.total,
    messageSum(row),
  );
}

function messageSum(row: MessageRow): number {
  const { seq, key, at, by_id, by_name, by_color, text, by_verified, total } = row;
  return rowSum(seq, key, at, by_id, by_name, by_color, text, by_verified, total);
}

/**
 * Is a message what was written? A reader of the page gets the other messages, and the log reports
 * this one.
 */
function isSound(row: MessageRow): boolean {
  const isSound = row.sum === null || row.sum === messageSum(row);
  if (!isSound) {
    logError("message-damaged", new Error("A message is not what was written."), { seq: row.seq });
  }
  return isSound;
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
