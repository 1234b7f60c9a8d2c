import { expect, test } from "vitest";
import { TestHand } from "../test-hand.ts";
import { rowsWith } from "./shortcuts.tsx";

test("R346: the list of keys is searched by words and by keys", () => {
  const { editor } = new TestHand();
  const names = (query: string) =>
    [...rowsWith(editor, query).values()].flat().map(({ name }) => name);
  expect(names("zoom fit")).toEqual(["zoomToFit"]);
  expect(names("ctrl+k")).toEqual(["palette"]);
  expect(names("nothing like it")).toEqual([]);
  expect(names("").length).toBeGreaterThan(50);
});
