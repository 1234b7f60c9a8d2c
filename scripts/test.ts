import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { Failure, runCommand } from "./failure.ts";
import { obtainBrowser } from "./test/browser.ts";
import { type Counts, countOfCheck, countOfSuite, sum } from "./test/counts.ts";
import { reportFile, STEPS, type Step } from "./test/steps.ts";

/** How long a step that is told to stop may take to end what it started, browsers above all. */
const ENDING_MS = 8_000;

let running: ChildProcess | null = null;

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
  const all: Counts[] = [];
  for (const step of STEPS) {
    if (names.length > 0 && !names.includes(step.name)) continue;
    const counts =
      step.needs !== undefined && failed.has(step.needs) ? skip(step) : await perform(step);
    if (counts.failed > 0) failed.add(step.name);
    all.push(counts);
  }
  const total = sum(all);
  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

function skip(step: Step): Counts {
  console.log(`✗ ${step.name}: cannot run, because ${step.needs} failed`);
  return { passed: 0, failed: 1, skipped: 0 };
}

async function perform(step: Step): Promise<Counts> {
  const before = Date.now();
  const report = reportFile(step.name);
  rmSync(report, { force: true });
  const { exitCode, output } = await run(step, report);
  const counts = step.suite
    ? countOfSuite(exitCode, existsSync(report) ? step.suite(readJson(report)) : null)
    : countOfCheck(exitCode);
  if (counts.failed > 0) process.stdout.write(output.endsWith("\n") ? output : `${output}\n`);
  const numbers = step.suite ? `${counts.passed} passed, ${counts.failed} failed, ` : "";
  const seconds = ((Date.now() - before) / 1000).toFixed(1);
  console.log(`${counts.failed > 0 ? "✗" : "✓"} ${step.name} (${numbers}${seconds} s)`);
  return counts;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null; // Cut off by whatever ended the suite.
    throw error;
  }
}

/** A browser that cannot be had fails the step, not the whole run. */
async function run(step: Step, report: string): Promise<{ exitCode: number; output: string }> {
  const environment: Record<string, string> = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  try {
    if (step.needsBrowser) environment["STOA_CHROMIUM"] = obtainBrowser();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { exitCode: 1, output: `Stoa: ${error.message}` };
  }
  const [command, ...parameters] = step.command;
  // A process group of its own, so that a step that hangs can be ended with all that it started.
  const child = spawn(command, parameters, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  running = child;
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  const timer = setTimeout(() => {
    output += `\n${step.name} took longer than ${step.minutes} minutes and was ended\n`;
    void endRunning();
  }, step.minutes * 60_000);
  return new Promise((resolve) => {
    const done = (exitCode: number): void => {
      clearTimeout(timer);
      running = null;
      resolve({ exitCode, output });
    };
    child.once("error", (error) => {
      output += `${error.message}\n`;
      done(1);
    });
    child.once("close", (code) => done(code ?? 1));
  });
}

/** Ends the present step: asks its whole process group first, because Playwright then closes its browsers. */
async function endRunning(): Promise<void> {
  const child = running;
  if (child?.pid === undefined) return;
  const group = -child.pid;
  const closed = once(child, "close");
  process.kill(group, "SIGINT");
  const hard = setTimeout(() => process.kill(group, "SIGKILL"), ENDING_MS);
  await closed;
  clearTimeout(hard);
}

async function interrupted(): Promise<void> {
  await endRunning();
  process.exit(130);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, interrupted);
process.once("disconnect", interrupted);
await runCommand(test);
if (process.connected) process.off("disconnect", interrupted).disconnect();
