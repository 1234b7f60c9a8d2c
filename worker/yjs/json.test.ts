/** Tests of the JSON checker against `JSON.parse`. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { checkJson, JsonWalk } from "./json.ts";
import { MalformedError } from "./reader.ts";

/** The result of the walk over a text, with other bytes around it. */
function isWalked(text: string): boolean {
  const bytes = new TextEncoder().encode(`1${text}1`);
  try {
    checkJson(bytes, 1, bytes.length - 1);
    return true;
  } catch (error) {
    if (error instanceof MalformedError) return false;
    throw error;
  }
}

/** The same in steps of so many bytes. */
function isWalkedInSteps(text: string, step: number): boolean {
  const bytes = new TextEncoder().encode(`1${text}1`);
  const walk = new JsonWalk();
  walk.begin(bytes, 1, bytes.length - 1);
  try {
    while (!walk.run(step));
    return true;
  } catch (error) {
    if (error instanceof MalformedError) return false;
    throw error;
  }
}

function isParsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Pieces of which JSON is made, good and bad. */
const piece = fc.constantFrom(
  ...["{", "}", "[", "]", ",", ":", '"', '"a"', '""', "\\", '"\\u00e9"', '"\\u00g9"', '"\\u12"'],
  ...[
    '"\\n"',
    '"\\x"',
    '"\\"',
    '"\\ud800"',
    "0",
    "-",
    "-0",
    "01",
    "1.",
    "1.5",
    ".5",
    "1e5",
    "1E+05",
  ],
  ...[
    "1e",
    "+1",
    "true",
    "false",
    "null",
    "nul",
    "undefined",
    "NaN",
    "Infinity",
    "'a'",
    "//",
    "\ufeff",
  ],
  ...[
    " ",
    "\t",
    "\n",
    "\r",
    "\u000b",
    "\u00a0",
    "\u2028",
    "\u0000",
    '"\t"',
    '"\u007f"',
    '"🌊"',
    "1,",
    "[1",
  ],
);

test("R33: the walk over JSON takes every value that JSON.stringify writes", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 1, 3), (json, indent) => {
      expect(isWalked(JSON.stringify(JSON.parse(json), null, indent))).toBe(true);
    }),
  );
});

test("R33: of texts made of JSON's pieces, the walk takes exactly what JSON.parse takes", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join("");
      expect(isWalked(text)).toBe(isParsed(text));
    }),
    { numRuns: 20_000 },
  );
});

test("R33: JSON with a changed character is taken exactly where JSON.parse takes it", () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.string({ maxLength: 2 }),
      (json, at, other) => {
        const place = at % (json.length + 1);
        const text = (json.slice(0, place) + other + json.slice(place + 1)).toWellFormed();
        expect(isWalked(text)).toBe(isParsed(text));
      },
    ),
    { numRuns: 5_000 },
  );
});

test("R118: a walk over JSON that pauses anywhere takes what one without a pause takes", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json({ maxDepth: 4 }),
        fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
      ),
      fc.integer({ min: 1, max: 5 }),
      (text, step) => {
        expect(isWalkedInSteps(text, step)).toBe(isParsed(text));
      },
    ),
    { numRuns: 5_000 },
  );
});

test("R33: a value of JSON may nest in a hundred levels, and no more", () => {
  const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  expect(isWalked(nested(100))).toBe(true);
  expect(isWalked(nested(101))).toBe(false);
  expect(isWalked("[".repeat(1_000_000))).toBe(false);
  expect(isWalked(`${'{"a":'.repeat(100)}1${"}".repeat(100)}`)).toBe(true);
  expect(isWalked(`${'{"a":'.repeat(101)}1${"}".repeat(101)}`)).toBe(false);
});
