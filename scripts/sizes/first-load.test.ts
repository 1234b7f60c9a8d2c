import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { complaintOf, firstLoadOf, MOST_BYTES } from "./first-load.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-sizes-"));
  mkdirSync(join(folder, "assets"));
  write("theme.js", "1");
  write(
    "room.html",
    `<script src="/theme.js"></script><link rel="icon" href="/icon.svg" />
     <script type="module" crossorigin src="/assets/room.js"></script>
     <link rel="modulepreload" crossorigin href="/assets/shared.js">
     <link rel="stylesheet" crossorigin href="/assets/room.css">`,
  );
  write(
    "assets/room.js",
    'import{a}from"./shared.js";import"./side.js";const l=()=>import("./late.js");a(l)',
  );
  write("assets/shared.js", "import{b}from'./deep.js';export const a=b;");
  for (const name of ["side.js", "deep.js", "late.js", "room.css"]) write(`assets/${name}`, name);
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, content: string): void => writeFileSync(join(folder, path), content);

test("R217: a page's first load is its scripts, all that they import statically, and its styles", () => {
  const { files, bytes } = firstLoadOf(folder, "room.html");
  expect(files.map(({ path }) => path).sort()).toEqual([
    "assets/deep.js",
    "assets/room.css",
    "assets/room.js",
    "assets/shared.js",
    "assets/side.js",
    "theme.js",
  ]);
  expect(files.find(({ path }) => path === "assets/side.js")?.bytes).toBe(
    gzipSync("side.js").length,
  );
  expect(bytes).toBe(files.reduce((sum, file) => sum + file.bytes, 0));
});

test("R217: a page that loads more than it may is named", () => {
  const most = MOST_BYTES["embed.html"] ?? 0;
  expect(complaintOf({ page: "embed.html", files: [], bytes: most })).toBe(null);
  expect(complaintOf({ page: "embed.html", files: [], bytes: most + 100 })).toBe(
    "embed.html loads 160.1 KB at first; it may load 160.0 KB. Load later what the first sight does not need.",
  );
});

test("R217: a page that is not built is a failure, not a small one", () => {
  expect(() => firstLoadOf(folder, "embed.html")).toThrow("embed.html is missing");
});
