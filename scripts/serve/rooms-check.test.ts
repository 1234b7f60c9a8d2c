import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Copies } from "./copies.ts";
import { forgetReported, reportedRooms, reportRoom } from "./reported.ts";
import { checkRooms } from "./rooms-check.ts";

const OBJECT = "a".repeat(64);
const NOW = new Date("2026-11-30T03:00:00Z");
const NOISE = "this is no database ".repeat(500);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-check-"));
  mkdirSync(join(folder, "rooms", "stoa-Room"), { recursive: true });
  const database = new DatabaseSync(file());
  database.exec("CREATE TABLE meta (key, value); CREATE TABLE filler (data)");
  database.exec("INSERT INTO filler VALUES (randomblob(20000))");
  database.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (): string => join(folder, "rooms", "stoa-Room", `${OBJECT}.sqlite`);
const aside = (): string[] =>
  existsSync(join(folder, "damaged")) ? readdirSync(join(folder, "damaged")) : [];

async function copies(): Promise<void> {
  await new Copies(folder).pass({ now: NOW, everyMs: 0, floor: 0, rest: async () => undefined });
}

test("R135: sound rooms are left alone", async () => {
  await copies();
  expect(checkRooms(folder, NOW)).toEqual({ copied: [], closed: [], lines: [] });
});

test.each([
  ["is damaged", () => writeFileSync(file(), NOISE)],
  ["is empty", () => truncateSync(file())],
  ["is gone", () => rmSync(file())],
])("R135: a room file that %s gives way to its copy, and is kept", async (fault, harm) => {
  await copies();
  harm();
  const { copied, closed, lines } = checkRooms(folder, NOW);
  expect(copied).toEqual([OBJECT]);
  expect(closed).toEqual([]);
  expect(lines).toEqual([expect.stringContaining(`${OBJECT}.sqlite ${fault}; it is kept as`)]);
  expect(
    new DatabaseSync(file(), { readOnly: true }).prepare("SELECT * FROM filler").all(),
  ).toHaveLength(1);
  expect(aside()).toEqual([`${OBJECT}.2026-11-30T03-00-00.000Z.sqlite`]);
  // It stays a copy until the operator has taken away what is damaged.
  expect(checkRooms(folder, NOW)).toEqual({ copied: [OBJECT], closed: [], lines: [] });
  rmSync(join(folder, "damaged"), { recursive: true });
  expect(checkRooms(folder, NOW)).toEqual({ copied: [], closed: [], lines: [] });
});

test("R135: without a copy, a damaged room stays closed and its file as it is", () => {
  writeFileSync(file(), NOISE);
  expect(checkRooms(folder, NOW)).toEqual({
    copied: [],
    closed: [OBJECT],
    lines: [expect.stringContaining("there is no copy of it")],
  });
  expect(readFileSync(file(), "utf8")).toBe(NOISE);
  expect(aside()).toEqual([]);
});

test("R135: a copy that is damaged itself is passed over", async () => {
  await copies();
  const [copy] = new Copies(folder).of(OBJECT);
  writeFileSync(copy?.file ?? "", NOISE);
  writeFileSync(file(), NOISE);
  expect(checkRooms(folder, NOW).closed).toEqual([OBJECT]);
});

test("R135: an empty file beside a write-ahead log is no empty room, and one that nobody knows is", () => {
  truncateSync(file());
  expect(checkRooms(folder, NOW)).toEqual({ copied: [], closed: [], lines: [] });
  writeFileSync(`${file()}-wal`, "something");
  expect(checkRooms(folder, NOW).closed).toEqual([OBJECT]);
  expect(statSync(`${file()}-wal`).size).toBeGreaterThan(0);
});

test("R135: a file that a running server could not open is read through at the next start", async () => {
  await copies();
  // The header is sound, and the page of the schema is not.
  const whole = readFileSync(file());
  writeFileSync(
    file(),
    Buffer.concat([whole.subarray(0, 100), Buffer.alloc(3996, 0xff), whole.subarray(4096)]),
  );
  expect(checkRooms(folder, NOW).copied).toEqual([]);
  expect(reportRoom(folder, OBJECT)).toBe(true);
  expect(reportRoom(folder, OBJECT)).toBe(false);
  expect(checkRooms(folder, NOW, reportedRooms(folder)).copied).toEqual([OBJECT]);
  forgetReported(folder);
  expect(reportedRooms(folder).size).toBe(0);
});
