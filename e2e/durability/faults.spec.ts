import { expect, test } from "@playwright/test";
import { runProgram } from "../program.ts";

/**
 * Fresh runs, beside those that failed once: as many as are played side by side.
 * The long form plays more: `npm run faults`.
 */
const SEEDS = "1";
/** How our clients find out whether the room still answers: by asking it, or by what the runtime answers itself. */
const HEARTBEATS = [
  ["asks who is here", []],
  ["says ping", ["--ping"]],
] as const;

for (const [does, flags] of HEARTBEATS) {
  test(`R5, R7, R13, R55: random runs with kills, freezes and cut networks keep every promise to who ${does}`, async () => {
    const { code, output } = await runProgram("e2e/durability/faults.ts", [
      "--seeds",
      SEEDS,
      ...flags,
    ]);
    // Its first words are the seeds, so that a failure can be played again.
    console.log(/^Playing .*/m.exec(output)?.[0]);
    expect(output).toMatch(/^Playing \d+ runs with seeds \d+ to \d+$/m);
    expect(code, output).toBe(0);
    // A run in which nothing happened would keep every promise, too.
    const edits = /\| edits \| ([\d,]+) \|/.exec(output)?.[1]?.replaceAll(",", "");
    expect(Number(edits)).toBeGreaterThan(500);
  });
}

test("R55: the fault test takes no seed that is no number", async () => {
  const { code, output } = await runProgram("e2e/durability/faults.ts", ["--seed", "seven"]);
  expect(code).toBe(1);
  expect(output).toContain('Stoa: --seed must be a whole number above 0, but is "seven".\n');
});
