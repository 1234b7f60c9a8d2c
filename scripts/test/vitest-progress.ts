/** A reporter for Vitest that writes what happens as it happens. */
import { relative } from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { ProgressWriter } from "./progress.ts";

const fileOf = (module: TestModule): string => relative(process.cwd(), module.moduleId);
const nameOf = (test: TestCase): string => `${fileOf(test.module)} › ${test.fullName}`;

/** Vitest makes one for a run. */
export default class VitestProgress implements Reporter {
  readonly #progress = new ProgressWriter();

  onTestRunStart(specifications: readonly unknown[]): void {
    this.#progress.tell({ is: "planned", count: specifications.length, of: "files" });
  }

  onTestModuleQueued(module: TestModule): void {
    this.#progress.tell({ is: "file-began", file: fileOf(module) });
  }

  onTestCaseReady(test: TestCase): void {
    this.#progress.tell({ is: "test-began", test: nameOf(test) });
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    this.#progress.tell({
      is: "test-ended",
      test: nameOf(test),
      state: state === "pending" ? "failed" : state,
      ms: Math.round(test.diagnostic()?.duration ?? 0),
    });
  }

  onTestModuleEnd(module: TestModule): void {
    // A file that cannot be imported, or a hook that throws.
    if (module.errors().length > 0) this.#progress.tell({ is: "broken", where: fileOf(module) });
    this.#progress.tell({ is: "file-ended", file: fileOf(module) });
  }

  onTestRunEnd(_modules: readonly TestModule[], errors: readonly unknown[]): void {
    if (errors.length > 0) this.#progress.tell({ is: "broken", where: "outside all tests" });
    this.#progress.tell({ is: "over" });
  }
}
