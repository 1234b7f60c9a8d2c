import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { Failure } from "../../scripts/failure.ts";
import { workerdConfig } from "../../scripts/serve/config.ts";
import { startRuntime } from "../../scripts/serve/runtime.ts";
import type { Wire } from "../load/wire.ts";
import { startNodeServer } from "./node-server.ts";
import { type ServerKind, wireTo } from "./server.ts";

const folder = fileURLToPath(new URL("../peers/", import.meta.url));
const installed = (...path: string[]): string => join(folder, "node_modules", ...path);

/** Installs other people's servers where they are missing, and says how each is started. */
export async function allPeers(): Promise<readonly ServerKind[]> {
  if (!existsSync(installed(".package-lock.json"))) {
    console.log("Installing other people's servers into bench/peers (npm ci) …");
    const done = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: folder,
      stdio: "inherit",
    });
    if (done.status !== 0) throw new Failure("the other servers could not be installed.");
  }
  return [
    yWebsocketServer(),
    yWebsocketOnLevel(),
    hocuspocus(),
    await yPartyserver(),
    relay("passed", "bare relay object"),
    relay("kept", "bare relay object, a row for each update"),
  ];
}

/** Longer than the two seconds of quiet after which those that store late store. */
const isTidy = async (): Promise<void> => pause(3_000);

function yWebsocketServer(): ServerKind {
  return {
    name: "@y/websocket-server",
    version: versions("@y/websocket-server"),
    durability: "none: in memory",
    sleeps: false,
    keeps: false,
    isTidy,
    async start() {
      const server = await startNodeServer(
        installed("@y", "websocket-server", "src", "server.js"),
        () => [],
        (port) => ({ HOST: "127.0.0.1", PORT: String(port) }),
      );
      return { ...server, wire: wireTo(`ws://127.0.0.1:${server.port}/`) };
    },
  };
}

/** The newer package has lost its persistence; this is the last of its author's servers that has it. */
function yWebsocketOnLevel(): ServerKind {
  return {
    name: "y-websocket 2 on LevelDB",
    version: versions("y-websocket", "y-leveldb"),
    durability: "each update, after others have seen it",
    sleeps: false,
    keeps: true,
    isTidy,
    async start(directory) {
      const server = await startNodeServer(
        installed("y-websocket", "bin", "server.cjs"),
        () => [],
        (port) => ({
          HOST: "127.0.0.1",
          PORT: String(port),
          YPERSISTENCE: join(directory, "level"),
        }),
      );
      return { ...server, wire: wireTo(`ws://127.0.0.1:${server.port}/`) };
    },
  };
}

function hocuspocus(): ServerKind {
  return {
    name: "Hocuspocus on SQLite",
    version: versions("@hocuspocus/server", "@hocuspocus/extension-database"),
    durability: "the whole document, 2 to 10 s after others have seen an edit",
    sleeps: false,
    keeps: true,
    isTidy,
    async start(directory) {
      const server = await startNodeServer(
        join(folder, "hocuspocus.mjs"),
        (port) => [String(port), directory],
        () => ({}),
      );
      const wire = wireTo(`ws://127.0.0.1:${server.port}/?room=`, { namesDocuments: true });
      return { ...server, wire };
    },
  };
}

async function yPartyserver(): Promise<ServerKind> {
  const out = fileURLToPath(new URL("../../.cache/bench-peers/y-partyserver/", import.meta.url));
  await build({
    configFile: false,
    logLevel: "error",
    root: join(folder, "y-partyserver"),
    ssr: { noExternal: true, target: "webworker" },
    build: {
      ssr: "worker.js",
      outDir: out,
      emptyOutDir: true,
      rollupOptions: {
        external: [/^cloudflare:/, /^node:/],
        output: { entryFileNames: "worker.js" },
      },
    },
  });
  return onWorkerd({
    name: "y-partyserver on SQLite",
    version: versions("y-partyserver", "partyserver"),
    durability: "the whole document, 2 to 10 s after others have seen an edit",
    module: join(out, "worker.js"),
    object: { binding: "Document", className: "Document" },
    path: "/parties/document/",
    wire: {},
    keeps: true,
  });
}

function relay(mode: "passed" | "kept", name: string): ServerKind {
  const keeps = mode === "kept";
  return onWorkerd({
    name,
    version: "",
    durability: keeps ? "written before anybody sees it" : "none: nothing is kept",
    module: join(folder, "relay", "worker.js"),
    object: { binding: "RELAY", className: "Relay" },
    path: `/${mode}/`,
    wire: { answers: keeps },
    keeps,
  });
}

interface OnWorkerd {
  readonly name: string;
  readonly version: string;
  readonly durability: string;
  readonly module: string;
  readonly object: { readonly binding: string; readonly className: string };
  readonly path: string;
  readonly wire: Partial<Wire>;
  readonly keeps: boolean;
}

/** A Worker with one class of objects, on the same bare runtime as ours. */
function onWorkerd(given: OnWorkerd): ServerKind {
  return {
    ...given,
    sleeps: true,
    isTidy,
    async start(directory) {
      const rooms = join(directory, "rooms");
      mkdirSync(rooms, { recursive: true });
      const config = workerdConfig(
        {
          main: "worker.js",
          compatibilityDate: "2026-09-01",
          compatibilityFlags: [],
          objects: [{ ...given.object, sqlite: true }],
          assetsBinding: null,
          variables: [],
        },
        {
          pagesDirectory: rooms,
          roomsDirectory: rooms,
          modules: [{ name: "worker.js", path: given.module }],
        },
        { host: "127.0.0.1", port: 0, dataDirectory: directory },
      );
      const file = join(directory, "workerd.capnp");
      writeFileSync(file, config);
      const runtime = await startRuntime(file);
      return {
        pid: runtime.pid,
        wire: wireTo(`ws://127.0.0.1:${runtime.port}${given.path}`, given.wire),
        stop: () => runtime.stop(),
      };
    },
  };
}

function versions(...names: string[]): string {
  return names
    .map((name) => {
      const parsed: unknown = JSON.parse(
        readFileSync(installed(...name.split("/"), "package.json"), "utf8"),
      );
      const { version } = parsed as { version: string };
      return `${name} ${version}`;
    })
    .join(", ");
}
