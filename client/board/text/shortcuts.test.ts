import { expect, test } from "vitest";
import { shortcutIn } from "./shortcuts.ts";

test.each([
  ["- ", "bullet"],
  ["* ", "bullet"],
  ["1. ", "ordered"],
  ["1) ", "ordered"],
  ["[] ", "unchecked"],
  ["[ ] ", "unchecked"],
  ["[x] ", "checked"],
])("R273: %s at the start of a line begins a list", (typed, list) => {
  expect(shortcutIn(typed)).toEqual({ kind: "list", list, length: typed.length });
  expect(shortcutIn(`a ${typed}`)).toBeNull();
});

test.each([
  ["so **bold**", "bold", 3, 2],
  ["**two words**", "bold", 0, 2],
  ["日本**太字**", "bold", 2, 2],
  ["*slant*", "italic", 0, 1],
  ["~~gone~~", "strike", 0, 2],
  ["the `code`", "code", 4, 1],
  ["`a*b`", "code", 0, 1],
])("R273: %s is formatted", (typed, flag, start, mark) => {
  expect(shortcutIn(typed)).toEqual({ kind: "look", flag, start, mark });
});

test.each([
  "2*3*4",
  "**bold*",
  "* not*",
  "**",
  "****",
  "a ** b **",
  "``",
  "~~ ~~",
  "1. one",
  "plain",
])("%s is what it is", (typed) => {
  expect(shortcutIn(typed)).toBeNull();
});
