import { countRows } from "../metrics.ts";

/**
 * The room's tables, as steps from one version to the next. A step that has
 * landed is never changed: rooms out there have taken it.
 *
 * - `meta`: settings by name.
 * - `doc`: the Yjs documents and their names.
 * - `head`: whole documents as of a compaction, and what they cover; the newest one counts.
 * - `log_<generation>`: one row for each written window (or part of one); dropped as a table
 *   when no head needs it any more, because `DROP TABLE` bills no rows and `DELETE` bills each.
 * - `log`: where each log begins: the number of the row before it, and the mark of that row.
 * - `history`: what dropped logs held, timed and with authors.
 * - `chunk`: the bytes of heads and history, cut to rows that production's limit allows.
 * - `message`: the chat, in the server's order.
 * - `link`: who may come in by which key, and as what.
 * - `due`: what the room's one alarm has to do, and when.
 * - `quarantine`: frames that were refused, with the reason, for whoever looks into it.
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE doc (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    head INTEGER,           -- chunk.owner of the present head
    previous INTEGER,       -- chunk.owner of the head before, kept for a day
    head_bytes INTEGER NOT NULL DEFAULT 0,
    extent BLOB             -- what the head covers: state vector and delete set
  );
  INSERT INTO doc (id, name) VALUES (1, 'board');
  CREATE TABLE chunk (
    owner INTEGER NOT NULL,
    part INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (owner, part)
  ) WITHOUT ROWID;
  CREATE TABLE message (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_color TEXT NOT NULL,
    text TEXT NOT NULL
  );
  CREATE TABLE due (job TEXT PRIMARY KEY, at INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
  `,
  `
  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,            -- public id of the sender
    reason TEXT NOT NULL,
    bytes INTEGER NOT NULL,       -- length of the frame; data may hold only its beginning
    data BLOB NOT NULL
  );
  `,
  `
  CREATE TABLE head (
    owner INTEGER PRIMARY KEY,    -- chunk.owner of its bytes
    doc INTEGER NOT NULL,
    generation INTEGER NOT NULL,  -- it holds everything before log_<generation>
    bytes INTEGER NOT NULL,
    sum INTEGER,                  -- checksum of its bytes; null when it was made before there was one
    extent BLOB NOT NULL,         -- what it covers: state vector and delete set
    at INTEGER NOT NULL
  );
  INSERT INTO head (owner, doc, generation, bytes, sum, extent, at)
    SELECT doc.head, doc.id, meta.value, doc.head_bytes, NULL, doc.extent, 0
    FROM doc JOIN meta ON meta.key = 'generation' WHERE doc.head IS NOT NULL;
  DELETE FROM chunk WHERE owner IN (SELECT previous FROM doc WHERE previous IS NOT NULL);
  ALTER TABLE doc DROP COLUMN head;
  ALTER TABLE doc DROP COLUMN previous;
  ALTER TABLE doc DROP COLUMN head_bytes;
  ALTER TABLE doc DROP COLUMN extent;
  CREATE TABLE history (
    owner INTEGER PRIMARY KEY,    -- chunk.owner of its bytes
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    bytes INTEGER NOT NULL
  );
  `,
  `
  CREATE TABLE link (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,           -- SHA-256 of its key, which only its holder knows
    role TEXT NOT NULL,
    label TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER,
    revoked INTEGER
  );
  `,
  `
  CREATE TABLE log (
    generation INTEGER PRIMARY KEY,
    base INTEGER NOT NULL,        -- the last row before log_<generation>
    mark INTEGER NOT NULL         -- that row's to_at, or a number that nobody has been told
  );
  INSERT INTO log (generation, base, mark)
    SELECT CAST(substr(name, 5) AS INTEGER), 0, random() >> 11
    FROM sqlite_master WHERE type = 'table' AND name GLOB 'log_[0-9]*';
  INSERT INTO meta VALUES ('incarnation', lower(hex(randomblob(8))));
  `,
  // A sum over a part of a head's bytes; null when it was made before there was one.
  "ALTER TABLE head ADD COLUMN sample INTEGER",
  // Found by one number: a table whose rows lie in the order of their keys reads a whole row to compare it.
  `
  CREATE TABLE piece (
    id INTEGER PRIMARY KEY,       -- 1024 * owner + part
    owner INTEGER AS (id >> 10),
    part INTEGER AS (id & 1023),
    data BLOB NOT NULL
  );
  INSERT INTO piece (id, data) SELECT 1024 * owner + part, data FROM chunk;
  DROP TABLE chunk;
  ALTER TABLE piece RENAME TO chunk;
  `,
  // Whether a token vouched for the author's name. Of earlier messages nothing is known.
  "ALTER TABLE message ADD COLUMN by_verified INTEGER NOT NULL DEFAULT 0",
];

/** The columns of a log table. `part` counts from 0 to `parts` − 1 when an update did not fit one row. */
export function logTable(generation: number): string {
  return `CREATE TABLE log_${generation} (
    seq INTEGER PRIMARY KEY,
    doc INTEGER NOT NULL,
    part INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    who TEXT NOT NULL,
    data BLOB NOT NULL
  )`;
}

/**
 * Brings a room's tables to the present version, each step in a transaction of
 * its own. `PRAGMA user_version` is refused by the runtime, so the version is a
 * row. A room that is up to date is only read: each write, even one that changes
 * nothing, would have to be made durable before the room can say anything.
 *
 * @returns when the room was deleted, in milliseconds since 1970: then nothing
 *   is brought anywhere; null when it was not.
 * @throws when the room was written by a later version of Stoa than this one.
 */
export function migrate(storage: DurableObjectStorage): number | null {
  const { sql } = storage;
  const meta = readMeta(sql);
  const deletedAt = meta.get("deleted");
  if (deletedAt !== undefined) return deletedAt;
  const version = meta.get("schema") ?? 0;
  if (version > STEPS.length) {
    throw new Error(`This room has schema ${version}; this Stoa knows up to ${STEPS.length}.`);
  }
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue;
    storage.transactionSync(() => {
      countRows(sql.exec(step));
      if (index === 0) {
        countRows(sql.exec(logTable(1)));
        countRows(
          sql.exec("INSERT INTO meta VALUES ('generation', 1), ('created', ?)", Date.now()),
        );
      }
      countRows(sql.exec("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", index + 1));
    });
  }
  return null;
}

function readMeta(sql: SqlStorage): ReadonlyMap<string, number> {
  if (sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray().length === 0) {
    sql.exec("CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID");
  }
  const rows = sql
    .exec<{ key: string; value: number }>(
      "SELECT key, value FROM meta WHERE key IN ('deleted', 'schema')",
    )
    .toArray();
  return new Map(rows.map(({ key, value }) => [key, value]));
}
