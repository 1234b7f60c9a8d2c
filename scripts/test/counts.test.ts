import { describe, expect, it } from "vitest";
import { countOfCheck, countOfSuite, readPlaywright, readVitest, sum } from "./counts.ts";

describe("counting what npm test found", () => {
  it("reads Vitest's and Playwright's reports", () => {
    const vitest = { numPassedTests: 12, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    expect(readVitest(vitest)).toEqual({ passed: 12, failed: 1, skipped: 3 });
    const playwright = { stats: { expected: 7, unexpected: 1, flaky: 2, skipped: 0 } };
    expect(readPlaywright(playwright)).toEqual({ passed: 7, failed: 3, skipped: 0 });
  });

  it("takes no counts from a report of another shape", () => {
    for (const report of [null, [], "12", { stats: null }, { numPassedTests: "12" }]) {
      expect(readVitest(report)).toBeNull();
      expect(readPlaywright(report)).toBeNull();
    }
  });

  it("lets a suite fail that broke outside its tests, left no report, or ran nothing", () => {
    const green = { passed: 5, failed: 0, skipped: 0 };
    expect(countOfSuite(0, green)).toEqual(green);
    expect(countOfSuite(1, green).failed).toBe(1);
    expect(countOfSuite(0, null).failed).toBe(1);
    expect(countOfSuite(0, { passed: 0, failed: 0, skipped: 9 }).failed).toBe(1);
    expect(countOfSuite(1, { ...green, failed: 2 }).failed).toBe(2);
  });

  it("counts a check as one and sums everything", () => {
    const total = sum([countOfCheck(0), countOfCheck(2), { passed: 5, failed: 0, skipped: 1 }]);
    expect(total).toEqual({ passed: 6, failed: 1, skipped: 1 });
  });
});
