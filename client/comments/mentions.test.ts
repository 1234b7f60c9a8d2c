/** Tests of mentions. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { mentionAt, mentionPieces, mentionsIn, peopleFor } from "./mentions.ts";

const people = ["Mina", "Jonas", "Anna Maria", "Ann"].map((name) => ({ id: name, name }));

test.each([
  ["@", 1, ""],
  ["hi @Jo", 6, "Jo"],
  ["hi @Anna M", 10, "Anna M"],
  ["mail a@b", 8, null],
  ["@ no", 4, null],
  ["@Jo\nx", 5, null],
  ["plain", 3, null],
])("R372: in %j at %i the mention is %j", (text, caret, typed) => {
  expect(mentionAt(text, caret)?.typed ?? null).toBe(typed);
});

test("R372: people are offered by the beginnings of their names", () => {
  const found = (typed: string) => peopleFor(typed, people).map(({ name }) => name);
  expect(found("an")).toEqual(["Anna Maria", "Ann"]);
  expect(found("mar")).toEqual(["Anna Maria"]);
  expect(found("x")).toEqual([]);
});

test("R372: a text names those whose names still stand in it, and its pieces are the text", () => {
  expect(mentionsIn("for @Anna Maria", people).map(({ name }) => name)).toEqual([
    "Anna Maria",
    "Ann",
  ]);
  const named = mentionPieces("for @Anna Maria and @Ann, @Ghost", people);
  expect(named.filter(({ of }) => of !== null).map(({ text }) => text)).toEqual([
    "@Anna Maria",
    "@Ann",
  ]);
  fc.assert(
    fc.property(fc.array(fc.constantFrom("@", "Ann", "a Maria", " ", "Mina", "\n")), (parts) => {
      const text = parts.join("");
      expect(
        mentionPieces(text, people)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
