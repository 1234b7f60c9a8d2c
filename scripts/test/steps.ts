import { type ReadCounts, readPlaywright, readVitest } from "./counts.ts";

/** One step of `npm test`. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Steps that make no sense when an earlier one failed name it. */
  readonly needs?: string;
  /** A suite writes a JSON report; other steps count as one. */
  readonly suite?: ReadCounts;
  readonly needsBrowser?: boolean;
  readonly minutes: number;
}

const script = (name: string): readonly [string, ...string[]] => ["npm", "run", "--silent", name];

/** Where a suite leaves its report. */
export const reportFile = (name: string): string => `.cache/test-${name}.json`;

const vitest = (project: string): readonly [string, ...string[]] => [
  "vitest",
  "run",
  "--project",
  project,
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${reportFile(project)}`,
];

/** Everything that `npm test` runs, in order: what is quick to fail comes first. */
export const STEPS: readonly Step[] = [
  { name: "format", command: script("format:check"), minutes: 1 },
  { name: "lint", command: script("lint"), minutes: 1 },
  { name: "types", command: script("types"), minutes: 2 },
  { name: "imports", command: script("imports"), minutes: 1 },
  { name: "build", command: script("build"), minutes: 2 },
  { name: "unit", command: vitest("unit"), suite: readVitest, minutes: 4 },
  { name: "runtime", command: vitest("runtime"), suite: readVitest, minutes: 7 },
  {
    name: "deploy",
    command: ["npm", "run", "--silent", "deploy", "--", "--dry-run"],
    needs: "build",
    minutes: 2,
  },
  {
    name: "browser",
    command: ["playwright", "test", "--reporter=list,json"],
    needs: "build",
    suite: readPlaywright,
    needsBrowser: true,
    minutes: 13,
  },
];
