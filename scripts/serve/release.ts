import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../failure.ts";
import { type Release, readWorkerSettings, type WorkerSettings } from "./config.ts";
import type { DataDirectory } from "./data-directory.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const built = join(project, "dist");
const stampFile = join(built, "sources.sha256");

/** Everything that the built pages and Worker are made of. */
const SOURCES = [
  "{client,shared,worker}/**/*",
  "{package.json,package-lock.json,tsconfig.base.json,vite.config.ts,wrangler.jsonc}",
];

/** Builds unless `dist` was built from exactly these sources. */
export function ensureBuilt(): void {
  const stamp = hashSources(project);
  if (isBuiltFrom(stamp)) return;
  console.log("Building …");
  // Beside and then swapped: a build that fails, or another at the same time, leaves a whole `dist`.
  const fresh = join(project, ".cache", `build-${process.pid}`);
  const old = join(project, ".cache", `replaced-${process.pid}`);
  mkdirSync(join(project, ".cache"), { recursive: true });
  const result = spawnSync("vite", ["build", "--logLevel", "warn", "--outDir", fresh], {
    cwd: project,
    encoding: "utf8",
  });
  if (result.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    process.stderr.write(
      result.error ? `${result.error.message}\n` : result.stdout + result.stderr,
    );
    throw new Failure("the build did not succeed; what it said stands above.");
  }
  writeFileSync(join(fresh, "sources.sha256"), stamp);
  // Two first starts at once build the same; the later one must not pull `dist` from under the other.
  if (!isBuiltFrom(stamp)) {
    if (existsSync(built)) renameSync(built, old);
    renameSync(fresh, built);
  }
  rmSync(fresh, { recursive: true, force: true });
  rmSync(old, { recursive: true, force: true });
}

function isBuiltFrom(stamp: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
}

/** A fingerprint of everything that is built, by content and by path within the project; tests are not. */
export function hashSources(project: string): string {
  const hash = createHash("sha256");
  const files = globSync(SOURCES, { cwd: project, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        !entry.name.includes(".test.") &&
        !entry.parentPath.includes("/.wrangler"),
    )
    .map((entry) => relative(project, join(entry.parentPath, entry.name)))
    .sort();
  for (const file of files) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(project, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * Copies what was built to the data folder and reads the Worker's settings from it. The served
 * build then stays whole, whatever is built meanwhile.
 */
export function installRelease(directory: DataDirectory): {
  worker: WorkerSettings;
  release: Release;
} {
  rmSync(directory.release, { recursive: true, force: true });
  cpSync(built, directory.release, { recursive: true });
  const workerDirectory = join(directory.release, "stoa");
  const wrangler: unknown = JSON.parse(
    readFileSync(join(workerDirectory, "wrangler.json"), "utf8"),
  );
  const worker = readWorkerSettings(wrangler);
  const others = readdirSync(workerDirectory, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".js") && name !== worker.main,
  );
  return {
    worker,
    release: {
      pagesDirectory: join(directory.release, "client"),
      roomsDirectory: directory.rooms,
      modules: [worker.main, ...others].map((name) => ({
        name,
        path: join(workerDirectory, name),
      })),
    },
  };
}
