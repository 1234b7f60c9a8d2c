import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { backUp } from "./copy.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-backup-"));
  mkdirSync(join(folder, "data", "rooms", "stoa-Room"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const data = (): string => join(folder, "data");
const room = (name: string, below = data()): string => join(below, "rooms/stoa-Room", name);

/** A database as the runtime keeps it: write-ahead log, opened by somebody. */
function openRoom(name: string): DatabaseSync {
  const database = new DatabaseSync(room(name));
  database.exec("PRAGMA journal_mode = WAL; CREATE TABLE edit (text TEXT)");
  return database;
}

function edits(file: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database
      .prepare("SELECT text FROM edit")
      .all()
      .map(({ text }) => text);
  } finally {
    database.close();
  }
}

test("R67: a backup holds what was written before it, also what is only in the write-ahead log", () => {
  const database = openRoom("a.sqlite");
  database.exec("INSERT INTO edit VALUES ('before')");
  expect(statSync(room("a.sqlite-wal")).size).toBeGreaterThan(0);
  const to = join(folder, "backup");
  expect(backUp(data(), to)).toEqual({ databases: 1, failures: [] });
  database.exec("INSERT INTO edit VALUES ('after')");
  database.close();
  expect(edits(room("a.sqlite", to))).toEqual(["before"]);
  expect(statSync(to).mode & 0o077).toBe(0);
});

test("R67: a backup leaves out a transaction that is not finished", () => {
  const database = openRoom("a.sqlite");
  database.exec("INSERT INTO edit VALUES ('whole'); BEGIN; INSERT INTO edit VALUES ('half')");
  const to = join(folder, "backup");
  backUp(data(), to);
  database.exec("COMMIT");
  database.close();
  expect(edits(room("a.sqlite", to))).toEqual(["whole"]);
});

test("R67: a damaged room is named, and costs the others nothing", () => {
  openRoom("good.sqlite").close();
  writeFileSync(
    room("bad.sqlite"),
    "this is no database, although it is as long as a header is ".repeat(9),
  );
  const to = join(folder, "backup");
  const { databases, failures } = backUp(data(), to);
  expect(databases).toBe(1);
  expect(failures).toEqual([expect.stringMatching(/bad\.sqlite: .*not a database/)]);
  expect(existsSync(room("good.sqlite", to))).toBe(true);
  expect(existsSync(room("bad.sqlite", to))).toBe(false);
});

test("R67: a backup overwrites nothing, and takes no folder for data that is none", () => {
  mkdirSync(join(folder, "there"));
  expect(() => backUp(data(), join(folder, "there"))).toThrow(/is there already/);
  expect(() => backUp(join(folder, "there"), join(folder, "new"))).toThrow(/has no rooms/);
  expect(existsSync(join(folder, "new"))).toBe(false);
});

test("R67: the remains of an interrupted backup do not stop the next", () => {
  openRoom("a.sqlite").close();
  const to = join(folder, "backup");
  mkdirSync(join(`${to}.unfinished`, "rooms"), { recursive: true });
  writeFileSync(join(`${to}.unfinished`, "rooms", "half"), "");
  expect(backUp(data(), to).databases).toBe(1);
  expect(existsSync(join(to, "rooms", "half"))).toBe(false);
});
