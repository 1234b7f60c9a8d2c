/** The deletion of a room: removes every row, and leaves a marker that says so. */

/**
 * Removes everything that a room holds, and leaves a marker that says so.
 * Otherwise a page that comes late with its own copy would bring all of it
 * back. One transaction removes the content and writes the marker. Then the
 * database is made anew, so that the disk gets its bytes back. Only an
 * interruption between those two statements leaves an empty room without a
 * marker.
 */
export async function markDeleted(storage: DurableObjectStorage, now: number): Promise<void> {
  const { sql } = storage;
  storage.transactionSync(() => {
    for (const { name } of tables(sql)) sql.exec(`DROP TABLE "${name}"`);
    insertMarker(sql, now);
  });
  await storage.deleteAlarm();
  await storage.sync();
  const emptied = storage.deleteAll();
  insertMarker(sql, now);
  await emptied;
  await storage.sync();
}

/**
 * Makes only the tables that a new object reads: whether it was deleted, and
 * the jobs of its alarm. There are no others, so that work that still runs
 * cannot write into a deleted room.
 */
function insertMarker(sql: SqlStorage, now: number): void {
  sql.exec("CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID");
  sql.exec(
    "CREATE TABLE due (job TEXT PRIMARY KEY, at INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, sum INTEGER) WITHOUT ROWID",
  );
  sql.exec("INSERT INTO meta VALUES ('deleted', ?)", now);
}

function tables(sql: SqlStorage): { name: string }[] {
  return sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'",
    )
    .toArray();
}
