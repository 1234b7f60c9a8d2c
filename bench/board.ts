import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { chromium } from "@playwright/test";
import { type BoardKind, boards, buildPage, servePages, writeDrawing } from "./board/boards.ts";
import { type Figures, measureBoard, ROWS } from "./board/measure.ts";
import { measureScript } from "./board/script.ts";
import { DOCUMENT_FILE } from "./measure/document.ts";

const SIZES = [1_000, 10_000, 50_000] as const;

const LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-quic"];

/** The text between these marks is made. */
const MARK = /<!-- boards -->\n[\s\S]*?<!-- \/boards -->/;

export interface BoardOptions {
  /** Only these boards. */
  readonly only: readonly string[] | null;
  readonly sizes: readonly number[] | null;
  /** Should the tables of the document be made anew? */
  readonly keep: boolean;
}

/** Prints what single changes cost, then our board beside others in Chromium. */
export async function run({ only, sizes, keep }: BoardOptions): Promise<void> {
  const kinds = boards(only);
  const parts = [`Script of single changes:\n\n${measureScript(50_000).map(asItem).join("\n")}`];
  console.log(parts[0]);
  for (const kind of kinds) await buildPage(kind);
  const { server, origin } = await servePages();
  try {
    for (const count of sizes ?? SIZES) {
      const measured: [BoardKind, Figures][] = [];
      for (const kind of kinds) {
        writeDrawing(kind, count);
        measured.push([kind, await inBrowser(origin, kind, count)]);
      }
      const table = `${count.toLocaleString("en")} shapes\n\n${tableOf(measured)}`;
      console.log(`\n${table}`);
      parts.push(`### ${table}`);
    }
  } finally {
    server.close();
  }
  if (keep) keepTables(parts);
}

const asItem = (line: string): string => `- ${line}`;

/** Each board has a browser of its own, which begins with nothing. */
async function inBrowser(origin: string, kind: BoardKind, count: number): Promise<Figures> {
  const executablePath = process.env["CHROMIUM"];
  const browser = await chromium.launch({
    args: LAUNCH,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    return await measureBoard(browser, origin, kind, count, (row, figure) =>
      console.log(`${count.toLocaleString("en")}, ${kind.name}, ${row}: ${cellOf(figure)}`),
    );
  } finally {
    await browser.close();
  }
}

function tableOf(measured: readonly (readonly [BoardKind, Figures])[]): string {
  const titles = measured.map(([kind]) => kind.title);
  return [
    `| main thread, ms a frame, unless it says otherwise | ${titles.join(" | ")} |`,
    `| --- |${titles.map(() => " ---: |").join("")}`,
    ...ROWS.map((row) => {
      const cells = measured.map(([, figures]) => cellOf(figures.get(row)));
      return `| ${row} | ${cells.join(" | ")} |`;
    }),
  ].join("\n");
}

function cellOf(figure: number | null | undefined): string {
  if (figure === undefined) return "–";
  if (figure === null) return "not in time";
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(figure >= 10 ? 1 : 2);
}

/** The moment and how busy the machine is, as the document says it. */
function momentOf(): string {
  const loads = loadavg().map((load) => load.toFixed(1));
  return `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC; load averages ${loads.join(", ")}`;
}

function keepTables(parts: readonly string[]): void {
  const text = readFileSync(DOCUMENT_FILE, "utf8");
  const content = `\`npm run bench -- board --keep\`: ${momentOf()}.\n\n${parts.join("\n\n")}`;
  writeFileSync(
    DOCUMENT_FILE,
    text.replace(MARK, () => `<!-- boards -->\n\n${content}\n\n<!-- /boards -->`),
  );
}
