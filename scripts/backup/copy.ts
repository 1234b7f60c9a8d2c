import {
  closeSync,
  existsSync,
  fsyncSync,
  globSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { errorCode, Failure } from "../failure.ts";

/** The content of a backup. */
export interface Backup {
  readonly databases: number;
  /** Files that could not be copied, each with the reason; everything else was. */
  readonly failures: readonly string[];
}

/** Milliseconds for which a database that is locked is waited for. */
const PATIENCE_MS = 10_000;

/**
 * Copies the rooms of a data folder, also while they are written. SQLite itself copies each
 * database as of one moment, because a copy of the bare files could tear it from its write-ahead
 * log. `to` appears only once everything in it is whole and on disk.
 *
 * @throws Failure when there is nothing to copy, or `to` cannot be made.
 */
export function backUp(dataDirectory: string, to: string): Backup {
  const rooms = join(dataDirectory, "rooms");
  if (!existsSync(rooms)) {
    throw new Failure(`${dataDirectory} is no data folder: it has no rooms/; set DATA_DIR.`);
  }
  if (existsSync(to)) throw new Failure(`${to} is there already; name a folder that is not.`);
  const unfinished = `${to}.unfinished`;
  try {
    rmSync(unfinished, { recursive: true, force: true });
    // A person who can read a backup can read every room.
    mkdirSync(join(unfinished, "rooms"), { recursive: true, mode: 0o700 });
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw new Failure(`${unfinished} cannot be written (${errorCode(error)}).`);
  }
  const files = globSync("**/*.sqlite", { cwd: rooms });
  const failures: string[] = [];
  let databases = 0;
  for (const file of files) {
    const from = join(rooms, file);
    const copy = join(unfinished, "rooms", file);
    try {
      mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
      copyDatabase(from, copy);
      databases += 1;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      rmSync(copy, { force: true });
      failures.push(`${file}: ${error.message}`);
    }
  }
  sync(unfinished);
  renameSync(unfinished, to);
  sync(dirname(to));
  return { databases, failures };
}

/** One transaction reads the database, so what is written meanwhile is left out as a whole. */
export function copyDatabase(from: string, to: string): void {
  const source = new DatabaseSync(from, { readOnly: true, timeout: PATIENCE_MS });
  try {
    source.prepare("VACUUM INTO ?").run(to);
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to, { readOnly: true });
  try {
    const found = copy.prepare("PRAGMA integrity_check").all();
    const [first] = Object.values(found[0] ?? {});
    if (first !== "ok") throw new Error(`the copy is damaged: ${first}`);
  } finally {
    copy.close();
  }
  sync(to);
}

function sync(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
