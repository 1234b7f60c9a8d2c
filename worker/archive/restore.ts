import { randomToken } from "../../shared/ids.ts";
import { checksum } from "../docs/checksum.ts";
import { chunkBytes, copyChunks } from "../docs/chunks.ts";
import { writeExtent } from "../docs/extent-rows.ts";
import { Meta } from "../room/meta.ts";
import { isMade } from "../room/schema.ts";
import { PATHS } from "./format.ts";
import type { Staging } from "./staging.ts";
import type { Verified } from "./verify.ts";

/** Has nobody drawn or said anything here, ever? */
export function isEmpty(storage: DurableObjectStorage): boolean {
  if (!isMade(storage)) return true;
  const { sql } = storage;
  const { generation } = sql
    .exec<{ generation: number }>("SELECT value AS generation FROM meta WHERE key = 'generation'")
    .one();
  const tables = ["head", "history", "message", `log_${generation}`];
  return tables.every((table) => sql.exec(`SELECT 1 FROM ${table} LIMIT 1`).toArray().length === 0);
}

/**
 * Puts what was staged and verified into an empty room. Call it inside a
 * transaction. Bytes go from row to row, so that a large room needs no memory,
 * and each row's place is free for the next.
 */
export function restore(
  { sql }: DurableObjectStorage,
  staged: Staging,
  verified: Verified,
  now: number,
): void {
  const { about, headExtent, log, history } = verified;
  const { generation } = sql
    .exec<{ generation: number }>("SELECT value AS generation FROM meta WHERE key = 'generation'")
    .one();
  const meta = new Meta(sql);
  meta.set("title", about.title);
  meta.set("access", about.access);
  meta.set("created", Math.min(about.createdAt, now));
  // Who was in the empty room knows places in another log.
  meta.set("incarnation", randomToken(8));
  if (headExtent !== null) {
    const head = staged.read(PATHS.head("board"));
    const owner = moveToChunks(sql, staged, PATHS.head("board"));
    sql.exec(
      "INSERT INTO head (owner, doc, generation, bytes, sum, extent, at) VALUES (?, 1, ?, ?, ?, ?, ?)",
      owner,
      generation,
      head.byteLength,
      checksum(head),
      writeExtent(sql, owner, headExtent),
      now,
    );
  }
  for (const { file, fromAt, toAt, who } of log) {
    sql.exec(
      `INSERT INTO log_${generation} (doc, part, parts, from_at, to_at, who, data)
       SELECT 1, part, (SELECT count(*) FROM staged WHERE path = ?1), ?2, ?3, ?4, data
       FROM staged WHERE path = ?1 ORDER BY part`,
      file,
      fromAt,
      toAt,
      who.join(" "),
    );
    staged.remove(file);
  }
  for (const { file, fromAt, toAt, entries } of history) {
    const owner = moveToChunks(sql, staged, file);
    sql.exec(
      "INSERT INTO history (owner, from_at, to_at, entries, bytes) VALUES (?, ?, ?, ?, ?)",
      owner,
      fromAt,
      toAt,
      entries,
      chunkBytes(sql, owner),
    );
  }
  sql.exec(
    `INSERT INTO message (seq, key, at, by_id, by_name, by_color, text)
     SELECT seq, key, at, by_id, by_name, by_color, text FROM staged_message ORDER BY seq`,
  );
}

function moveToChunks(sql: SqlStorage, staged: Staging, path: string): number {
  const owner = copyChunks(sql, "SELECT part, data FROM staged WHERE path = ?", path);
  staged.remove(path);
  return owner;
}
