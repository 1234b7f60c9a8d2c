import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/test/browser.ts";

const executablePath = findBrowser();

/** Tests that mostly wait for time to pass: one at a time, beside those that use the processor. */
const WAITING = ["dead-lines.spec.ts", "stock-client.spec.ts", "durability/faults.spec.ts"];

const pictures = process.env["STOA_PICTURES"] === undefined ? ["pictures.spec.ts"] : [];

/** Browser tests drive the built product; `e2e/test.ts` starts it. No retries: a test that fails sometimes fails. */
export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  workers: 3,
  projects: [
    { name: "waiting", testMatch: WAITING, workers: 1 },
    { name: "pages", testIgnore: [...WAITING, ...pictures], workers: 2 },
  ],
  // Generous: a busy machine takes three times as long, and what hangs is found all the same.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    // Pictures of each step would take a third of the machine's time.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      // One process less for each browser: a page load takes a twentieth less of the processor.
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--in-process-gpu",
        "--disable-quic",
        "--no-first-run",
      ],
    },
  },
});
