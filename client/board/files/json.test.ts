import fc from "fast-check";
import { expect, test } from "vitest";
import { readJson } from "./json.ts";
import { atOnce, Cancelled, inSlices } from "./slices.ts";

const long = (letters: string) => letters.repeat(40_000);

test("R320: JSON is read in slices as the browser reads it", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2), (value, spaces) => {
      // Long enough to be read in parts.
      const padded = [long("x"), value, { deep: [long('"\\'), value], "": value }];
      const text = ` ${JSON.stringify(padded, null, spaces)}\n`;
      expect(atOnce(readJson(text))).toEqual(JSON.parse(text));
    }),
    { numRuns: 40 },
  );
});

test("R320: a text that is no JSON is refused, wherever it breaks", () => {
  const whole = JSON.stringify({ elements: [{ text: long('ab\\"') }, [1, 2, { a: long("c") }]] });
  for (const at of [1, 12, 40_010, whole.length - 3, whole.length - 1]) {
    expect(() => atOnce(readJson(whole.slice(0, at))), `${at}`).toThrow(SyntaxError);
  }
  const bad = [
    `${whole}x`,
    whole.replace("[1,", "[1;"),
    whole.replace('"a":', "a:"),
    "",
    "[",
    "nul",
  ];
  for (const text of bad) expect(() => atOnce(readJson(text))).toThrow(SyntaxError);
  expect(() => atOnce(readJson("[".repeat(100_000)))).toThrow(SyntaxError);
  const hostile = `{"__proto__": {"polluted": "${long("x")}"}}`;
  const read = atOnce(readJson(hostile)) as object;
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});

test("R320: work in slices lets others have a turn, and can be cancelled", async () => {
  const text = JSON.stringify(Array.from({ length: 60_000 }, (_, at) => ({ at, x: at / 7 })));
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const { signal } = new AbortController();
  await inSlices(readJson(text), signal);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
  const cancelled = new AbortController();
  const work = inSlices(readJson(text), cancelled.signal);
  cancelled.abort();
  await expect(work).rejects.toThrow(Cancelled);
});
