import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";

/** The disk space that one room takes. */
export interface DiskUse {
  /** The SQLite file and its write-ahead log: what `ls` shows. The log is truncated only when it restarts. */
  readonly files: number;
  /** Pages in use, without those that are free to be used again: what is really stored. */
  readonly pages: number;
}

/** The SQLite file of the only room in a data folder. */
export function onlyRoomFile(roomsDirectory: string): string {
  const files = readdirSync(roomsDirectory, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".sqlite") && !name.endsWith("metadata.sqlite"),
  );
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new Error(`expected one room in ${roomsDirectory}, found ${files.length}`);
  }
  return join(roomsDirectory, file);
}

/** Measures a room that is being served; SQLite lets another process read along. */
export function measureDisk(file: string): DiskUse {
  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return reading(file, (read) => ({
    files: sizeOf(file) + sizeOf(`${file}-wal`),
    pages: (read("PRAGMA page_count") - read("PRAGMA freelist_count")) * read("PRAGMA page_size"),
  }));
}

/** Rows in the room's log: what compaction has not yet turned into a snapshot. */
export function countLogRows(file: string): number {
  return reading(file, (read) => {
    const generation = read("SELECT value FROM meta WHERE key = 'generation'");
    return read(`SELECT count(*) FROM log_${generation}`);
  });
}

/** Waits until the room has compacted by itself, which it does when nobody has written for a while. */
export async function logIsEmpty(file: string, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (countLogRows(file) > 0) {
    if (Date.now() > deadline) {
      throw new Error(`the log still has ${countLogRows(file)} rows after ${patienceMs / 1000} s`);
    }
    await pause(250);
  }
}

/** Each look is one short transaction, so that reading along never holds up a checkpoint. */
function reading<Result>(file: string, look: (read: (sql: string) => number) => Result): Result {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  try {
    return look((sql) => {
      const [value] = Object.values(database.prepare(sql).get() ?? {});
      if (typeof value !== "number") throw new Error(`${sql} gave no number`);
      return value;
    });
  } finally {
    database.close();
  }
}
