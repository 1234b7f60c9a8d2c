/** Tests of names and titles as they may be shown. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_NAME, MAX_NAME_MARKS } from "./limits.ts";
import { cleanLine, cleanName } from "./names.ts";

test.each([
  ["Mina", "Mina"],
  ["  Mina \t of\u00a0 Athens ", "Mina of Athens"],
  ["Mi\u0000na\u0007", "Mina"],
  ["Mina\r\nJonas\u2028x\u2029y", "Mina Jonas x y"],
  ["Mina\u202eanij\u202c", "Minaanij"],
  ["\u2066Mina\u2069\u200e\u200f\u061c", "Mina"],
  ["Mi\u200bn\u2060a\ufeff", "Mina"],
  ["Mi\u00adna", "Mina"],
  ["Mi\u200dna\u200c", "Mina"],
  ["Mina\u{e0041}\u{e007f}", "Mina"],
  ["Mi\ud800na", "Mina"],
  // One letter and its accent are one character.
  ["Jose\u0301", "Jos\u00e9"],
  ["Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308o", "\u0179\u0302\u0303\u0304\u0305o"],
  ["\u0301\u0302Mina", "Mina"],
  // Joiners that mean something: Persian, Malayalam, families and flags.
  [
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
  ],
  ["\u0d15\u0d4d\u200d\u0d37", "\u0d15\u0d4d\u200d\u0d37"],
  ["👩‍👩‍👧", "👩‍👩‍👧"],
  ["👩🏽‍🚀", "👩🏽‍🚀"],
  ["🏳️‍🌈", "🏳️‍🌈"],
  ["❤️", "❤️"],
  ["דנה", "דנה"],
  ["\u1100\u1161", "가"],
])("the name %j is shown as %j", (text, shown) => {
  expect(cleanName(text)).toBe(shown);
});

test.each([
  "",
  "   ",
  "\u0000",
  "\n\t",
  "\u200b\u200b",
  "\u202e\u2066",
  "\u3164",
  "\u115f\u1160\uffa0",
  "\u2800\u2800",
  "\u0301\u0301",
  "\ufe0f",
  "\u{e0001}",
  "\u200d\u200c",
])("nothing can be seen of the name %j", (text) => {
  expect(cleanName(text)).toBe(null);
});

test("a long name is cut between two characters as they are seen", () => {
  expect(cleanName("x".repeat(60))).toBe("x".repeat(MAX_NAME));
  expect(cleanName(`${"x".repeat(MAX_NAME - 1)}👩‍👩‍👧`)).toBe("x".repeat(MAX_NAME - 1));
  expect(cleanName(`${"x".repeat(MAX_NAME - 2)} yz`)).toBe(`${"x".repeat(MAX_NAME - 2)} y`);
});

/**
 * Characters that no name may have: nothing, hidden or turning characters, two blanks together,
 * piled marks.
 */
const NOT_SHOWN = new RegExp(
  `^$|[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u200b\\u200e\\u200f\\u061c\\u2060\\ufeff]|[\\u202a-\\u202e\\u2066-\\u2069\\u115f\\u1160\\u3164\\uffa0\\u2800]|\\s\\s|\\p{M}{${MAX_NAME_MARKS + 1}}`,
  "u",
);

test("no joiner is left where the mark before it or the letter behind it is not shown", () => {
  expect(cleanName("\u094d\u200c\u0915")).toBe("\u0915");
  expect(cleanName("\u094d\u200c\u094d\u200d\u0915")).toBe("\u0915");
  const letters = "\u0915\u200c".repeat(MAX_NAME);
  const cut = cleanName(letters) ?? "";
  expect(cut.endsWith("\u0915")).toBe(true);
  expect(cleanName(cut)).toBe(cut);
});

test("whatever a name is, what is shown of it is one visible line within bounds, and stays as it is", () => {
  const character = fc.oneof(
    fc.string({ unit: "binary", maxLength: 3 }),
    fc.constantFrom(
      ..."aé \u0301\u0302\u0323\u200b\u200c\u200d\u202e\u2066\u2069\ufe0f\ufe0e\u3164\u2800\u0645\u094d\u0915\u1100\u1161\u11a8\ud83d\udc69",
      "👩",
      "🏽",
      "\u{1f1e9}",
    ),
  );
  fc.assert(
    fc.property(fc.array(character, { maxLength: 40 }), (parts) => {
      const name = cleanName(parts.join(""));
      if (name === null) return;
      expect(name.length <= MAX_NAME && !NOT_SHOWN.test(name)).toBe(true);
      expect(name).toBe(name.trim().normalize("NFC"));
      expect(cleanName(name)).toBe(name);
    }),
    { numRuns: 200 },
  );
}, 20_000);

test("a line of nothing that can be seen is empty, and takes no time", () => {
  expect(cleanLine("\u200b".repeat(100_000), 80)).toBe("");
  expect(cleanLine(`a${"\u0301".repeat(100_000)}`, 80)).toHaveLength(1 + MAX_NAME_MARKS);
});
