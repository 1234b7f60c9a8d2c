/** The steps of `npm test`, and what each one counts for. */
import type { Progress } from "./progress.ts";

/** One step of `npm test`. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Steps that make no sense when an earlier one failed name it. */
  readonly needs?: string;
  /** A suite tells its progress test by test; other steps count as one. */
  readonly isSuite?: boolean;
  readonly needsBrowser?: boolean;
  readonly minutes: number;
}

/** The findings of a step: failures by name. */
export interface Counts {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: number;
}

const script = (name: string): readonly [string, ...string[]] => ["npm", "run", "--silent", name];

const vitest = (project: string): readonly [string, ...string[]] => [
  "vitest",
  "run",
  "--project",
  project,
  "--reporter=minimal",
  "--reporter=./scripts/test/vitest-progress.ts",
];

/** Everything that `npm test` runs, in order: what is quick to fail comes first. */
export const STEPS: readonly Step[] = [
  { name: "format", command: script("format:check"), minutes: 1 },
  { name: "lint", command: script("lint"), minutes: 1 },
  { name: "types", command: script("types"), minutes: 2 },
  { name: "imports", command: script("imports"), minutes: 1 },
  { name: "words", command: script("words"), minutes: 1 },
  { name: "build", command: script("build"), minutes: 2 },
  { name: "sizes", command: script("sizes"), needs: "build", minutes: 1 },
  { name: "unit", command: vitest("unit"), isSuite: true, minutes: 4 },
  { name: "runtime", command: vitest("runtime"), isSuite: true, minutes: 7 },
  {
    name: "deploy",
    command: ["npm", "run", "--silent", "deploy", "--", "--dry-run"],
    needs: "build",
    minutes: 2,
  },
  {
    name: "browser",
    command: ["playwright", "test", "--reporter=./scripts/test/playwright-progress.ts"],
    needs: "build",
    isSuite: true,
    needsBrowser: true,
    minutes: 13,
  },
];

/** A step without tests of its own counts as one. */
export function countsOfCheck(name: string, exitCode: number): Counts {
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? [] : [name], skipped: 0 };
}

/**
 * The counts of a suite that ran. A suite that broke outside its tests, was
 * ended before its end, told nothing, or ran nothing has failed at least once.
 * With `isStuck`, every test had ended and the program did not: the tests count.
 */
export function countsOf(exitCode: number, progress: Progress | null, isStuck = false): Counts {
  const { passed, failed, skipped } = progress ?? { passed: 0, failed: [], skipped: 0 };
  const isOver = isStuck ? progress?.hasAllEnded : exitCode === 0 && progress?.isOver;
  const isWhole = isOver === true && passed + failed.length > 0;
  return { passed, failed: isWhole || failed.length > 0 ? failed : ["the suite itself"], skipped };
}

/** All steps together. */
export function sum(all: readonly Counts[]): { passed: number; failed: number; skipped: number } {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed.length,
      skipped: total.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
