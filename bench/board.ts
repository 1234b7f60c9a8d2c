import { fileURLToPath } from "node:url";
import { type CDPSession, chromium, type Page } from "@playwright/test";
import { createServer } from "vite";
import { measureScript } from "./board/script.ts";

const SHAPES = 10_000;
const FRAMES = 240;

/** Shapes of the scene in which single changes are measured. */
const MANY_SHAPES = 50_000;

const PORT = 8809;
const LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--enable-precise-memory-info"];

/** Prints what single changes cost, then load time, frame times and heap of a board of 10,000 shapes in Chromium. */
export async function run(): Promise<void> {
  for (const line of measureScript(MANY_SHAPES)) console.log(line);
  const root = fileURLToPath(new URL("./board/", import.meta.url));
  const server = await createServer({
    root,
    configFile: false,
    logLevel: "error",
    server: { port: PORT, hmr: false, watch: null, fs: { allow: ["../.."] } },
  });
  await server.listen();
  const browser = await chromium.launch({
    args: LAUNCH,
    ...(process.env["CHROMIUM"] === undefined ? {} : { executablePath: process.env["CHROMIUM"] }),
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(server.resolvedUrls?.local[0] ?? `http://localhost:${PORT}/`);
    await page.waitForFunction(() => window.boardBench !== undefined);
    const session = await page.context().newCDPSession(page);
    // Reckoned in the thread's own time, so that other work on the machine does not count.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await report(page, session);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function report(page: Page, session: CDPSession): Promise<void> {
  const before = await heapOf(session);
  const update = await page.evaluate((count) => window.boardBench.prepare(count), SHAPES);
  const idle = await busyOf(session);
  const load = await page.evaluate(() => window.boardBench.load());
  const loading = (await busyOf(session)) - idle;
  console.log(`${SHAPES} shapes in ${(update / 1024).toFixed(0)} KB`);
  console.log(
    `from bytes to picture: ${load.toFixed(0)} ms; main thread busy for ${loading.toFixed(0)} ms`,
  );
  for (const what of ["pan", "pan-all", "zoom-all", "edit-all"] as const) {
    const busyBefore = await busyOf(session);
    const times = await page.evaluate(([kind, frames]) => window.boardBench.run(kind, frames), [
      what,
      FRAMES,
    ] as const);
    const busy = ((await busyOf(session)) - busyBefore) / FRAMES;
    const sorted = [...times].sort((a, b) => a - b);
    const at = (share: number): string =>
      (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2);
    console.log(
      `${what.padEnd(9)} script a frame: median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms; ` +
        `main thread busy for ${busy.toFixed(2)} ms a frame`,
    );
  }
  const heap = await heapOf(session);
  console.log(`heap: ${heap.toFixed(0)} MB, of which the empty page ${before.toFixed(0)} MB`);
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
