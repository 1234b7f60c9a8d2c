import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const FAULTS = 36;

/** The rows of the table, each with the tests that it names. */
function faults(): { number: number; tests: { file: string; name: string }[] }[] {
  const lines = readFileSync(`${root}docs/KNOWN-FAULTS.md`, "utf8").split("\n");
  return lines.flatMap((line) => {
    const [, number] = /^\| (\d+) \|/.exec(line) ?? [];
    if (number === undefined) return [];
    const tests = [...line.matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file = "", name = ""]) => ({
      file,
      name,
    }));
    return [{ number: Number(number), tests }];
  });
}

test("every test that docs/KNOWN-FAULTS.md names is there, and every fault has one", () => {
  const numbers = faults().map(({ number }) => number);
  expect(numbers).toEqual(
    Array.from({ length: Math.max(FAULTS, numbers.length) }, (_, n) => n + 1),
  );
  for (const { number, tests } of faults()) {
    expect(tests.length, `fault ${number}`).toBeGreaterThan(0);
    for (const { file, name } of tests) {
      const source = existsSync(root + file) ? readFileSync(root + file, "utf8") : "";
      const isThere = ['"', "`"].some((quote) => source.includes(quote + name + quote));
      expect(isThere, `fault ${number}: ${file} “${name}”`).toBe(true);
    }
  }
});
