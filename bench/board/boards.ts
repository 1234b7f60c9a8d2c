/** The boards that are measured side by side, and the server that gives out their pages. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { chunkOfPages } from "../../scripts/build/chunks.ts";
import { Failure } from "../../scripts/failure.ts";
import { pngOf } from "../../testkit/images.ts";
import { PICTURE_SIZE, PICTURES } from "./drawing.ts";
import { excalidrawElements, tldrawSnapshot } from "./native.ts";
import { boardUpdate } from "./shapes.ts";

/** A board with a page of its own. */
export interface BoardKind {
  readonly name: "stoa" | "tldraw" | "excalidraw";
  readonly title: string;
  /** Where the page is, below `bench/`. */
  readonly page: string;
}

const path = (below: string): string => fileURLToPath(new URL(`../${below}`, import.meta.url));
const CACHE = fileURLToPath(new URL("../../.cache/bench-boards/", import.meta.url));
const INSTALLED = path("boards/node_modules/");

/** The boards by name; others' are installed when they are not there yet. */
export function boards(only: readonly string[] | null): readonly BoardKind[] {
  const all: BoardKind[] = [
    { name: "stoa", title: "Stoa", page: "board" },
    { name: "tldraw", title: `tldraw ${wanted("tldraw")}`, page: "boards/tldraw" },
    {
      name: "excalidraw",
      title: `Excalidraw ${wanted("@excalidraw/excalidraw")}`,
      page: "boards/excalidraw",
    },
  ];
  const chosen = all.filter(({ name }) => only === null || only.includes(name));
  if (chosen.length === 0) throw new Failure("the boards are stoa, tldraw and excalidraw.");
  if (chosen.some(({ name }) => name !== "stoa")) install();
  return chosen;
}

function wanted(name: string): string {
  const { dependencies } = JSON.parse(readFileSync(path("boards/package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  return dependencies[name] ?? "";
}

function install(): void {
  if (existsSync(join(INSTALLED, ".package-lock.json"))) return;
  console.log("Installing other people's boards into bench/boards (npm ci) …");
  const done = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: path("boards"),
    stdio: "inherit",
  });
  if (done.status !== 0) throw new Failure("the other boards could not be installed.");
}

/** Builds a board's page as it would be published: what it needs at first is in few files. */
export async function buildPage({ name, page }: BoardKind): Promise<void> {
  const script = path(`${page}/page.${name === "stoa" ? "tsx" : "js"}`);
  const groups = [{ name: chunkOfPages({ bench: script }) }];
  await build({
    configFile: false,
    logLevel: "error",
    root: path(page),
    base: "./",
    plugins: name === "stoa" ? [react()] : [],
    define: { "process.env.NODE_ENV": '"production"', "process.env.IS_PREACT": '"false"' },
    build: {
      outDir: join(CACHE, "pages", name),
      emptyOutDir: true,
      chunkSizeWarningLimit: 20_000,
      rolldownOptions: {
        output: { codeSplitting: { includeDependenciesRecursively: false, groups } },
      },
    },
  });
}

/** Writes the drawing in a board's own form, and its pictures. */
export function writeDrawing({ name }: BoardKind, count: number): void {
  mkdirSync(join(CACHE, "data"), { recursive: true });
  for (let picture = 0; picture < PICTURES; picture++) {
    const pixels = pngOf(...PICTURE_SIZE, [200, 130 + 10 * picture, 240 - 10 * picture]);
    writeFileSync(join(CACHE, "data", `picture-${picture}.png`), pixels);
  }
  const file = join(CACHE, "data", `${name}-${count}`);
  if (name === "stoa") writeFileSync(file, boardUpdate(count));
  else if (name === "tldraw") writeFileSync(file, JSON.stringify(tldrawSnapshot(count, INSTALLED)));
  else writeFileSync(file, JSON.stringify(excalidrawElements(count)));
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Gives out the pages, the drawings and the others' fonts and icons. */
export async function servePages(): Promise<{ server: Server; origin: string }> {
  const folders: readonly (readonly [prefix: string, folder: string])[] = [
    ["/data/", join(CACHE, "data")],
    ["/assets/tldraw/", join(INSTALLED, "@tldraw/assets")],
    ["/assets/excalidraw/", join(INSTALLED, "@excalidraw/excalidraw/dist/prod")],
    ["/", join(CACHE, "pages")],
  ];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const found = folders.find(([prefix]) => pathname.startsWith(prefix));
    const below = normalize(decodeURIComponent(pathname.slice(found?.[0].length ?? 0)));
    const file = join(found?.[1] ?? CACHE, below.endsWith("/") ? `${below}index.html` : below);
    if (below.startsWith("..") || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-store" });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
