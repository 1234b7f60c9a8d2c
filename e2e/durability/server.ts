/** Plain workerd with the built Worker: a server that the durability runs kill, freeze and start again. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Release, type WorkerSettings, workerdConfig } from "../../scripts/serve/config.ts";
import { type DataDirectory, openDataDirectory } from "../../scripts/serve/data-directory.ts";
import { ensureBuilt, installRelease } from "../../scripts/serve/release.ts";
import { type Runtime, startRuntime } from "../../scripts/serve/runtime.ts";

const HOST = "127.0.0.1";

/** One built Stoa in a temporary folder, which many servers run, each with rooms of its own. */
export class Build {
  readonly #path: string;
  readonly #worker: WorkerSettings;
  readonly #release: Release;
  #servers = 0;

  constructor() {
    ensureBuilt();
    this.#path = mkdtempSync(join(tmpdir(), "stoa-durability-"));
    const { worker, release } = installRelease(openDataDirectory(join(this.#path, "build")));
    this.#worker = worker;
    this.#release = release;
  }

  /** A server with empty rooms, running. */
  async serve(): Promise<FaultyServer> {
    this.#servers += 1;
    const directory = openDataDirectory(join(this.#path, String(this.#servers)));
    const settings = { port: 0, host: HOST, dataDirectory: directory.path };
    const release = { ...this.#release, roomsDirectory: directory.rooms };
    writeFileSync(directory.configFile, workerdConfig(this.#worker, release, settings));
    const server = new FaultyServer(directory);
    await server.start();
    return server;
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true });
  }
}

/** Plain workerd with the real Worker, which can be killed, frozen, and started again on its rooms. */
export class FaultyServer {
  readonly directory: DataDirectory;
  #runtime: Runtime | null = null;
  #starting: Promise<void> | null = null;
  constructor(directory: DataDirectory) {
    this.directory = directory;
  }

  /** Null while it is down: its port may be another's by then. */
  get port(): number | null {
    return this.#runtime?.port ?? null;
  }

  /** The process that runs the rooms; null while it is down. */
  get pid(): number | null {
    return this.#runtime?.pid ?? null;
  }

  /** Starts it unless it runs, and thaws it if it is frozen; resolves once it listens. */
  async start(): Promise<void> {
    this.thaw();
    if (this.#runtime !== null) return;
    this.#starting ??= this.#run();
    await this.#starting;
  }

  async #run(): Promise<void> {
    this.#runtime = await startRuntime(this.directory.configFile);
    this.#starting = null;
  }

  /** `kill -9`, as far as it runs. */
  kill(): void {
    const runtime = this.#runtime;
    if (runtime === null) return;
    this.#runtime = null;
    process.kill(runtime.pid, "SIGKILL");
    // Ends what watches over the runtime, too.
    void runtime.stop();
  }

  freeze(): void {
    if (this.#runtime !== null) process.kill(this.#runtime.pid, "SIGSTOP");
  }

  thaw(): void {
    if (this.#runtime !== null) process.kill(this.#runtime.pid, "SIGCONT");
  }

  /** Ends it in order; `start` begins again with the same rooms. */
  async stop(): Promise<void> {
    const runtime = this.#runtime;
    this.#runtime = null;
    await runtime?.stop();
  }

  async remove(): Promise<void> {
    if (this.#starting !== null) await this.#starting;
    this.kill();
    rmSync(this.directory.path, { recursive: true, force: true });
  }
}
