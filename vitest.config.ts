import { fileURLToPath } from "node:url";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

// The tools otherwise call home: for usage figures, and for a sample of Cloudflare's request data.
process.env["WRANGLER_SEND_METRICS"] ??= "false";
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] ??= "false";

/** Tests of the worker's pure logic: they need no runtime, which takes three seconds to start for each file. */
const PURE = [
  "worker/{assert,checksum,log,reconnects,visitors}.test.ts",
  "worker/yjs/*.test.ts",
  "worker/assets/image-header.test.ts",
  "worker/storage/{blobs,resume-token}.test.ts",
  "worker/connection/{flow-control,flow-control-late,cpu-budget,batch-intervals,batcher}.test.ts",
  "worker/connection/{challenge,load-watch,slow-readers}.test.ts",
  "worker/presence/republication.test.ts",
  "worker/sync/{compaction-scheduler,decide,join-throttle,update-limits}.test.ts",
  "worker/http/{address,headers,host}.test.ts",
];

/** `unit` is plain Node; `runtime` runs the tests beside the Worker inside workerd, with real objects and SQLite. */
export default defineConfig({
  test: {
    // As many as the browser tests have. By default it would be one on a machine with two cores.
    maxWorkers: 2,
    // The room's log tells of the errors that tests intend; it matters when a test fails.
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          // One process loads each module once for all of its files: a third of the time went there.
          isolate: false,
          testTimeout: 20_000,
          include: ["{shared,client,scripts,bench,testkit}/**/*.test.{ts,tsx}", ...PURE],
        },
      },
      {
        plugins: [
          cloudflareTest({
            // workerd would print each power cut that tests intend.
            verbose: false,
            wrangler: {
              configPath: fileURLToPath(new URL("wrangler.jsonc", import.meta.url)),
            },
            miniflare: {
              // Under another name than rooms look for: what a bucket does is tested beside the store.
              r2Buckets: ["TEST_BUCKET"],
              bindings: {
                IMPORTS: "anybody",
                AUTH_SECRET: "a secret of the tests, and of nobody else",
                CLIENT_ADDRESS_HEADER: "Test-Address",
                // Scripts of worker/room/fuzz.test.ts for each seed.
                ROOM_SCRIPTS: process.env["ROOM_SCRIPTS"] ?? "10",
                ALLOWED_ORIGINS: "https://friend.example, https://other.example:8443",
              },
            },
          }),
        ],
        // The first test of a file waits until the whole Worker has been compiled.
        test: {
          name: "runtime",
          include: ["worker/**/*.test.ts"],
          exclude: PURE,
          setupFiles: ["worker/testing/late-logs.ts"],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
