/** Checks that docs/KNOWN-FAULTS.md cites tests that exist. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const FAULTS = 36;

interface Citation {
  readonly file: string;
  readonly rules: readonly string[];
}

/** The rows of the table, each with the files that it names and the rules that their tests carry. */
function faults(): { number: number; citations: Citation[] }[] {
  const lines = readFileSync(`${root}docs/KNOWN-FAULTS.md`, "utf8").split("\n");
  return lines.flatMap((line) => {
    const [, number] = /^\| (\d+) \|/.exec(line) ?? [];
    if (number === undefined) return [];
    const citations = [...line.matchAll(/`([^`]+)` ((?:R\d+, )*R\d+)/g)].map(
      ([, file = "", rules = ""]) => ({ file, rules: rules.split(", ") }),
    );
    return [{ number: Number(number), citations }];
  });
}

/** The rules in the names of a file's tests. */
function rulesIn(file: string): Set<string> {
  const source = existsSync(root + file) ? readFileSync(root + file, "utf8") : "";
  const names = source.matchAll(/["'`]((?:R\d+, )*R\d+): /g);
  return new Set([...names].flatMap(([, rules]) => rules?.split(", ") ?? []));
}

test("every test that docs/KNOWN-FAULTS.md cites is there, and every fault has one", () => {
  const numbers = faults().map(({ number }) => number);
  expect(numbers).toEqual(
    Array.from({ length: Math.max(FAULTS, numbers.length) }, (_, n) => n + 1),
  );
  for (const { number, citations } of faults()) {
    expect(citations.length, `fault ${number}`).toBeGreaterThan(0);
    for (const { file, rules } of citations) {
      const carried = rulesIn(file);
      for (const rule of rules) {
        expect(carried.has(rule), `fault ${number}: ${file} ${rule}`).toBe(true);
      }
    }
  }
});
