import type { RoomStats } from "../../shared/stats.ts";
import { DocumentStore } from "../docs/store.ts";
import { Keyring } from "./keyring.ts";
import type { Session } from "./session.ts";
import { Settings } from "./settings.ts";

/** Counts what a room holds and who is in it. It reads every row of the log, so it is for an owner who asks. */
export function roomStats(
  storage: DurableObjectStorage,
  sessions: Iterable<Session>,
  now: number,
): RoomStats {
  const { sql } = storage;
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
    history: sql
      .exec<{ segments: number; entries: number; bytes: number }>(
        "SELECT count(*) AS segments, coalesce(sum(entries), 0) AS entries, coalesce(sum(bytes), 0) AS bytes FROM history",
      )
      .one(),
    messages: sql.exec<{ count: number }>("SELECT count(*) AS count FROM message").one().count,
    links: { open, spent: links.length - open },
    here,
    quarantined: Object.fromEntries(
      sql
        .exec<{ reason: string; count: number }>(
          "SELECT reason, count(*) AS count FROM quarantine GROUP BY reason",
        )
        .toArray()
        .map(({ reason, count }) => [reason, count]),
    ),
  };
}

function documents(storage: DurableObjectStorage): RoomStats["documents"] {
  const store = new DocumentStore(storage);
  const names = storage.sql
    .exec<{ id: number; name: string }>("SELECT id, name FROM doc")
    .toArray();
  return names.map(({ id, name }) => {
    const [head] = store.heads(id);
    return {
      name,
      head: head === undefined ? null : { generation: head.generation, bytes: head.bytes },
      log: store.logSizeOf(id),
    };
  });
}
