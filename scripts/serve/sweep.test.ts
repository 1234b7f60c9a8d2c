import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sweepEmptyRooms } from "./sweep.ts";

let folder: string;
let rooms: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-sweep-"));
  rooms = join(folder, "rooms", "stoa-Room");
  mkdirSync(rooms, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

const object = (digit: string): string => digit.repeat(64);
const fileOf = (digit: string): string => join(rooms, `${object(digit)}.sqlite`);

/** A database as the runtime leaves it: in write-ahead mode. Open, what was written last is beside it. */
function database(digit: string, statements = "", isOpen = false): DatabaseSync {
  const made = new DatabaseSync(fileOf(digit));
  made.exec(`PRAGMA journal_mode = WAL; PRAGMA user_version = 1; PRAGMA user_version = 0;`);
  made.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  made.exec(statements);
  if (!isOpen) made.close();
  return made;
}

const left = (): string[] =>
  readdirSync(rooms)
    .filter((name) => name.endsWith(".sqlite"))
    .map((name) => name.charAt(0))
    .sort();

test("R149: files of rooms in which nothing is are removed, and no other file is", () => {
  database("1");
  database("2", "CREATE TABLE meta (key TEXT PRIMARY KEY, value)");
  // Written, and so far in the write-ahead log alone.
  const written = database("3", "CREATE TABLE meta (key TEXT PRIMARY KEY, value)", true);
  const looked = database("4", "PRAGMA user_version = 5", true);
  // Known: it held something once.
  database("5");
  mkdirSync(join(folder, "copies"));
  writeFileSync(join(folder, "copies", "known-rooms.txt"), `${object("5")}\n`);
  writeFileSync(fileOf("6"), Buffer.alloc(4096, 7));
  writeFileSync(fileOf("7"), "");
  database("8", "CREATE TABLE meta (key TEXT PRIMARY KEY, value)");
  truncateSync(fileOf("8"), 4096);
  writeFileSync(join(rooms, "metadata.sqlite"), "");

  expect(sweepEmptyRooms(folder)).toBe(2);
  expect(left()).toEqual(["2", "3", "5", "6", "7", "8", "m"]);
  expect(readdirSync(rooms).filter((name) => /^[14]/.test(name))).toEqual([]);
  written.close();
  looked.close();
  expect(sweepEmptyRooms(join(folder, "nowhere"))).toBe(0);
});
