/** What a step of `npm test` found. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Reads the counts of a suite from its JSON report; null for a report that is none. */
export type ReadCounts = (report: unknown) => Counts | null;

/** A step without tests of its own counts as one. */
export function countOfCheck(exitCode: number): Counts {
  return exitCode === 0
    ? { passed: 1, failed: 0, skipped: 0 }
    : { passed: 0, failed: 1, skipped: 0 };
}

/** The counts in Vitest's JSON report. */
export const readVitest: ReadCounts = (report) => {
  const passed = numberIn(report, "numPassedTests");
  const failed = numberIn(report, "numFailedTests");
  const pending = numberIn(report, "numPendingTests");
  if (passed === null || failed === null || pending === null) return null;
  return { passed, failed, skipped: pending + (numberIn(report, "numTodoTests") ?? 0) };
};

/** The counts in Playwright's JSON report. A test that needed a second try has failed. */
export const readPlaywright: ReadCounts = (report) => {
  if (typeof report !== "object" || report === null || !("stats" in report)) return null;
  const passed = numberIn(report.stats, "expected");
  const unexpected = numberIn(report.stats, "unexpected");
  const flaky = numberIn(report.stats, "flaky");
  const skipped = numberIn(report.stats, "skipped");
  if (passed === null || unexpected === null || flaky === null || skipped === null) return null;
  return { passed, failed: unexpected + flaky, skipped };
};

/**
 * The counts of a suite that ran. A suite that broke outside its tests, left no report, or ran
 * nothing has failed at least once, whatever its report says.
 */
export function countOfSuite(exitCode: number, counts: Counts | null): Counts {
  const found = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const broken = exitCode !== 0 || found.passed + found.failed === 0;
  return broken && found.failed === 0 ? { ...found, failed: 1 } : found;
}

/** All steps together. */
export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

function numberIn(value: unknown, key: string): number | null {
  if (typeof value !== "object" || value === null) return null;
  const found = new Map<string, unknown>(Object.entries(value)).get(key);
  return typeof found === "number" && Number.isSafeInteger(found) && found >= 0 ? found : null;
}
