import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { type Line, type Machine, type Row, type ServerFacts, wholeRun } from "./lines.ts";
import { tableOf } from "./table.ts";

/** Prints each measurement as a JSON line when it is there, and all of them as a Markdown table at the end. */
export class Report {
  readonly lines: Line[] = [];
  readonly #run: string;
  readonly #startedAt = performance.now();

  /** `command` is what measures the same again. */
  constructor(run: string, command: string) {
    this.#run = run;
    this.#say({ kind: "begin", run, command, machine: machine() });
  }

  /** Says which versions are measured, and what each of them promises. */
  introduce(servers: readonly ServerFacts[]): void {
    for (const { name, version, durability } of servers) {
      this.#say({ kind: "server", run: this.#run, server: { name, version, durability } });
    }
  }

  add(row: Row): void {
    this.#say({ kind: "row", run: this.#run, row });
  }

  /** Says that a server could not be measured, so that nobody takes its absence for a result. */
  fail(server: string, why: string): void {
    this.#say({ kind: "failed", run: this.#run, server, why });
  }

  /** Ends the run and prints the table. */
  finish(): void {
    const seconds = Math.round((performance.now() - this.#startedAt) / 1000);
    this.#say({ kind: "end", run: this.#run, loadAverages: loads() });
    const run = wholeRun(this.lines);
    if (run !== null) {
      console.log(`\n### ${run.run}\n\n${tableOf(run)}\n`);
      console.log(`${seconds} s. Load averages at the end: ${run.loadsAtEnd}.\n`);
    }
  }

  #say(line: Line): void {
    this.lines.push(line);
    console.log(JSON.stringify(line));
  }
}

const loads = (): string =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(", ");

function machine(): Machine {
  return {
    date: new Date().toISOString(),
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: readFileSync("/proc/sys/kernel/osrelease", "utf8").trim(),
    node: process.version,
    loadAverages: loads(),
  };
}
