import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Copies } from "./copies.ts";

const OBJECT = "a".repeat(64);
const DAY_MS = 24 * 60 * 60 * 1000;
const START = Date.parse("2026-11-30T00:00:00Z");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-copies-"));
  mkdirSync(join(folder, "rooms", "stoa-Room"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileOf = (object: string): string => join(folder, "rooms", "stoa-Room", `${object}.sqlite`);

/** Runs statements in a room's file, at a time. */
function change(object: string, at: number, sql: string): void {
  const database = new DatabaseSync(fileOf(object));
  database.exec(sql);
  database.close();
  utimesSync(fileOf(object), at / 1000, at / 1000);
}

async function pass(at: number, more: { everyMs?: number | null; floor?: number } = {}) {
  const done = await new Copies(folder).pass({
    now: new Date(at),
    everyMs: DAY_MS,
    floor: 0,
    rest: async () => undefined,
    ...more,
  });
  return { ...done, copies: new Copies(folder).of(OBJECT).map((copy) => copy.at) };
}

const MADE = "CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('id', 'spring')";

test("R135: a room is copied when it has changed and its copy is a day old, and two copies are kept", async () => {
  change(OBJECT, START, MADE);
  expect(await pass(START + 1)).toEqual({ copied: 1, failures: [], copies: [START + 1] });
  change(OBJECT, START + 10, "INSERT INTO meta VALUES ('title', 'one')");
  expect((await pass(START + DAY_MS)).copied).toBe(0);
  expect((await pass(START + DAY_MS + 1)).copies).toEqual([START + DAY_MS + 1, START + 1]);
  // It has not changed since.
  expect((await pass(START + 9 * DAY_MS)).copied).toBe(0);
  change(OBJECT, START + 9 * DAY_MS, "INSERT INTO meta VALUES ('title', 'two')");
  expect((await pass(START + 10 * DAY_MS)).copies).toEqual([
    START + 10 * DAY_MS,
    START + DAY_MS + 1,
  ]);
});

test("R135: a room in which nobody wrote is neither known nor copied", async () => {
  change(OBJECT, START, "CREATE TABLE _cf_METADATA (key, value)");
  expect(await pass(START + 1)).toEqual({ copied: 0, failures: [], copies: [] });
  expect(new Copies(folder).known().size).toBe(0);
});

test("R135: where copies are switched off, rooms are known all the same", async () => {
  change(OBJECT, START, MADE);
  expect(await pass(START + 1, { everyMs: null })).toMatchObject({ copied: 0, copies: [] });
  expect([...new Copies(folder).known()]).toEqual([OBJECT]);
});

test("R135: no copy is made of a disk's last bytes", async () => {
  change(OBJECT, START, MADE);
  const { copied, failures } = await pass(START + 1, { floor: Number.MAX_SAFE_INTEGER });
  expect(copied).toBe(0);
  expect(failures).toEqual([{ object: OBJECT, reason: "the disk is nearly full." }]);
});

test("R135: a damaged room keeps the copies that it has, and is named", async () => {
  change(OBJECT, START, MADE);
  await pass(START + 1);
  writeFileSync(fileOf(OBJECT), "this is no database");
  const { failures, copies } = await pass(Date.now() + 2 * DAY_MS);
  expect(failures).toEqual([{ object: OBJECT, reason: expect.stringContaining("not a database") }]);
  expect(copies).toEqual([START + 1]);
  expect(readdirSync(join(folder, "copies", OBJECT))).toEqual([`${START + 1}.sqlite`]);
});

test("R135: the copies of a room that its owner deleted go, and the room stays known", async () => {
  change(OBJECT, START, MADE);
  await pass(START + 1);
  change(OBJECT, START + 1_000, "DELETE FROM meta; INSERT INTO meta VALUES ('deleted', 1)");
  expect((await pass(START + 2_000)).copies).toEqual([]);
  expect(existsSync(join(folder, "copies", OBJECT))).toBe(false);
  expect([...new Copies(folder).known()]).toEqual([OBJECT]);
});
