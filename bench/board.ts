import { chromium } from "@playwright/test";
import { Failure } from "../scripts/failure.ts";
import { type BoardKind, boards, buildPage, servePages, writeDrawing } from "./board/boards.ts";
import { type Figures, measureBoard, ROWS } from "./board/measure.ts";
import { measureScript } from "./board/script.ts";
import { cellOf, itemsOf, keepFigures, type Measured, tableOf } from "./board/tables.ts";

const SIZES = [1_000, 10_000, 50_000] as const;

const LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-quic"];

/** The name under which the script of single changes is asked for as a row. */
const SCRIPT = "script";

export interface BoardOptions {
  /** Only these boards. */
  readonly only: readonly string[] | null;
  readonly sizes: readonly number[] | null;
  /** Only these rows. */
  readonly rows: readonly string[] | null;
  /** Are the tables of the document to hold these figures? */
  readonly keep: boolean;
}

/** Prints what single changes cost, then our board beside others in Chromium. */
export async function run({ only, sizes, rows, keep }: BoardOptions): Promise<void> {
  if (keep && only !== null) throw new Failure("--keep takes all boards: their ratios count.");
  for (const row of rows ?? []) {
    if (row === SCRIPT || (ROWS as readonly string[]).includes(row)) continue;
    throw new Failure(`there is no row "${row}"; the rows are ${[...ROWS, SCRIPT].join(", ")}.`);
  }
  const kinds = boards(only);
  const chosen = ROWS.filter((row) => rows === null || rows.includes(row));
  const script = rows === null || rows.includes(SCRIPT) ? measureScript(50_000) : null;
  if (script !== null) console.log(itemsOf(script));
  const measured = new Map<number, Measured>();
  if (chosen.length > 0) {
    for (const kind of kinds) await buildPage(kind);
    const { server, origin } = await servePages();
    try {
      for (const count of sizes ?? SIZES) {
        const figures: [BoardKind, Figures][] = [];
        for (const kind of kinds) {
          writeDrawing(kind, count);
          figures.push([kind, await inBrowser(origin, kind, count, chosen)]);
        }
        measured.set(count, figures);
        console.log(`\n${count.toLocaleString("en")} shapes\n\n${tableOfRun(figures, chosen)}`);
      }
    } finally {
      server.close();
    }
  }
  if (keep) keepFigures(script, measured);
}

/** Each board has a browser of its own, which begins with nothing. */
async function inBrowser(
  origin: string,
  kind: BoardKind,
  count: number,
  rows: readonly string[],
): Promise<Figures> {
  const executablePath = process.env["CHROMIUM"];
  const browser = await chromium.launch({
    args: LAUNCH,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    return await measureBoard(browser, origin, kind, count, rows, (row, figure) =>
      console.log(`${count.toLocaleString("en")}, ${kind.name}, ${row}: ${cellOf(figure)}`),
    );
  } finally {
    await browser.close();
  }
}

function tableOfRun(measured: Measured, rows: readonly string[]): string {
  return tableOf(
    measured.map(([kind]) => kind.title),
    rows.map((row) => [row, measured.map(([, figures]) => figures.get(row))]),
  );
}
