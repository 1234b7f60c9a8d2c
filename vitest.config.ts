import { fileURLToPath } from "node:url";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

// The tools otherwise call home: for usage figures, and for a sample of Cloudflare's request data.
process.env["WRANGLER_SEND_METRICS"] ??= "false";
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] ??= "false";

/** `unit` is plain Node; `runtime` runs the tests beside the Worker inside workerd, with real objects and SQLite. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: ["{shared,client,scripts,bench}/**/*.test.{ts,tsx}"],
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: {
              configPath: fileURLToPath(new URL("wrangler.jsonc", import.meta.url)),
            },
            miniflare: {
              bindings: {
                IMPORTS: "anybody",
                AUTH_SECRET: "a secret of the tests, and of nobody else",
                CLIENT_ADDRESS_HEADER: "Test-Address",
                ALLOWED_ORIGINS: "https://friend.example, https://other.example:8443",
              },
            },
          }),
        ],
        // The first test of a file waits until the whole Worker has been compiled.
        test: { name: "runtime", include: ["worker/**/*.test.ts"], testTimeout: 20_000 },
      },
    ],
  },
});
