/** Tests of what is read from a suite's progress, whole or cut off. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { describeCutOff, type ProgressEvent, readProgress, summarize } from "./progress.ts";
import { countsOf } from "./steps.ts";

const events: readonly ProgressEvent[] = [
  { is: "planned", count: 3, of: "files" },
  { is: "file-began", file: "a.test.ts" },
  { is: "test-began", test: "a.test.ts › one" },
  { is: "test-ended", test: "a.test.ts › one", state: "passed", ms: 30 },
  { is: "test-began", test: "a.test.ts › two" },
  { is: "test-ended", test: "a.test.ts › two", state: "failed", ms: 10 },
  { is: "file-ended", file: "a.test.ts" },
  { is: "file-began", file: "b.test.ts" },
  { is: "test-began", test: "b.test.ts › three" },
  { is: "file-began", file: "c.test.ts" },
];

test("a suite that is cut off tells how many tests had ended and what was at work", () => {
  const progress = summarize(events);
  expect(progress).toMatchObject({ passed: 1, failed: ["a.test.ts › two"], skipped: 0 });
  expect(describeCutOff(progress)).toBe(
    "1 of 3 files with 2 tests had ended: 1 passed, 1 failed, 0 skipped. " +
      "At work: b.test.ts › three; c.test.ts.",
  );
});

test("a suite whose program does not exit is told from one that is at work", () => {
  const over = summarize([...events.slice(0, 7), { is: "over" }]);
  expect(describeCutOff(over)).toContain("The suite was over, and its program did not exit.");
  expect(describeCutOff(summarize(events.slice(0, 7)))).toContain("No test was at work.");
  const ended = summarize([{ is: "planned", count: 1, of: "files" }, ...events.slice(1, 7)]);
  expect(ended).toMatchObject({ hasAllEnded: true, isOver: false });
  expect(describeCutOff(ended)).toContain("All had ended, and the program did not go on.");
  expect(countsOf(130, ended, true)).toEqual({
    passed: 1,
    failed: ["a.test.ts › two"],
    skipped: 0,
  });
  expect(countsOf(130, ended).failed).toEqual(["a.test.ts › two"]);
});

test("a line that was cut off is passed over, and the slowest test is named", () => {
  const folder = mkdtempSync(join(tmpdir(), "stoa-progress-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "progress.jsonl");
  expect(readProgress(path)).toBeNull();
  writeFileSync(path, '{"is":"pla');
  expect(readProgress(path)).toBeNull();
  const lines = events.map((event) => JSON.stringify(event)).join("\n");
  writeFileSync(path, `${lines}\n{"is":"file-en`);
  expect(readProgress(path)).toMatchObject({ slowest: { test: "a.test.ts › one", ms: 30 } });
});

test("a suite that broke outside its tests, told nothing, or ran nothing has failed", () => {
  const green = summarize([...events.slice(0, 4), { is: "over" }]);
  expect(countsOf(0, green)).toEqual({ passed: 1, failed: [], skipped: 0 });
  expect(countsOf(1, green).failed).toHaveLength(1);
  expect(countsOf(0, null).failed).toHaveLength(1);
  expect(countsOf(0, summarize([{ is: "over" }])).failed).toHaveLength(1);
  expect(countsOf(0, summarize(events.slice(0, 4))).failed).toHaveLength(1);
  const broken = summarize([...events.slice(0, 4), { is: "broken", where: "d" }, { is: "over" }]);
  expect(countsOf(1, broken).failed).toEqual(["d"]);
});
