import { expect, test } from "vitest";
import { chunkOfPages } from "./chunks.ts";

/** The static imports of each module. */
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  "front.ts": ["react.js", "page.ts"],
  "room.ts": ["react.js", "page.ts", "board.ts"],
  "embed.ts": ["board.ts"],
  "page.ts": ["react.js"],
  "board.ts": ["shape.ts"],
  // A circle.
  "shape.ts": ["board.ts"],
  "later.ts": ["react.js"],
};
const modules = { getModuleInfo: (id: string) => ({ importedIds: IMPORTS[id] ?? [] }) };

test("R217: each module of a first load lies in one file with those that the same pages need", () => {
  const chunkOf = chunkOfPages({ front: "front.ts", room: "room.ts", embed: "embed.ts" });
  const names = ["react.js", "page.ts", "board.ts", "shape.ts"].map((id) => chunkOf(id, modules));
  expect(names).toEqual(["for-front-room", "for-front-room", "for-room-embed", "for-room-embed"]);
});

test("R217: the scripts with which pages begin, and parts that come later, are left to the bundler", () => {
  const chunkOf = chunkOfPages({ front: "front.ts", room: "room.ts" });
  expect(["front.ts", "room.ts", "later.ts"].map((id) => chunkOf(id, modules))).toEqual([
    null,
    null,
    null,
  ]);
});
