import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { Failure } from "../failure.ts";
import { isSqliteError } from "../serve/alarm-index.ts";

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** A room's database file, and what the file system knows of it. */
export interface RoomFile {
  readonly path: string;
  /** Of the file and its write-ahead log. */
  readonly bytes: number;
  readonly changedAt: Date;
}

/** The files of all rooms in a data folder, the one that changed last first. */
export function roomFiles(dataDirectory: string): RoomFile[] {
  const folder = join(dataDirectory, "rooms", "stoa-Room");
  if (!existsSync(folder)) {
    throw new Failure(`${dataDirectory} is no data folder of Stoa: there is no ${folder}.`);
  }
  return readdirSync(folder)
    .filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name))
    .map((name) => {
      const path = join(folder, name);
      const files = [path, `${path}-wal`].flatMap((each) => {
        const stat = statSync(each, { throwIfNoEntry: false });
        return stat === undefined ? [] : [stat];
      });
      return {
        path,
        bytes: files.reduce((sum, { size }) => sum + size, 0),
        changedAt: new Date(Math.max(...files.map(({ mtimeMs }) => mtimeMs))),
      };
    })
    .sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime());
}

/**
 * Reads a room's database without the server, and beside it: SQLite lets
 * another process read along, its write-ahead log included. All of it is one
 * transaction, so that what is read belongs together.
 */
export function readRoom<T>(file: string, look: (room: RoomDatabase) => T): T {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    database.exec("BEGIN");
    return look(new RoomDatabase(database));
  } finally {
    database.close();
  }
}

/** The same for a file that may be damaged: then `instead` says what comes of SQLite's complaint. */
export function readRoomOr<T>(
  file: string,
  look: (room: RoomDatabase) => T,
  instead: (complaint: string) => T,
): T {
  try {
    return readRoom(file, look);
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return instead(error.message);
  }
}

/** One room's tables. */
export class RoomDatabase {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  *rows(query: string, ...values: (string | number)[]): Generator<Row> {
    yield* this.#database.prepare(query).iterate(...values);
  }

  /** The first column of the first row; null when there is none. */
  value(query: string, ...values: (string | number)[]): SQLOutputValue {
    const row = this.#database.prepare(query).get(...values);
    return Object.values(row ?? {})[0] ?? null;
  }

  hasTable(name: string): boolean {
    return this.value("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name) === 1;
  }

  /** The room's fact by this name; null where there is none. */
  meta(key: string): SQLOutputValue {
    return this.hasTable("meta") ? this.value("SELECT value FROM meta WHERE key = ?", key) : null;
  }

  /** The bytes of a snapshot or of a segment. */
  blob(blobId: number): Uint8Array {
    const pieces = [...this.rows("SELECT data FROM chunk WHERE owner = ? ORDER BY part", blobId)];
    return Buffer.concat(pieces.map(({ data }) => bytesOf(data)));
  }
}

/** The bytes of a column that holds bytes; nothing when it does not. */
export function bytesOf(value: SQLOutputValue | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

/** The file of one room: by the room's id, or by the beginning of the file's name. */
export function findRoom(dataDirectory: string, wanted: string): RoomFile {
  const files = roomFiles(dataDirectory);
  const idOf = (path: string) =>
    readRoomOr(
      path,
      (room) => room.meta("id"),
      () => null,
    );
  const named = files.filter(({ path }) => idOf(path) === wanted);
  const found =
    named.length > 0 || !/^[0-9a-f]{6,64}$/.test(wanted)
      ? named
      : files.filter(({ path }) => basename(path).startsWith(wanted));
  const [only] = found;
  if (only === undefined) {
    throw new Failure(`there is no room ${wanted} in ${dataDirectory}; see: npm run stoa -- list`);
  }
  if (found.length > 1) throw new Failure(`${wanted} is the beginning of ${found.length} files.`);
  return only;
}
