/** The runtime's index of alarms (`metadata.sqlite`): checks it before a start, and makes it anew from the rooms. */
import { existsSync, globSync, mkdirSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The files that SQLite keeps for one database. */
export const SUFFIXES = ["", "-wal", "-shm"] as const;

/** The rows of the index: which object wants to be woken, and when, in nanoseconds since 1970. */
interface Alarm {
  readonly object: string;
  readonly at: bigint;
  readonly name: string | null;
}

/**
 * Sets each damaged index aside, because the runtime would not start with it, and writes one in its place. The runtime
 * keeps each object's alarm with the object, too; the index is made of those.
 *
 * @returns a line for the operator for each index that was damaged.
 */
export function mendAlarmIndexes(rooms: string, aside: string, now: Date): string[] {
  return globSync("*/metadata.sqlite", { cwd: rooms })
    .map((path) => join(rooms, path))
    .filter((file) => !isSound(file))
    .map((file) => {
      moveAside(file, aside, now);
      const alarms = [...alarmsBeside(file)];
      writeIndex(file, alarms);
      return `${file} was damaged, so it was moved to ${aside} and made anew with ${alarms.length} alarms.`;
    });
}

/** Moves a database, with what SQLite keeps beside it, into another folder. @returns the new path of the database. */
export function moveAside(file: string, aside: string, now: Date): string {
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  const name = `${basename(file, ".sqlite")}.${now.toISOString().replaceAll(":", "-")}.sqlite`;
  for (const suffix of SUFFIXES) {
    if (existsSync(file + suffix)) renameSync(file + suffix, join(aside, name + suffix));
  }
  return join(aside, name);
}

/** Does SQLite find nothing wrong with a file? */
export function isSound(file: string): boolean {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    try {
      const rows = database.prepare("PRAGMA quick_check").all();
      return rows.length === 1 && Object.values(rows[0] ?? {})[0] === "ok";
    } finally {
      database.close();
    }
  } catch (error) {
    if (isSqliteError(error)) return false;
    throw error;
  }
}

/** Is this an error of SQLite, rather than of ours? */
export function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";
}

/** The alarms that the objects beside an index keep themselves. An object that cannot be read sets its own again when it wakes. */
function* alarmsBeside(index: string): Generator<Alarm> {
  const folder = dirname(index);
  for (const file of globSync("*.sqlite", { cwd: folder })) {
    const object = basename(file, ".sqlite");
    if (!/^[0-9a-f]{64}$/.test(object)) continue;
    try {
      const database = new DatabaseSync(join(folder, file), { readOnly: true, timeout: 5_000 });
      try {
        const statement = database.prepare("SELECT value FROM _cf_METADATA WHERE key = 1");
        statement.setReadBigInts(true);
        const at = statement.get()?.["value"];
        if (typeof at === "bigint") yield { object, at, name: nameOf(database) };
      } finally {
        database.close();
      }
    } catch (error) {
      // It has never set an alarm, or it is damaged itself.
      if (!isSqliteError(error)) throw error;
    }
  }
}

/** A room's id, which the runtime hands to the object that it wakes. */
function nameOf(database: DatabaseSync): string | null {
  const table = "SELECT 1 FROM sqlite_master WHERE name = 'meta'";
  if (database.prepare(table).get() === undefined) return null;
  const id = database.prepare("SELECT value FROM meta WHERE key = 'id'").get()?.["value"];
  return typeof id === "string" ? id : null;
}

function writeIndex(file: string, alarms: readonly Alarm[]): void {
  const database = new DatabaseSync(file);
  try {
    // As the runtime makes it (src/workerd/server/alarm-scheduler.c++).
    database.exec(`
      PRAGMA journal_mode = WAL;
      CREATE TABLE _cf_ALARM (
        actor_id TEXT PRIMARY KEY, scheduled_time INTEGER, actor_name TEXT
      ) WITHOUT ROWID;
      BEGIN;
    `);
    const insert = database.prepare("INSERT INTO _cf_ALARM VALUES (?, ?, ?)");
    for (const { object, at, name } of alarms) insert.run(object, at, name);
    database.exec("COMMIT");
  } finally {
    database.close();
  }
}
