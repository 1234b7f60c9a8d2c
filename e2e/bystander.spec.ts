/** Tests that what many clients leave unread does not fill the server's memory. */
import { expect, test } from "@playwright/test";
import { runBench } from "./program.ts";

/** MiB that the server may hold at the peak: copies of 16 MiB for a hundred sockets are 1,600. */
const PEAK_MIB = 380;

test("R115: 16 MiB sent to a hundred clients that do not read is not copied for each of them", async () => {
  test.setTimeout(90_000);
  const { output } = await runBench(["bystander", "--only", "100 are there"]);
  const row = /\| 16 MiB while 100 .*? \| (\d+) \(idle \d+\) \| \d+ \| \d+ \| (\d+) \| \d+ \|/.exec(
    output,
  );
  expect(row, output).not.toBeNull();
  const [, worst, peak] = row ?? [];
  console.log(`worst delay ${worst} ms, peak ${peak} MiB`);
  expect(Number(peak)).toBeLessThan(PEAK_MIB);
});
