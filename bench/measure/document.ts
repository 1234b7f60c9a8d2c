import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Line, type Machine, type Run, readRuns } from "./lines.ts";
import { tableOf } from "./table.ts";

/** The measurements that `docs/BENCHMARKS.md` shows, as JSON lines. */
export const RESULTS_FILE = fileURLToPath(new URL("../results.jsonl", import.meta.url));

/** The document whose tables are made; what stands around them is written by hand. */
export const DOCUMENT_FILE = fileURLToPath(new URL("../../docs/BENCHMARKS.md", import.meta.url));

/** Keeps a run among the results, instead of an earlier one of the same name. */
export function keep(lines: readonly Line[], file = RESULTS_FILE): void {
  const run = lines[0]?.run;
  const others = existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "" && (JSON.parse(line) as { run: string }).run !== run)
    : [];
  const all = [...others, ...lines.map((line) => JSON.stringify(line))];
  writeFileSync(file, `${all.join("\n")}\n`);
}

/** Makes the document's tables anew from the results, and says which stay as they were. */
export function assemble(): void {
  const runs = readRuns(readFileSync(RESULTS_FILE, "utf8"));
  const document = readFileSync(DOCUMENT_FILE, "utf8");
  writeFileSync(DOCUMENT_FILE, fill(document, runs));
  for (const [, name = ""] of document.matchAll(MARK)) {
    if (name === "servers" || runs.has(name)) continue;
    console.log(`"${name}" stays as it was: no run of that name is among the results.`);
  }
}

/**
 * The text between such marks is made; all else stays as it is. After the name of a run may stand the
 * columns to show, with `;` between them. `servers` is the list of what was measured.
 */
const MARK = /<!-- measured ([\w-]+)(?:: ([^>]*?))? -->\n[\s\S]*?<!-- \/measured -->/g;

/** Fills the marked places of a text. One whose run is not among the results stays as it is. */
export function fill(text: string, runs: ReadonlyMap<string, Run>): string {
  return text.replace(MARK, (place: string, name: string, columns: string | undefined) => {
    const content =
      name === "servers" ? serverTable(runs) : tableWithSource(runs.get(name), columns);
    if (content === null) return place;
    const opening = `<!-- measured ${name}${columns === undefined ? "" : `: ${columns}`} -->`;
    return `${opening}\n\n${content}\n\n<!-- /measured -->`;
  });
}

function tableWithSource(run: Run | undefined, columns: string | undefined): string | null {
  if (run === undefined) return null;
  const chosen = columns?.split(";").map((column) => column.trim());
  return `${provenance(run)}\n\n${tableOf(run, chosen)}`;
}

function provenance({ command, machine, loadsAtEnd }: Run): string {
  const loads = `load averages ${machine.loadAverages} before, ${loadsAtEnd} after`;
  return `\`${command}\`: ${minute(machine)}; ${loads}.`;
}

function serverTable(runs: ReadonlyMap<string, Run>): string {
  const all = [...runs.values()];
  const servers = new Map(all.flatMap((run) => run.servers).map((server) => [server.name, server]));
  const machines = new Set(
    all.map(
      ({ machine: { processor, cores, memoryGiB, kernel, node } }) =>
        `${cores} cores (${processor}), ${memoryGiB} GiB, Linux ${kernel}, Node ${node.slice(1)}`,
    ),
  );
  const dates = all.map(({ machine }) => minute(machine)).sort();
  return [
    `From ${dates[0]} to ${dates.at(-1)} on: ${[...machines].join("; ")}.`,
    "",
    "| server | version | an edit that others have seen is stored |",
    "| --- | --- | --- |",
    ...[...servers.values()].map(
      ({ name, version, durability }) =>
        `| ${name} | ${version === "" ? "–" : version} | ${durability} |`,
    ),
  ].join("\n");
}

/** UTC, without seconds. */
function minute({ date }: Machine): string {
  return `${date.slice(0, 16).replace("T", " ")} UTC`;
}
