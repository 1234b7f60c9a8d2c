import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mendAlarmIndexes } from "./alarm-index.ts";

const OBJECT = "a".repeat(64);
const AT = 1_796_000_000_123_456_789n;
const NOW = new Date("2026-11-30T03:00:00Z");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-alarms-"));
  mkdirSync(join(folder, "rooms", "stoa-Room"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const index = (): string => join(folder, "rooms", "stoa-Room", "metadata.sqlite");
const mend = (): string[] => mendAlarmIndexes(join(folder, "rooms"), join(folder, "damaged"), NOW);

function makeRoom(object: string, alarm: bigint | null): void {
  const database = new DatabaseSync(join(folder, "rooms", "stoa-Room", `${object}.sqlite`));
  database.exec(`
    CREATE TABLE _cf_METADATA (key INTEGER PRIMARY KEY, value BLOB);
    CREATE TABLE meta (key TEXT PRIMARY KEY, value);
    INSERT INTO meta VALUES ('id', 'spring');
  `);
  database.prepare("INSERT INTO _cf_METADATA VALUES (1, ?)").run(alarm);
  database.close();
}

test("R136: a damaged index is set aside, and made anew from what the rooms keep", () => {
  makeRoom(OBJECT, AT);
  makeRoom("b".repeat(64), null);
  writeFileSync(join(folder, "rooms", "stoa-Room", `${"c".repeat(64)}.sqlite`), "no database");
  writeFileSync(index(), "this is no database, although it is as long as a header is ".repeat(9));
  expect(mend()).toEqual([
    expect.stringMatching(/metadata\.sqlite was damaged.* with 1 alarms\.$/),
  ]);
  expect(readdirSync(join(folder, "damaged"))).toEqual([
    "metadata.2026-11-30T03-00-00.000Z.sqlite",
  ]);
  const database = new DatabaseSync(index(), { readOnly: true });
  const statement = database.prepare("SELECT * FROM _cf_ALARM");
  statement.setReadBigInts(true);
  const rows = statement.all();
  database.close();
  expect(rows).toEqual([{ actor_id: OBJECT, scheduled_time: AT, actor_name: "spring" }]);
});

test("R136: a sound index stays as it is, and none is made where none was", () => {
  expect(mend()).toEqual([]);
  expect(existsSync(index())).toBe(false);
  writeFileSync(index(), "");
  expect(mend()).toEqual([]);
  expect(existsSync(join(folder, "damaged"))).toBe(false);
});
