import { fileURLToPath } from "node:url";
import { cloudflare } from "@cloudflare/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { chunkOfPages } from "./scripts/build/chunks.ts";
import { FROM_ENVIRONMENT } from "./scripts/serve/config.ts";

// The tools otherwise call home: for usage figures, and for a sample of Cloudflare's request data.
process.env["WRANGLER_SEND_METRICS"] ??= "false";
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] ??= "false";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The script with which each page begins, by the page's name. */
const PAGES = {
  index: here("client/main.tsx"),
  room: here("client/room.tsx"),
  embed: here("client/embed.ts"),
};

const NOT_SOURCES = ["/*", "!/*.ts", "!/*.tsx", "!/*.css"];

/** As with `npm start`. Never when building: what is built carries no secret. */
function settingsInEnvironment(): Record<string, string> {
  return Object.fromEntries(
    FROM_ENVIRONMENT.flatMap((name) => {
      const value = process.env[name];
      return value ? [[name, value]] : [];
    }),
  );
}

/**
 * Builds the pages to `dist/client` and the Worker to `dist/stoa`. In development,
 * Vite serves both with hot reload, the Worker and its rooms on the real runtime.
 */
export default defineConfig(({ command }) => ({
  root: here("client"),
  plugins: [
    react(),
    cloudflare({
      configPath: here("wrangler.jsonc"),
      persistState: { path: process.env["DATA_DIR"] || here(".wrangler/state") },
      inspectorPort: false,
      config(worker) {
        // In development the sources in client/embed/ would otherwise pass for rooms at /embed/:id.
        if (command === "serve" && worker.assets) worker.assets.run_worker_first = NOT_SOURCES;
        if (command === "serve") worker.vars = { ...worker.vars, ...settingsInEnvironment() };
      },
    }),
  ],
  build: { outDir: here("dist"), emptyOutDir: true },
  // Yjs prints two warnings by it. The one for browsers brings a library of schemas along, of 2 KB as gzip.
  resolve: { alias: { "lib0/logging": here("node_modules/lib0/logging.node.js") } },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          input: Object.keys(PAGES).map((page) => here(`client/${page}.html`)),
          output: {
            codeSplitting: {
              // The pages of a module are among those of the modules that it imports: there are no circles.
              includeDependenciesRecursively: false,
              groups: [{ name: chunkOfPages(PAGES) }],
            },
          },
        },
      },
    },
  },
}));
