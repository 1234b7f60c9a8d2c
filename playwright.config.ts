import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/test/browser.ts";

const executablePath = findBrowser();

/** Browser tests drive the built product; `e2e/test.ts` starts it. No retries: a test that fails sometimes fails. */
export default defineConfig({
  testDir: "e2e",
  testIgnore: process.env["STOA_PICTURES"] === undefined ? ["pictures.spec.ts"] : [],
  fullyParallel: true,
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    },
  },
});
