/** A reporter for Playwright that writes what happens as it happens, and prints failures alone. */
import { relative } from "node:path";
import type {
  FullConfig,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from "@playwright/test/reporter";
import { ProgressWriter } from "./progress.ts";

const nameOf = ({ location, title }: TestCase): string =>
  `${relative(process.cwd(), location.file)} › ${title}`;

const describe = ({ message, stack, value, snippet }: TestError): string =>
  [stack ?? message ?? value ?? "an error without words", snippet ?? ""].join("\n");

/** Playwright makes one for a run. */
export default class PlaywrightProgress implements Reporter {
  readonly #progress = new ProgressWriter();

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#progress.tell({ is: "planned", count: suite.allTests().length, of: "tests" });
  }

  onTestBegin(test: TestCase): void {
    this.#progress.tell({ is: "test-began", test: nameOf(test) });
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const state = result.status === "skipped" ? "skipped" : test.ok() ? "passed" : "failed";
    this.#progress.tell({
      is: "test-ended",
      test: nameOf(test),
      state,
      ms: Math.round(result.duration),
    });
    if (state !== "failed") return;
    const files = result.attachments.flatMap(({ name, path }) =>
      path === undefined ? [] : [`${name}: ${relative(process.cwd(), path)}`],
    );
    console.log(
      [
        `✗ ${nameOf(test)} (${result.status} after ${(result.duration / 1000).toFixed(1)} s)`,
        ...result.errors.map(describe),
        ...result.stdout.map(String),
        ...result.stderr.map(String),
        ...files,
        "",
      ].join("\n"),
    );
  }

  onError(error: TestError): void {
    this.#progress.tell({ is: "broken", where: "outside all tests" });
    console.log(describe(error));
  }

  onEnd(): void {
    this.#progress.tell({ is: "over" });
  }

  printsToStdio(): boolean {
    return true;
  }
}
