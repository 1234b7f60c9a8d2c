/** The sweep of room files in which nothing is: the runtime makes one for each room that somebody only looks at. */
import { closeSync, existsSync, openSync, readdirSync, readSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isSqliteError, SUFFIXES } from "./alarm-index.ts";
import { Copies } from "./copies.ts";

/** Bytes of a database that holds nothing: the runtime's page. */
const PAGE_BYTES = 4096;

/** Where SQLite's first page says what kind of page it is and how many cells it has (sqlite.org/fileformat2.html). */
const KIND_AT = 100;
const CELLS_AT = 103;
const LEAF_OF_TABLE = 0x0d;

/**
 * Removes the files of rooms without any table, while no runtime has them open.
 * A room that ever held something is known, and its file stays, whatever it has come to.
 *
 * @returns how many rooms' files were removed.
 */
export function sweepEmptyRooms(dataDirectory: string): number {
  const rooms = join(dataDirectory, "rooms", "stoa-Room");
  const known = new Copies(dataDirectory).known();
  let swept = 0;
  for (const name of existsSync(rooms) ? readdirSync(rooms) : []) {
    const object = /^([0-9a-f]{64})\.sqlite$/.exec(name)?.[1];
    if (object === undefined || known.has(object)) continue;
    const file = join(rooms, name);
    if (!isEmpty(file)) continue;
    for (const suffix of SUFFIXES) rmSync(file + suffix, { force: true });
    swept += 1;
  }
  return swept;
}

/** Is there no table in this database? A file that cannot be read is not empty. */
function isEmpty(file: string): boolean {
  if (statSync(file).size !== PAGE_BYTES || !isEmptyPage(file)) return false;
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  // The last writes may be in the write-ahead log alone.
  return (log?.size ?? 0) === 0 || hasNoTables(file);
}

/** Says the only page of a file that there is no table? */
function isEmptyPage(file: string): boolean {
  const descriptor = openSync(file, "r");
  try {
    const page = Buffer.alloc(CELLS_AT + 2);
    readSync(descriptor, page, 0, page.length, 0);
    const isDatabase = page.toString("latin1", 0, 16) === "SQLite format 3\0";
    return isDatabase && page[KIND_AT] === LEAF_OF_TABLE && page.readUInt16BE(CELLS_AT) === 0;
  } finally {
    closeSync(descriptor);
  }
}

function hasNoTables(file: string): boolean {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    try {
      return database.prepare("SELECT 1 FROM sqlite_master LIMIT 1").get() === undefined;
    } finally {
      database.close();
    }
  } catch (error) {
    if (isSqliteError(error)) return false;
    throw error;
  }
}
