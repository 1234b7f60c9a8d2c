import { expect, test } from "@playwright/test";
import { runProgram } from "../program.ts";
import { fresh, PINNED } from "./faults/run.ts";

/** How our clients find out whether the room still answers: by asking it, or by what the runtime answers itself. */
const HEARTBEATS = [
  ["asks who is here", []],
  ["says ping", ["--ping"]],
] as const;

/** Seeds that failed once, and a fresh one. The long form plays more: `npm run faults`. */
const RUNS: readonly (readonly [name: string, seed: () => number])[] = [
  ...PINNED.map(({ seed }) => [`of seed ${seed}`, () => seed] as const),
  ["of a fresh seed", () => fresh(1)[0] ?? 1],
];

for (const [does, flags] of HEARTBEATS) {
  for (const [name, seed] of RUNS) {
    test(`R5, R7, R13, R55: a run ${name} with kills, freezes and cut networks keeps every promise to a client that ${does}`, async () => {
      const parameters = ["--seed", String(seed()), ...flags];
      const { code, output } = await runProgram("e2e/durability/faults.ts", parameters);
      // Its first words are the seed, so that a failure can be played again.
      console.log(/^Playing .*/m.exec(output)?.[0]);
      expect(output).toMatch(/^Playing 1 runs with seeds \d+ to \d+$/m);
      expect(code, output).toBe(0);
      // A run in which nothing happened would keep every promise, too.
      const edits = /\| edits \| ([\d,]+) \|/.exec(output)?.[1]?.replaceAll(",", "");
      expect(Number(edits)).toBeGreaterThan(100);
    });
  }
}

test("R55: the fault test takes no seed that is no number", async () => {
  const { code, output } = await runProgram("e2e/durability/faults.ts", ["--seed", "seven"]);
  expect(code).toBe(1);
  expect(output).toContain('Stoa: --seed must be a whole number above 0, but is "seven".\n');
});
