/** Room statistics: counts the room's content and the people in it. It reads every row of the log. */
import type { RoomStats } from "../../shared/stats.ts";
import type { Session } from "../connection/session.ts";
import { assetUsage } from "../storage/asset-rows.ts";
import { BOARD, DocumentStore } from "../storage/document-store.ts";
import { Keyring } from "../storage/keyring.ts";
import { isMade } from "../storage/schema.ts";
import { Settings } from "../storage/settings.ts";

/**
 * Counts the room's content and the people in it. It reads every row of the log, so it is for an
 * owner who asks.
 */
export function roomStats(
  storage: DurableObjectStorage,
  sessions: Iterable<Session>,
  now: number,
): RoomStats {
  const { sql } = storage;
  const isWritten = isMade(storage);
  const settings = new Settings(storage);
  const links = new Keyring(storage).links();
  const open = links.filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt === null || expiresAt > now),
  ).length;
  const here = { owner: 0, editor: 0, commenter: 0, viewer: 0 };
  for (const { role } of sessions) here[role] += 1;
  return {
    id: settings.roomId,
    title: settings.title,
    createdAt: settings.createdAt,
    bytes: sql.databaseSize,
    documents: documents(storage),
    history: isWritten
      ? sql
          .exec<RoomStats["history"]>(
            "SELECT count(*) AS segments, coalesce(sum(entries), 0) AS entries, coalesce(sum(bytes), 0) AS bytes FROM history",
          )
          .one()
      : { segments: 0, entries: 0, bytes: 0 },
    messages: isWritten ? countOf(sql, "message") : 0,
    comments: isWritten ? countOf(sql, "comment") : 0,
    images: assetUsage(storage),
    links: { open, spent: links.length - open },
    here,
    quarantined: isWritten ? quarantined(sql) : {},
  };
}

function countOf(sql: SqlStorage, table: "message" | "comment"): number {
  return sql.exec<{ count: number }>(`SELECT count(*) AS count FROM ${table}`).one().count;
}

function quarantined(sql: SqlStorage): RoomStats["quarantined"] {
  const rows = sql
    .exec<{ reason: string; count: number }>(
      "SELECT reason, count(*) AS count FROM quarantine GROUP BY reason",
    )
    .toArray();
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
}

function documents(storage: DurableObjectStorage): RoomStats["documents"] {
  const store = new DocumentStore(storage);
  const { id, name } = BOARD;
  const [head] = store.snapshots.of(id);
  return [
    {
      name,
      head: head === undefined ? null : { generation: head.generation, bytes: head.bytes },
      log: store.log.bounds.sizeOf(id),
    },
  ];
}
