/** The check of all room files before a start. A damaged one gives way to its newest copy, and a lost one is never made anew. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { isSound, moveAside } from "./alarm-index.ts";
import { Copies } from "./copies.ts";

/** The outcome of the check. */
export interface RoomsCheck {
  /** Objects whose rooms are shown from a copy, and can only be looked at. */
  readonly copied: readonly string[];
  /** Objects whose rooms cannot be shown, and must not be made anew. */
  readonly closed: readonly string[];
  /** Lines for the operator. */
  readonly lines: readonly string[];
}

/** The first bytes of every SQLite file (sqlite.org/fileformat2.html). */
const MAGIC = Buffer.from("SQLite format 3\0");

/**
 * Checks the files of all rooms, cheaply: that each known one is there and begins as a database does. Those that a
 * running server found damaged (`reported`) are read through.
 */
export function checkRooms(
  dataDirectory: string,
  now: Date,
  reported: ReadonlySet<string> = new Set(),
): RoomsCheck {
  const rooms = join(dataDirectory, "rooms", "stoa-Room");
  const aside = join(dataDirectory, "damaged");
  const known = new Copies(dataDirectory).known();
  const closed: string[] = [];
  const lines: string[] = [];
  const names = existsSync(rooms) ? readdirSync(rooms) : [];
  const objects = names.flatMap(
    (name) => /^([0-9a-f]{64})\.sqlite(?:-wal)?$/.exec(name)?.[1] ?? [],
  );
  for (const object of new Set([...objects, ...known])) {
    const file = join(rooms, `${object}.sqlite`);
    const fault = faultOf(file, known.has(object), reported.has(object));
    if (fault === null) continue;
    const shown = showCopy(dataDirectory, object, fault, now);
    if (shown === null) {
      closed.push(object);
      lines.push(
        `the room file ${file} ${fault}, and there is no copy of it: its room stays closed. Put the file back from a ` +
          `backup${known.has(object) ? ", or take its line out of copies/known-rooms.txt to give it up" : ""}.`,
      );
      continue;
    }
    lines.push(shown);
  }
  return { copied: [...asideObjects(aside)], closed, lines };
}

/**
 * Puts a room's newest sound copy in the place of its file, which is kept aside.
 *
 * @param fault what is wrong with the file, as the end of a sentence.
 * @returns a line for the operator; null when there is no copy, and nothing was done.
 */
export function showCopy(
  dataDirectory: string,
  object: string,
  fault: string,
  now: Date,
): string | null {
  const copy = new Copies(dataDirectory).of(object).find((each) => isSound(each.file));
  if (copy === undefined) return null;
  const file = join(dataDirectory, "rooms", "stoa-Room", `${object}.sqlite`);
  const fresh = `${file}.copy`;
  // First, because it may not fit on the disk.
  copyFileSync(copy.file, fresh);
  const damaged = setAside(file, join(dataDirectory, "damaged"), now);
  renameSync(fresh, file);
  return (
    `the room file ${file} ${fault}; it is kept as ${damaged}, and its room can be looked at as it was at ` +
    `${new Date(copy.at).toISOString()}. To let people change that copy, move ${damaged} out of its folder and start again.`
  );
}

/** The fault of a room's file, as the end of a sentence; null when it has none. */
function faultOf(file: string, isKnown: boolean, isReported: boolean): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (stat === undefined) return isKnown ? "is gone" : null;
  if (stat.size === 0) {
    // SQLite would remove the write-ahead log of an empty file, with all that it holds.
    return isKnown || (log?.size ?? 0) > 0 ? "is empty" : null;
  }
  if (!beginsAsDatabase(file)) return "is damaged";
  return isReported && !isSound(file) ? "is damaged" : null;
}

function beginsAsDatabase(file: string): boolean {
  const descriptor = openSync(file, "r");
  try {
    const first = Buffer.alloc(MAGIC.length);
    readSync(descriptor, first, 0, first.length, 0);
    return first.equals(MAGIC);
  } finally {
    closeSync(descriptor);
  }
}

/** Moves what is left of a room aside; of a file that is gone, a note stays. */
function setAside(file: string, aside: string, now: Date): string {
  const moved = moveAside(file, aside, now);
  if (!existsSync(moved)) {
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    writeFileSync(moved, "");
  }
  return moved;
}

/** The objects of which something damaged lies aside. */
function asideObjects(aside: string): Set<string> {
  const names = existsSync(aside) ? readdirSync(aside) : [];
  return new Set(
    names.flatMap((name) => /^([0-9a-f]{64})\.[^.]*\.\d+Z\.sqlite$/.exec(name)?.[1] ?? []),
  );
}
