/** The kept figures of the boards, and the tables that the document shows of them. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { DOCUMENT_FILE } from "../measure/document.ts";
import type { BoardKind } from "./boards.ts";
import { type Figures, ROWS } from "./measure.ts";

/** The text between these marks is made. */
const MARK = /<!-- boards -->\n[\s\S]*?<!-- \/boards -->/;

const KEPT_FILE = fileURLToPath(new URL("./figures.json", import.meta.url));

/** One row of one size: all boards in one run. */
interface KeptRow {
  /** Titles of boards to figures; `null`: not in time. */
  readonly figures: Readonly<Record<string, number | null>>;
  /** When, and how busy the machine was. */
  readonly at: string;
}

interface Kept {
  script: readonly string[];
  /** Sizes to rows. */
  readonly sizes: Record<string, Record<string, KeptRow>>;
}

/** The figures of each board in one run. */
export type Measured = readonly (readonly [BoardKind, Figures])[];

/** Keeps the figures of a run of all boards, in place of those of the same rows before, and writes the document. */
export function keepFigures(
  script: readonly string[] | null,
  sizes: ReadonlyMap<number, Measured>,
): void {
  const kept: Kept = existsSync(KEPT_FILE)
    ? (JSON.parse(readFileSync(KEPT_FILE, "utf8")) as Kept)
    : { script: [], sizes: {} };
  if (script !== null) kept.script = script;
  const at = momentOf();
  for (const [count, measured] of sizes) {
    const rows = { ...kept.sizes[count] };
    for (const row of ROWS) {
      const figures: Record<string, number | null> = {};
      for (const [{ title }, of] of measured) {
        const figure = of.get(row);
        if (figure !== undefined) figures[title] = figure;
      }
      if (Object.keys(figures).length > 0) rows[row] = { figures, at };
    }
    kept.sizes[count] = rows;
  }
  writeFileSync(KEPT_FILE, `${JSON.stringify(kept, null, 2)}\n`);
  const parts: string[] = [];
  if (kept.script.length > 0) parts.push(`Script of single changes:\n\n${itemsOf(kept.script)}`);
  for (const [count, rows] of Object.entries(kept.sizes)) parts.push(sectionOf(count, rows));
  const text = readFileSync(DOCUMENT_FILE, "utf8");
  writeFileSync(
    DOCUMENT_FILE,
    text.replace(MARK, () => `<!-- boards -->\n\n${parts.join("\n\n")}\n\n<!-- /boards -->`),
  );
}

/** Lines as a list. */
export function itemsOf(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

function sectionOf(count: string, rows: Readonly<Record<string, KeptRow>>): string {
  const moments = [...new Set(Object.values(rows).map(({ at }) => at))].sort();
  const first = Object.values(rows)[0];
  const titles = Object.keys(first?.figures ?? {});
  const named = ROWS.flatMap((row) => {
    const figures = rows[row]?.figures;
    return figures === undefined ? [] : [[row, titles.map((title) => figures[title])] as const];
  });
  return [
    `### ${Number(count).toLocaleString("en")} shapes`,
    `\`npm run bench -- board --shapes ${count} --keep\`: ${moments.join("; ")}.`,
    tableOf(titles, named),
  ].join("\n\n");
}

/** A table of the rows that were measured. */
export function tableOf(
  titles: readonly string[],
  rows: readonly (readonly [string, readonly (number | null | undefined)[]])[],
): string {
  return [
    `| main thread, ms a frame, unless it says otherwise | ${titles.join(" | ")} |`,
    `| --- |${titles.map(() => " ---: |").join("")}`,
    ...rows.map(([row, figures]) => `| ${row} | ${figures.map(cellOf).join(" | ")} |`),
  ].join("\n");
}

/** A figure as a cell shows it. */
export function cellOf(figure: number | null | undefined): string {
  if (figure === undefined) return "–";
  if (figure === null) return "not in time";
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(figure >= 10 ? 1 : 2);
}

/** The moment and how busy the machine is, as the document says it. */
function momentOf(): string {
  const loads = loadavg().map((load) => load.toFixed(1));
  return `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC, load averages ${loads.join(", ")}`;
}
