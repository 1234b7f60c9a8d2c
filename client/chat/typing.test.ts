import { expect, test } from "vitest";
import { tagsOf } from "../ui/names.ts";
import { typingNames, typingWords } from "./typing.ts";

const state = (id: string, activity: string | null) => ({
  user: { id, name: id, color: "#207f4a" },
  activity,
});

test("those who are typing are named once each; I am not", () => {
  const states = new Map<number, object>([
    [1, state("me", "typing")],
    [2, state("mina", "typing")],
    [3, state("mina", "typing")],
    [4, state("jonas", "away")],
    [5, state("me", "typing")],
    [6, { activity: "typing" }],
  ]);
  expect(typingNames(states, 1, "me", tagsOf([]))).toEqual(["mina"]);
});

test.each([
  [[], ""],
  [["Mina"], "Mina is typing…"],
  [["Aiko", "Mina"], "Aiko and Mina are typing…"],
  [["Aiko", "Jonas", "Mina"], "Aiko, Jonas and Mina are typing…"],
  [["A", "B", "C", "D", "E"], "A, B and 3 others are typing…"],
])("%j reads %j", (names, words) => {
  expect(typingWords(names)).toBe(words);
});
