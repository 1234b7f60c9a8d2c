/** The schema: the tables of a room as steps from one version to the next. */

import { isAsWritten, rowSum } from "../checksum.ts";
import { COMPACT_QUIET_MS } from "../limits.ts";
import { logError } from "../log.ts";
import { assertDiskSpace } from "../machine.ts";
import { countRows } from "../metrics.ts";
import { readBlob } from "./blobs.ts";
import { insertDue, sealDue } from "./due-rows.ts";
import { sealSegments } from "./history-rows.ts";
import { sealLogStarts } from "./log-starts.ts";
import { Meta } from "./meta.ts";
import { sealSnapshots } from "./snapshot-rows.ts";

/** A row of the table `link`. */
export interface LinkRow extends Record<string, SqlStorageValue> {
  id: number;
  hash: ArrayBuffer;
  role: string;
  label: string;
  created: number;
  expires: number | null;
  revoked: number | null;
  sum: number | null;
}

/** Returns the checksum of a link's row. */
export function linkSum(row: LinkRow): number {
  return rowSum(row.id, row.hash, row.role, row.label, row.created, row.expires, row.revoked);
}

/** One step from a version of the tables to the next. */
type Step = string | ((sql: SqlStorage) => void);

/**
 * The room's tables, as steps from one version to the next. A step that has landed is never
 * changed: rooms out there have taken it.
 *
 * - `meta`: settings by name.
 * - `doc`: the Yjs documents and their names.
 * - `head`: whole documents (snapshots) as of a compaction, and their coverage; the newest one counts.
 * - The table `log_<generation>` has one row for each written window, or part of one. It is
 *   dropped as a table when no snapshot needs it any more, because `DROP TABLE` bills no rows
 *   and `DELETE` bills each.
 * - `log`: where each log begins: the number of the row before it, and the mark of that row.
 * - `history`: the content of dropped logs, with times and authors.
 * - `chunk`: the bytes of snapshots and history, cut to rows that production's limit allows.
 * - `message`: the chat, in the server's order.
 * - `thread`, `comment`: the threads on the board, and their comments.
 * - `link`: the keys that open the room, and the role of each.
 * - `asset`: images, by the hash of their bytes, which lie in `chunk` or in a bucket.
 * - `due`: the jobs of the room's one alarm, and when each is due.
 * - `quarantine`: frames that were refused, with the reason, for the operator who looks into
 *   it.
 */
const STEPS: readonly Step[] = [
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
  // A sum over a part of a snapshot's bytes; null when it was made before there was one.
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
  // Checksums of rows, null in rows of the version before; `total`: bytes of the chat up to this message.
  (sql) => {
    addColumn(sql, "meta", "sum INTEGER");
    addColumn(sql, "message", "sum INTEGER");
    addColumn(sql, "message", "total INTEGER");
    addColumn(sql, "link", "sum INTEGER");
    for (const log of logTables(sql)) addColumn(sql, log, "sum INTEGER");
    for (const row of sql.exec<LinkRow>("SELECT * FROM link").toArray()) {
      sql.exec("UPDATE link SET sum = ? WHERE id = ?", linkSum(row), row.id);
    }
  },
  // Where the structure of a snapshot lies in `chunk`; null when it is to be built of the snapshot's bytes.
  (sql) => addColumn(sql, "head", "structure INTEGER"),
  markUnchecked,
  // Checksums of the rows that had none, and a job that gives them to the messages of earlier versions.
  (sql) => {
    for (const table of ["log", "due", "history"]) addColumn(sql, table, "sum INTEGER");
    for (const sum of ["extent_sum", "structure_sum", "row_sum"]) {
      addColumn(sql, "head", `${sum} INTEGER`);
    }
    sealLogStarts(sql);
    sealSnapshots(sql, (blobId) => readBlob(sql, blobId));
    sealSegments(sql);
    sealDue(sql);
    planSealing(sql);
  },
  `
  CREATE TABLE asset (
    id TEXT PRIMARY KEY,          -- SHA-256 of the bytes, in base64url
    blob INTEGER,                 -- chunk.owner of the bytes; null when they lie in the bucket
    type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    bytes_sum INTEGER NOT NULL,   -- checksum of the bytes
    by_id TEXT NOT NULL,          -- public id of the person who brought it
    at INTEGER NOT NULL,
    sum INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE thread (
    key TEXT PRIMARY KEY,         -- that of its first comment
    change INTEGER NOT NULL,      -- the number of its latest change among those of all threads and comments
    at INTEGER NOT NULL,
    by_id TEXT NOT NULL,          -- public id of the person who began it
    pin TEXT NOT NULL,            -- where it is, as JSON
    resolved INTEGER,             -- when, and by whom
    resolved_id TEXT,
    resolved_name TEXT,
    removed INTEGER,              -- 1: it is gone, and this row tells clients that were away
    sum INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX thread_change ON thread (change);
  CREATE TABLE comment (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    thread TEXT NOT NULL,
    change INTEGER NOT NULL,
    at INTEGER NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_color TEXT NOT NULL,
    by_verified INTEGER NOT NULL,
    text TEXT NOT NULL,           -- empty once it is deleted
    edited INTEGER,
    deleted INTEGER,              -- when, and by whom
    deleted_id TEXT,
    deleted_name TEXT,
    mentions TEXT,                -- JSON; null: none
    reactions TEXT,               -- JSON; null: none
    sum INTEGER NOT NULL
  );
  CREATE INDEX comment_change ON comment (change);
  CREATE INDEX comment_thread ON comment (thread);
  `,
];

/** Messages that an earlier version wrote get their checksums later, since there may be many. */
function planSealing(sql: SqlStorage): void {
  const unsummed = sql.exec("SELECT 1 FROM message WHERE sum IS NULL LIMIT 1").toArray();
  if (unsummed.length === 0) return;
  insertDue(sql, "seal-chat", { at: Date.now() + COMPACT_QUIET_MS, failures: 0 });
}

/**
 * A room of an earlier version may hold items that no Yjs client writes: the
 * next compaction looks for them, once.
 */
export function markUnchecked(sql: SqlStorage): void {
  const tables = ["head", ...logTables(sql)];
  const isEmpty = tables.every(
    (table) => sql.exec(`SELECT 1 FROM ${table} LIMIT 1`).toArray().length === 0,
  );
  if (isEmpty) return;
  sql.exec("INSERT OR REPLACE INTO meta (key, value) VALUES ('unchecked', 1)");
  sql.exec(
    "INSERT OR IGNORE INTO due (job, at) VALUES ('compact', ?)",
    Date.now() + COMPACT_QUIET_MS,
  );
}

/** Adds a column unless the table was made with it. */
function addColumn(sql: SqlStorage, table: string, definition: string): void {
  const [column = ""] = definition.split(" ");
  const has = sql.exec("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", table, column);
  if (has.toArray().length === 0) sql.exec(`ALTER TABLE ${table} ADD COLUMN ${definition}`);
}

/** Returns the names of the log tables that there are, of whatever generation. */
export function logTables(sql: SqlStorage): string[] {
  return sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'log_[0-9]*'",
    )
    .toArray()
    .map(({ name }) => name);
}

/** Makes the columns of a log table. `part` counts from 0 to `parts` − 1 when an update did not fit one row. */
export function logTable(generation: number): string {
  return `CREATE TABLE log_${generation} (
    seq INTEGER PRIMARY KEY,
    doc INTEGER NOT NULL,
    part INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    who TEXT NOT NULL,
    data BLOB NOT NULL,
    sum INTEGER
  )`;
}

/** Objects whose tables are known to be there, so that the question costs a write nothing. */
const made = new WeakSet<DurableObjectStorage>();

/** The id of each object's room, to be written with its first row; an object knows only its hash. */
const roomIds = new WeakMap<DurableObjectStorage, string>();

/** Keeps the id of the room for its first row. */
export function noteRoomId(storage: DurableObjectStorage, roomId: string): void {
  roomIds.set(storage, roomId);
}

/** The work that is due when the first row of an object is stored. */
const whenFirstStored = new WeakMap<DurableObjectStorage, () => void>();

/** Calls `action` when the first thing is stored of this object, of which nothing is on the disk yet. */
export function onFirstStored(storage: DurableObjectStorage, action: () => void): void {
  whenFirstStored.set(storage, action);
}

/** Is anything of the room on the disk? */
export function isStored(storage: DurableObjectStorage): boolean {
  return isMade(storage) || new Meta(storage.sql).exists;
}

/**
 * Are the room's tables there? They are made with the first thing that somebody
 * writes, so that a room in which nobody wrote takes no space on the disk.
 */
export function isMade(storage: DurableObjectStorage): boolean {
  if (made.has(storage)) return true;
  const tables = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'doc'").toArray();
  if (tables.length > 0) made.add(storage);
  return tables.length > 0;
}

/**
 * Makes the room's tables, if they are not there. Call it outside a transaction
 * that may be rolled back.
 */
export function makeTables(storage: DurableObjectStorage): void {
  if (isMade(storage)) return;
  assertDiskSpace();
  const { sql } = storage;
  const meta = new Meta(sql);
  const isFirst = !meta.exists;
  storage.transactionSync(() => {
    // The room's owner may have been written before; the steps know `meta` in its first form.
    const before = meta.entries();
    sql.exec("DROP TABLE IF EXISTS meta");
    sql.exec("CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID");
    runSteps(storage, 0);
    const roomId = roomIds.get(storage);
    if (roomId !== undefined) meta.set("id", roomId);
    meta.set("created", Date.now());
    for (const [key, value] of before) meta.set(key, value);
  });
  made.add(storage);
  if (isFirst) whenFirstStored.get(storage)?.();
}

/** Makes the table `meta` alone, for a room of which only the owner is known. */
export function makeMeta(storage: DurableObjectStorage): void {
  const meta = new Meta(storage.sql);
  if (meta.exists) return;
  countRows(
    storage.sql.exec("CREATE TABLE meta (key TEXT PRIMARY KEY, value, sum INTEGER) WITHOUT ROWID"),
  );
  const roomId = roomIds.get(storage);
  if (roomId !== undefined) meta.set("id", roomId);
  meta.set("created", Date.now());
  whenFirstStored.get(storage)?.();
}

/** The facts that a room tells of itself when it is opened. */
export interface Opened {
  readonly isDeleted: boolean;
  /** Does a row say that an archive is being moved into the room? */
  readonly isImporting: boolean;
}

const NOTHING_STORED: Opened = { isDeleted: false, isImporting: false };

/**
 * Brings a room's tables to the present version, each step in a transaction of
 * its own. `PRAGMA user_version` is refused by the runtime, so the version is a
 * row. A room that is up to date is only read. Each write, even one that changes
 * nothing, would have to be made durable before the room can say anything. A
 * room in which nobody wrote gets no tables here.
 *
 * It asks as few questions as it can: each takes time whenever the room wakes.
 *
 * @returns what the room says of itself; of a deleted one, nothing is brought anywhere.
 * @throws when the room was written by a later version of Stoa than this one.
 */
export function migrate(storage: DurableObjectStorage): Opened {
  const rows = aboutRoom(storage.sql);
  if (rows === null) return NOTHING_STORED;
  // The version is written with the tables; where its row is damaged, they are looked for.
  if (rows.some(({ key }) => key === "schema")) made.add(storage);
  const isDeleted = rows.some(({ key }) => key === "deleted");
  const opened = { isDeleted, isImporting: rows.some(({ key }) => key === "importing") };
  if (isDeleted || !isMade(storage)) return opened;
  const version = versionIn(rows.find(({ key }) => key === "schema"));
  if (version > STEPS.length) {
    throw new Error(`This room has schema ${version}; this Stoa knows up to ${STEPS.length}.`);
  }
  if (version < STEPS.length) runSteps(storage, version);
  return opened;
}

/**
 * Returns the rows of `meta` that say what the room is; null where the table is not there. A room that wakes mostly has
 * it, so it is read before anybody looks whether it is there.
 */
function aboutRoom(sql: SqlStorage): Record<string, SqlStorageValue>[] | null {
  try {
    return sql
      .exec<Record<string, SqlStorageValue>>(
        "SELECT * FROM meta WHERE key IN ('deleted', 'importing', 'schema')",
      )
      .toArray();
  } catch (error) {
    if (new Meta(sql).exists) throw error;
    return null;
  }
}

/** Rows have checksums since this version alone: a version that is damaged is this one. */
function versionIn(row: Record<string, SqlStorageValue> | undefined): number {
  const { value = null, sum = null } = row ?? {};
  if (typeof value === "number" && isAsWritten(sum, "schema", value)) return value;
  logError("meta-damaged", new Error("The schema's version is not what was written."));
  return STEPS.length;
}

function runSteps(storage: DurableObjectStorage, version: number): void {
  const { sql } = storage;
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue;
    storage.transactionSync(() => {
      if (typeof step === "string") countRows(sql.exec(step));
      else step(sql);
      if (index === 0) {
        countRows(sql.exec(logTable(1)));
        countRows(sql.exec("INSERT INTO meta VALUES ('generation', 1)"));
      }
      countRows(
        sql.exec("INSERT OR REPLACE INTO meta (key, value) VALUES ('schema', ?)", index + 1),
      );
      if (index === STEPS.length - 1) new Meta(sql).seal();
    });
  }
}
