/** Tests of room ids. */
import { expect, test } from "vitest";
import { newRoomId, parseRoomId } from "./ids.ts";

test("a new room's id is one that its address allows, and never the same", () => {
  const ids = new Set(Array.from({ length: 1_000 }, newRoomId));
  expect(ids.size).toBe(1_000);
  for (const id of ids) {
    expect(parseRoomId(id)).toBe(id);
    expect(id.length).toBe(22);
  }
});

test.each(["", "a b", "a/b", "ä", "a.b", "x".repeat(65), "a\n"])("%j is no room id", (value) => {
  expect(parseRoomId(value)).toBe(null);
});
