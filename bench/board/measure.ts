/** One board at one size, measured in a page of its own. */
import type { Browser, CDPSession, Page } from "@playwright/test";
import type { BoardKind } from "./boards.ts";
import { type Drawn, drawing, HUB } from "./drawing.ts";
import type { Run } from "./harness.ts";

/** Frames of each run, and the milliseconds after which it ends with fewer. */
const FRAMES = 60;
const MOST = 4_000;

/** Milliseconds after which a page that does not show its drawing is given up. */
const MOST_TO_LOAD = 60_000;

/** Milliseconds after which a run that does not end is given up; making ready for it may take most of that. */
const MOST_TO_RUN = 40_000;

/** Shapes that are dragged at once. */
const MANY = 500;

const VIEW = { width: 1280, height: 800 };

/** The figures of one row; `null`: it did not end in time. */
export type Figures = ReadonlyMap<string, number | null>;

/** The rows, in the order in which they are measured and shown. */
export const ROWS = [
  "from link to picture (ms)",
  "its main thread (ms)",
  "heap (MB)",
  "pan at 100 %",
  "zoom at 100 %",
  "pan with all in view",
  "zoom with all in view",
  "drag one",
  "drag 500",
  "drag one with 100 arrows",
  "draw",
  "50 pointers",
] as const;

/** Measures rows of a board with so many shapes, and tells each figure when it is there. */
export async function measureBoard(
  browser: Browser,
  origin: string,
  kind: BoardKind,
  count: number,
  rows: readonly string[],
  tell: (row: string, figure: number | null) => void,
): Promise<Figures> {
  const figures = new Map<string, number | null>();
  const note = (row: string, figure: number | null) => {
    figures.set(row, figure);
    tell(row, figure);
  };
  const shapes = drawing(count);
  const middle = inTheMiddle(shapes);
  const context = await browser.newContext({ viewport: VIEW });
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => console.error(`${kind.name}: ${error.message}`));
    const session = await context.newCDPSession(page);
    // Reckoned in the thread's own time, so that other work on the machine does not count.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const query = `n=${count}&camera=${encodeURIComponent(JSON.stringify(middle))}`;
    await page.goto(`${origin}/${kind.name}/?${query}`, { waitUntil: "commit" });
    const shownAt = await inTime(
      MOST_TO_LOAD,
      page
        .waitForFunction(() => window.boardBench?.shownAt ?? null, null, { timeout: 0 })
        .then((handle) => handle.jsonValue()),
    );
    if (rows.includes(ROWS[0])) note(ROWS[0], shownAt);
    if (shownAt === null) {
      for (const row of rows) figures.set(row, null);
      return figures;
    }
    if (rows.includes(ROWS[1])) note(ROWS[1], await busyOf(session));
    if (rows.includes(ROWS[2])) note(ROWS[2], await heapOf(session));
    for (const [row, run] of runsOf(shapes, middle)) {
      if (!rows.includes(row)) continue;
      note(row, await inTime(MOST_TO_RUN, measureRun(page, session, run)));
      if (figures.get(row) !== null) continue;
      for (const left of rows) if (!figures.has(left)) figures.set(left, null);
      break;
    }
  } finally {
    await inTime(5_000, context.close());
  }
  return figures;
}

/** Milliseconds of the main thread for each frame of a run. */
async function measureRun(page: Page, session: CDPSession, run: Run): Promise<number> {
  await page.evaluate((given) => window.boardBench.prepare(given), run);
  const before = await busyOf(session);
  const frames = await page.evaluate((given) => window.boardBench.run(given), run);
  const busy = (await busyOf(session)) - before;
  await page.evaluate((given) => window.boardBench.end(given), run);
  return busy / frames;
}

type Camera = Run["camera"];

export function runsOf(
  shapes: readonly Drawn[],
  middle: Camera,
): readonly (readonly [string, Run])[] {
  const all = lookingAt(shapes);
  const some = nearest(shapes, middle, MANY);
  const wide = lookingAt(some);
  const one = nearest(shapes.filter(isSolid), middle, 1);
  const hub = shapes.filter(({ id }) => id === HUB);
  const around = lookingAt(hub);
  const plain = { frames: FRAMES, most: MOST, ids: [], at: [640, 400] as const };
  // The heaviest last: a page that does not end one in time is given up.
  return [
    ["pan at 100 %", { ...plain, motion: "pan", camera: middle }],
    ["zoom at 100 %", { ...plain, motion: "zoom", camera: middle }],
    ["drag one", { ...plain, motion: "drag", camera: middle, ...grip(one, middle) }],
    ["draw", { ...plain, motion: "draw", camera: middle }],
    ["50 pointers", { ...plain, motion: "pointers", camera: middle }],
    [
      "drag one with 100 arrows",
      { ...plain, motion: "drag", camera: around, ...grip(hub, around) },
    ],
    ["drag 500", { ...plain, motion: "drag", camera: wide, ...grip(some, wide) }],
    ["pan with all in view", { ...plain, motion: "pan", camera: all }],
    ["zoom with all in view", { ...plain, motion: "zoom", camera: all }],
  ];
}

/** Shapes and where the hand takes them: in the middle of one that is filled. It must be in view. */
function grip(shapes: readonly Drawn[], camera: Camera): Pick<Run, "ids" | "at"> {
  const held = nearest(shapes.filter(isSolid), middleOf(camera), 1)[0];
  const [x, y] = held === undefined ? [0, 0] : centre(held);
  return {
    ids: shapes.map(({ id }) => id),
    at: [(x - camera.x) * camera.zoom, (y - camera.y) * camera.zoom],
  };
}

function isSolid({ kind, isFilled }: Drawn): boolean {
  return kind === "ellipse" && isFilled;
}

function centre({ xy, size }: Drawn): [number, number] {
  return [xy[0] + size[0] / 2, xy[1] + size[1] / 2];
}

function middleOf({ x, y, zoom }: Camera): Camera {
  return { x: x + VIEW.width / 2 / zoom, y: y + VIEW.height / 2 / zoom, zoom };
}

/** The shapes that lie nearest to a place, in the form of the view. */
function nearest(shapes: readonly Drawn[], { x, y, zoom }: Camera, count: number): Drawn[] {
  const place = zoom === 1 ? middleOf({ x, y, zoom }) : { x, y };
  const far = (drawn: Drawn) => {
    const [left, top] = centre(drawn);
    return Math.max(Math.abs(left - place.x) / VIEW.width, Math.abs(top - place.y) / VIEW.height);
  };
  return [...shapes].sort((a, b) => far(a) - far(b)).slice(0, count);
}

/** The view of the middle of the drawing at 100 %. */
export function inTheMiddle(shapes: readonly Drawn[]): Camera {
  const { x, y } = middleOf(lookingAt(shapes));
  return { x: x - VIEW.width / 2, y: y - VIEW.height / 2, zoom: 1 };
}

/** The view that shows all of these. */
function lookingAt(shapes: readonly Drawn[]): Camera {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { xy, size } of shapes) {
    left = Math.min(left, xy[0]);
    top = Math.min(top, xy[1]);
    right = Math.max(right, xy[0] + size[0]);
    bottom = Math.max(bottom, xy[1] + size[1]);
  }
  const zoom = Math.min(1, VIEW.width / (right - left), VIEW.height / (bottom - top)) * 0.95;
  const x = (left + right) / 2 - VIEW.width / 2 / zoom;
  const y = (top + bottom) / 2 - VIEW.height / 2 / zoom;
  return { x, y, zoom };
}

/** A result, or `null` when it takes longer. */
async function inTime<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Megabytes of the script's heap after a collection. */
async function heapOf(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 2 ** 20;
}

/** Milliseconds that the main thread has been busy so far. */
async function busyOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0) * 1000;
}
