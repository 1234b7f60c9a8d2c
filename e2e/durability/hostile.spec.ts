import { expect, test } from "@playwright/test";
import { runProgram } from "../program.ts";

/** The long form sends a million: `npm run hostile`. */
const FRAMES = 4_000;
test("R39: thousands of hostile frames disturb nobody, fill no memory and change nothing that was written", async () => {
  const { code, output } = await runProgram("e2e/durability/hostile.ts", ["--frames", `${FRAMES}`]);
  // Its first words are the seed, so that a failure can be played again.
  console.log(/^.* hostile frames, --seed \d+$/m.exec(output)?.[0]);
  expect(code, output).toBe(0);
  // Frames that nobody minds would disturb nobody, too.
  const closed = /\| frames after which the sender was closed \| ([\d,]+) \|/.exec(output)?.[1];
  expect(Number(closed?.replaceAll(",", ""))).toBeGreaterThan(FRAMES / 100);
});
