/** PostRows: a table of posts, with their edits, deletions, reactions and changes. It knows no roles and no limits. */
import type { Author } from "../../shared/chat/message.ts";
import {
  type Done,
  type Mention,
  POST_REACTIONS,
  type Post,
  type PostReaction,
} from "../../shared/posts/post.ts";
import { rowSum } from "../checksum.ts";
import { logError } from "../log.ts";
import { countRows } from "../metrics.ts";
import { POST_COLUMNS } from "../storage/row-sums.ts";

/** A post with the key of the thread to which it belongs. */
export type StoredPost = Post & { readonly thread: string };

/** A new post. */
export interface NewPost {
  readonly key: string;
  readonly thread: string;
  readonly at: number;
  readonly by: Author;
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** Rows in order: those that are sound, and where they end, damaged ones among them. */
export interface Stretch<T> {
  readonly items: readonly T[];
  /** The number of the last row; 0 when there are none. */
  readonly last: number;
  /** There may be rows after it. */
  readonly isCut: boolean;
}

/** The number in a column of the last row; 0 when there are none. */
export function lastOf(rows: readonly Row[], column: string): number {
  return Number(rows.at(-1)?.[column] ?? 0);
}

/** The tables of posts. */
type PostTable = "comment";

type Row = Record<string, SqlStorageValue>;
type Reactions = NonNullable<Post["reactions"]>;

/**
 * One table of posts. Each change of a post gives it the next number of the room's changes. So a
 * client that was away asks for the posts with higher numbers, and gets just those.
 */
export class PostRows {
  readonly #sql: SqlStorage;
  readonly #table: PostTable;

  constructor(sql: SqlStorage, table: PostTable) {
    this.#sql = sql;
    this.#table = table;
  }

  /** The number of the latest change of a post; 0 when there are none. */
  get latest(): number {
    return this.#number(`SELECT coalesce(max(change), 0) AS value FROM ${this.#table}`);
  }

  /** How many posts there are, and how many bytes their texts have. */
  usage(): { readonly count: number; readonly bytes: number } {
    return this.#sql
      .exec<{ count: number; bytes: number }>(
        `SELECT count(*) AS count, coalesce(sum(length(CAST(text AS BLOB))), 0) AS bytes FROM ${this.#table}`,
      )
      .one();
  }

  /** How many posts of a thread there are, deleted ones among them. */
  countOf(thread: string): number {
    return this.#number(`SELECT count(*) AS value FROM ${this.#table} WHERE thread = ?`, thread);
  }

  /** The post with this key; undefined when there is none, "damaged" when its row has changed. */
  find(key: string): StoredPost | "damaged" | undefined {
    const [row] = this.#sql.exec<Row>(`SELECT * FROM ${this.#table} WHERE key = ?`, key).toArray();
    return row === undefined ? undefined : (this.#read(row) ?? "damaged");
  }

  /** The posts of a thread, oldest first. */
  of(thread: string): StoredPost[] {
    return this.#sound(this.#rows("thread = ? ORDER BY seq", thread));
  }

  /** At most `limit` rows that have changed after number `change`, in the order of their changes. */
  changedAfter(change: number, limit: number): Stretch<StoredPost> {
    const rows = this.#rows("change > ? ORDER BY change LIMIT ?", change, limit);
    return { items: this.#sound(rows), last: lastOf(rows, "change"), isCut: rows.length === limit };
  }

  /** At most `limit` rows after number `after`, oldest first. */
  following(after: number, limit: number): Stretch<StoredPost> {
    const rows = this.#rows("seq > ? ORDER BY seq LIMIT ?", after, limit);
    return { items: this.#sound(rows), last: lastOf(rows, "seq"), isCut: rows.length === limit };
  }

  /** Writes a new post as the change of this number. */
  insert(post: NewPost, change: number): StoredPost {
    const seq = this.#number(`SELECT coalesce(max(seq), 0) + 1 AS value FROM ${this.#table}`);
    const { mentions, ...rest } = post;
    const stored = {
      ...rest,
      seq,
      change,
      ...(mentions.length > 0 && { mentions: [...mentions] }),
    };
    this.restore(stored);
    return stored;
  }

  /** Writes a post as it was in another room. */
  restore(post: StoredPost): void {
    const values = valuesOf(post);
    const places = [...values, 0].map(() => "?").join(", ");
    countRows(
      this.#sql.exec(
        `INSERT INTO ${this.#table} (${POST_COLUMNS.join(", ")}, sum) VALUES (${places})`,
        ...values,
        rowSum(...values),
      ),
    );
  }

  /** Gives a post another text. */
  edit(
    post: StoredPost,
    edited: { readonly text: string; readonly mentions: readonly Mention[]; readonly at: number },
    change: number,
  ): StoredPost {
    const { mentions: _, ...rest } = post;
    const { text, mentions, at } = edited;
    return this.#update({
      ...rest,
      change,
      text,
      editedAt: at,
      ...(mentions.length > 0 && { mentions: [...mentions] }),
    });
  }

  /** Takes a post's text away, and with it everything that tells of it. It stays known who did that, and when. */
  erase(post: StoredPost, deleted: Done, change: number): StoredPost {
    const { mentions: _mentions, reactions: _reactions, editedAt: _edited, ...rest } = post;
    return this.#update({ ...rest, change, text: "", deleted });
  }

  /** Gives a post a person's reaction, or takes it back. */
  react(
    post: StoredPost,
    { name, person, on }: { name: PostReaction; person: string; on: boolean },
    change: number,
  ): StoredPost {
    const others = (post.reactions?.[name] ?? []).filter((id) => id !== person);
    const people = on ? [...others, person] : others;
    const reactions: Reactions = {};
    for (const each of POST_REACTIONS) {
      const those = each === name ? people : (post.reactions?.[each] ?? []);
      if (those.length > 0) reactions[each] = those;
    }
    const { reactions: _, ...rest } = post;
    const isBare = Object.keys(reactions).length === 0;
    return this.#update({ ...rest, change, ...(!isBare && { reactions }) });
  }

  /** Removes the posts of a thread. */
  removeOf(thread: string): void {
    countRows(this.#sql.exec(`DELETE FROM ${this.#table} WHERE thread = ?`, thread));
  }

  #update(post: StoredPost): StoredPost {
    const values = valuesOf(post);
    const columns = [...POST_COLUMNS, "sum"].map((column) => `${column} = ?`).join(", ");
    countRows(
      this.#sql.exec(
        `UPDATE ${this.#table} SET ${columns} WHERE seq = ?`,
        ...values,
        rowSum(...values),
        post.seq,
      ),
    );
    return post;
  }

  #number(query: string, ...values: SqlStorageValue[]): number {
    return this.#sql.exec<{ value: number }>(query, ...values).one().value;
  }

  #rows(where: string, ...values: SqlStorageValue[]): Row[] {
    return this.#sql.exec<Row>(`SELECT * FROM ${this.#table} WHERE ${where}`, ...values).toArray();
  }

  #sound(rows: readonly Row[]): StoredPost[] {
    return rows.flatMap((row) => this.#read(row) ?? []);
  }

  /** Reads a row. A reader gets the other posts where one is not what was written, and the log reports it. */
  #read(row: Row): StoredPost | null {
    const values = POST_COLUMNS.map((column) => row[column] ?? null);
    if (row["sum"] === rowSum(...values)) return toPost(row);
    const error = new Error("A post is not what was written.");
    logError(`${this.#table}-damaged`, error, { seq: Number(row["seq"]) });
    return null;
  }
}

/** The values of a post's row, in the order of `POST_COLUMNS`. */
function valuesOf(post: StoredPost): (string | number | null)[] {
  const { seq, key, thread, change, at, by, text, editedAt, deleted, mentions, reactions } = post;
  return [
    ...[seq, key, thread, change, at],
    ...[by.id, by.name, by.color, by.verified ? 1 : 0],
    ...[text, editedAt ?? null],
    ...(deleted === undefined ? [null, null, null] : [deleted.at, deleted.by.id, deleted.by.name]),
    mentions === undefined ? null : JSON.stringify(mentions),
    reactions === undefined ? null : JSON.stringify(reactions),
  ];
}

/** Of a row whose checksum is right: its values are those that were written. */
function toPost(row: Row): StoredPost {
  const text = (column: string): string => String(row[column] ?? "");
  const { edited, deleted, mentions, reactions } = row;
  return {
    seq: Number(row["seq"]),
    key: text("key"),
    thread: text("thread"),
    change: Number(row["change"]),
    at: Number(row["at"]),
    by: {
      id: text("by_id"),
      name: text("by_name"),
      color: text("by_color"),
      ...(row["by_verified"] === 1 && { verified: true }),
    },
    text: text("text"),
    ...(typeof edited === "number" && { editedAt: edited }),
    ...(typeof deleted === "number" && {
      deleted: { at: deleted, by: { id: text("deleted_id"), name: text("deleted_name") } },
    }),
    ...(typeof mentions === "string" && { mentions: JSON.parse(mentions) as Mention[] }),
    ...(typeof reactions === "string" && { reactions: JSON.parse(reactions) as Reactions }),
  };
}
