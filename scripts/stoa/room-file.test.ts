import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { list } from "./list.ts";
import { createProgram } from "./program.ts";
import { findRoom } from "./room-file.ts";

let folder = "";
const said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-files-"));
  mkdirSync(join(folder, "rooms", "stoa-Room"), { recursive: true });
  const database = new DatabaseSync(file("a"));
  database.exec("CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('id', 'spring')");
  database.close();
  writeFileSync(file("b"), "this is no database ".repeat(500));
  said.length = 0;
  vi.spyOn(console, "log").mockImplementation((line) => said.push(String(line)));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const file = (letter: string): string =>
  join(folder, "rooms", "stoa-Room", `${letter.repeat(64)}.sqlite`);

test("R64: a room is found and listed also beside a file that is damaged", () => {
  expect(findRoom(folder, "spring").path).toBe(file("a"));
  list(folder, false);
  expect(said.join("\n")).toMatch(/^spring .*$/m);
  expect(said.join("\n")).toMatch(/^b{12}… .*\(damaged\)$/m);
});

test("R64: a file that SQLite cannot read is named, and the others are checked", async () => {
  const { program, exitCode } = createProgram({ directory: folder, dataDirectory: folder });
  await program.parseAsync(["node", "stoa", "check"]);
  expect(exitCode()).toBe(1);
  expect(said).toContain(
    `✗ ${"b".repeat(64)}: SQLite cannot read the file: file is not a database.`,
  );
  expect(said.some((line) => /spring/.test(line))).toBe(true);
});
