import { expect, test } from "vitest";
import { titleWords } from "./page-title.ts";

test.each([
  ["Spring workshop", 0, "Spring workshop · Stoa"],
  ["Spring workshop", 3, "(3) Spring workshop · Stoa"],
  ["Spring workshop", 250, "(99+) Spring workshop · Stoa"],
  ["", 0, "Untitled room · Stoa"],
])("the tab of the room %j with %i unread says %j", (title, unread, words) => {
  expect(titleWords(title, unread)).toBe(words);
});
