/** `npm test`: runs every step, shows what failed, and says what ran. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { Failure, runCommand } from "./failure.ts";
import { obtainBrowser } from "./test/browser.ts";
import { describeCutOff, PROGRESS_FILE, readProgress } from "./test/progress.ts";
import { type Counts, countsOf, countsOfCheck, STEPS, type Step, sum } from "./test/steps.ts";

/** How long a step that is told to stop may take to end what it started, browsers above all. */
const ENDING_MS = 8_000;

/**
 * Milliseconds in which a suite has to end after its last test. The tool that runs tests in
 * workerd sometimes waits without end for one of its workers.
 */
const STUCK_MS = 30_000;

/** The step at work: its program, and where a suite tells its progress. */
let running: { readonly step: Step; readonly child: ChildProcess } | null = null;

/** Where a suite writes its progress. */
const progressFile = (step: Step): string => `.cache/test-${step.name}.jsonl`;

/** `npm test [-- step …]`: every step, also after one that failed; the last line says how it went. */
async function test(): Promise<number> {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = STEPS.map((step) => step.name).join(", ");
    throw new Failure(`there is no step ${unknown.join(", ")}; the steps are ${known}.`);
  }
  mkdirSync(".cache", { recursive: true });
  const failed = new Set<string>();
  const failures: string[] = [];
  const all: Counts[] = [];
  for (const step of STEPS) {
    if (names.length > 0 && !names.includes(step.name)) continue;
    const counts =
      step.needs !== undefined && failed.has(step.needs) ? skip(step) : await perform(step);
    if (counts.failed.length > 0) failed.add(step.name);
    failures.push(...counts.failed.map((name) => `${step.name}: ${name}`));
    all.push(counts);
  }
  if (failures.length > 0) console.log(["", "Failed:", ...failures, ""].join("\n"));
  const total = sum(all);
  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

function skip(step: Step): Counts {
  console.log(`✗ ${step.name}: cannot run, because ${step.needs} failed`);
  return countsOfCheck(`not run, because ${step.needs} failed`, 1);
}

/** How a step's program ended. */
interface Run {
  readonly exitCode: number;
  readonly output: string;
  /** It was ended because it did not end by itself after its last test. */
  readonly isStuck: boolean;
}

/** Runs a step and says how it went. A step's output is shown only when it failed. */
async function perform(step: Step): Promise<Counts> {
  const before = Date.now();
  rmSync(progressFile(step), { force: true });
  const { exitCode, output, isStuck } = await run(step);
  const progress = step.isSuite ? readProgress(progressFile(step)) : null;
  const counts = step.isSuite
    ? countsOf(exitCode, progress, isStuck)
    : countsOfCheck("the step itself", exitCode);
  const isWell = counts.failed.length === 0;
  if (isStuck) console.log(cutOff(step, `did not end ${STUCK_MS / 1000} s after its tests`));
  if (!isWell) process.stdout.write(output.endsWith("\n") ? output : `${output}\n`);
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
  const told = [
    ...(step.isSuite ? [`${counts.passed} passed, ${counts.failed.length} failed`] : []),
    seconds(Date.now() - before),
    ...(progress?.slowest
      ? [`slowest ${seconds(progress.slowest.ms)}: ${progress.slowest.test}`]
      : []),
  ];
  console.log(`${isWell ? "✓" : "✗"} ${step.name} (${told.join(", ")})`);
  return counts;
}

/** A browser that cannot be had fails the step, not the whole run. */
async function run(step: Step): Promise<Run> {
  const environment: Record<string, string> = { [PROGRESS_FILE]: progressFile(step) };
  try {
    if (step.needsBrowser) environment["STOA_CHROMIUM"] = obtainBrowser();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { exitCode: 1, output: `Stoa: ${error.message}`, isStuck: false };
  }
  const [command, ...parameters] = step.command;
  // A process group of its own, so that a step that hangs can be ended with all that it started.
  const child = spawn(command, parameters, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  running = { step, child };
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  const timer = setTimeout(() => {
    output += `\n${cutOff(step, `took longer than ${step.minutes} minutes`)}\n`;
    void endRunning();
  }, step.minutes * 60_000);
  let isStuck = false;
  const watch = watchEnd(step, () => {
    isStuck = true;
    void endRunning();
  });
  return new Promise((resolve) => {
    const done = (exitCode: number): void => {
      clearTimeout(timer);
      clearInterval(watch);
      running = null;
      resolve({ exitCode, output, isStuck });
    };
    child.once("error", (error) => {
      output += `${error.message}\n`;
      done(1);
    });
    child.once("close", (code) => done(code ?? 1));
  });
}

/** Calls `onStuck` when all tests of a suite have ended for a while, and the suite has not. */
function watchEnd(step: Step, onStuck: () => void): NodeJS.Timeout {
  let since: number | null = null;
  const watch = setInterval(() => {
    const hasAllEnded = step.isSuite === true && readProgress(progressFile(step))?.hasAllEnded;
    since = hasAllEnded === true ? (since ?? Date.now()) : null;
    if (since === null || Date.now() - since < STUCK_MS) return;
    clearInterval(watch);
    onStuck();
  }, 5_000);
  return watch;
}

/** Ends the present step: asks its whole process group first, because Playwright then closes its browsers. */
async function endRunning(): Promise<void> {
  const child = running?.child;
  if (child?.pid === undefined) return;
  const group = -child.pid;
  const closed = once(child, "close");
  process.kill(group, "SIGINT");
  const hard = setTimeout(() => process.kill(group, "SIGKILL"), ENDING_MS);
  await closed;
  clearTimeout(hard);
}

/** The work that a step had done when it was ended. */
function cutOff(step: Step, why: string): string {
  const progress = step.isSuite ? readProgress(progressFile(step)) : null;
  const then = progress === null ? "" : ` ${describeCutOff(progress)}`;
  return `${step.name} ${why} and was ended.${then}`;
}

async function interrupted(): Promise<void> {
  if (running !== null) console.log(cutOff(running.step, "was interrupted"));
  await endRunning();
  process.exit(130);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, interrupted);
process.once("disconnect", interrupted);
await runCommand(test);
if (process.connected) process.off("disconnect", interrupted).disconnect();
