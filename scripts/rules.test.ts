import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

test("every rule in docs/RULES.md is carried by the name of a test, and no test carries another", () => {
  const rules = [...readFileSync(`${root}docs/RULES.md`, "utf8").matchAll(/^- \*\*(R\d+)\*\*/gm)];
  const files = globSync(
    "{worker,client,shared,scripts,bench,e2e,testkit}/**/*.{test,spec}.{ts,tsx}",
    {
      cwd: root,
    },
  );
  const names = files.flatMap((file) => [
    ...readFileSync(root + file, "utf8").matchAll(/["'`]((?:R\d+, )*R\d+): /g),
  ]);
  const carried = new Set(names.flatMap(([, numbers]) => numbers?.split(", ") ?? []));
  expect([...carried].sort()).toEqual(rules.map(([, number]) => number).sort());
});

test("the rules of each part of docs/RULES.md are in the order of their numbers", () => {
  const parts = readFileSync(`${root}docs/RULES.md`, "utf8").split(/^## /m).slice(1);
  const numbers = parts.map((part) =>
    [...part.matchAll(/^- \*\*R(\d+)\*\*/gm)].map(([, number]) => Number(number)),
  );
  expect(numbers).toEqual(numbers.map((part) => part.toSorted((a, b) => a - b)));
  expect(Math.min(...numbers.map((part) => part.length))).toBeGreaterThan(0);
});
