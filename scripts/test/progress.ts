/** The progress of a suite while it runs, one JSON object a line, and its reader. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** Where the reporters write; set by `npm test` for each suite. */
export const PROGRESS_FILE = "STOA_TEST_PROGRESS";

/** One thing that happened in a suite. `test` names the test's file, too. */
export type ProgressEvent =
  | { readonly is: "planned"; readonly count: number; readonly of: "files" | "tests" }
  | { readonly is: "file-began" | "file-ended"; readonly file: string }
  | { readonly is: "test-began"; readonly test: string }
  | {
      readonly is: "test-ended";
      readonly test: string;
      readonly state: "passed" | "failed" | "skipped";
      readonly ms: number;
    }
  /** Something failed outside any test, as the import of a file. */
  | { readonly is: "broken"; readonly where: string }
  /** The suite has run to its end, and its program has only to exit. */
  | { readonly is: "over" };

/** Writes events to the file that the environment names; to none when a suite runs by itself. */
export class ProgressWriter {
  readonly #path = process.env[PROGRESS_FILE];

  tell(event: ProgressEvent): void {
    // At once, so that it is there when the program is killed.
    if (this.#path !== undefined) appendFileSync(this.#path, `${JSON.stringify(event)}\n`);
  }
}

/** How far a suite has come. */
export interface Progress {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: number;
  /** Tests that have begun and not ended; of a file that runs no test at the moment, the file. */
  readonly running: readonly string[];
  readonly planned: { readonly count: number; readonly of: "files" | "tests" } | null;
  readonly endedFiles: number;
  /** Every planned file, or test, has ended. */
  readonly hasAllEnded: boolean;
  readonly isOver: boolean;
  readonly slowest: { readonly test: string; readonly ms: number } | null;
}

/** Reads what a suite has written so far; null when it has written nothing. */
export function readProgress(path: string): Progress | null {
  if (!existsSync(path)) return null;
  const events = readFileSync(path, "utf8").split("\n").flatMap(parseEvent);
  return events.length === 0 ? null : summarize(events);
}

/** The last line may be cut off by the suite's end. */
function parseEvent(line: string): ProgressEvent[] {
  try {
    return [JSON.parse(line) as ProgressEvent];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Puts events together, in the order in which they happened. */
export function summarize(events: readonly ProgressEvent[]): Progress {
  const failed: string[] = [];
  const tests = new Set<string>();
  const files = new Set<string>();
  let planned: Progress["planned"] = null;
  let slowest: Progress["slowest"] = null;
  let [passed, skipped, endedFiles, isOver] = [0, 0, 0, false];
  for (const event of events) {
    switch (event.is) {
      case "planned":
        planned = event;
        break;
      case "file-began":
        files.add(event.file);
        break;
      case "file-ended":
        files.delete(event.file);
        endedFiles += 1;
        break;
      case "test-began":
        tests.add(event.test);
        break;
      case "test-ended":
        tests.delete(event.test);
        if (event.state === "passed") passed += 1;
        else if (event.state === "skipped") skipped += 1;
        else failed.push(event.test);
        if (slowest === null || event.ms > slowest.ms) slowest = event;
        break;
      case "broken":
        failed.push(event.where);
        break;
      case "over":
        isOver = true;
    }
  }
  const quiet = [...files].filter((file) => ![...tests].some((test) => test.startsWith(file)));
  const running = [...tests, ...quiet];
  const ended = planned?.of === "files" ? endedFiles : passed + failed.length + skipped;
  const hasAllEnded = planned !== null && ended >= planned.count && running.length === 0;
  return { passed, failed, skipped, running, planned, endedFiles, hasAllEnded, isOver, slowest };
}

/** One sentence on a suite that was ended before it ended by itself. */
export function describeCutOff({ passed, failed, skipped, ...rest }: Progress): string {
  const ended = passed + failed.length + skipped;
  const all =
    rest.planned === null
      ? `${ended} tests`
      : rest.planned.of === "tests"
        ? `${ended} of ${rest.planned.count} tests`
        : `${rest.endedFiles} of ${rest.planned.count} files with ${ended} tests`;
  const counts = `${all} had ended: ${passed} passed, ${failed.length} failed, ${skipped} skipped`;
  const then = rest.isOver
    ? "The suite was over, and its program did not exit."
    : rest.hasAllEnded
      ? "All had ended, and the program did not go on."
      : rest.running.length > 0
        ? `At work: ${rest.running.join("; ")}.`
        : "No test was at work.";
  return `${counts}. ${then}`;
}
