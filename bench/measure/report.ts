import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";

/** One measurement: JSON on its line, a row of the table at the end. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Prints each measurement when it is there, and all of them as a Markdown table at the end. */
export class Report {
  readonly #title: string;
  readonly #rows: Row[] = [];

  constructor(title: string) {
    this.#title = title;
    console.log(JSON.stringify({ workload: title, ...machine() }));
  }

  /** Says which versions were measured, and what each of them promises. */
  introduce(servers: readonly { name: string; version: string; durability: string }[]): void {
    for (const { name, version, durability } of servers) {
      console.log(JSON.stringify({ server: name, version, durability }));
    }
  }

  add(row: Row): void {
    this.#rows.push(row);
    console.log(JSON.stringify({ workload: this.#title, ...row }));
  }

  /** The table; columns in the order in which they first came. */
  print(): void {
    const columns = [...new Set(this.#rows.flatMap((row) => Object.keys(row)))];
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    console.log(`\n### ${this.#title}\n`);
    console.log(line(columns));
    console.log(line(columns.map((_, index) => (index === 0 ? "---" : "---:"))));
    for (const row of this.#rows) console.log(line(columns.map((name) => show(row[name]))));
    console.log(`\nLoad averages at the end: ${loads()}.\n`);
  }
}

function show(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "number"
    ? value.toLocaleString("en", { maximumFractionDigits: 2 })
    : value;
}

const loads = (): string =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(", ");

/** Where and when this was measured. */
function machine(): Row {
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
