import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const binaries = join(project, "node_modules", ".bin");
const node = join(binaries, "node");

/** Settings of `npm start`, as a person would set them. */
export interface StartSettings {
  readonly PORT?: string;
  readonly HOST?: string;
  readonly DATA_DIR?: string;
  readonly AUTH_SECRET?: string;
  readonly REQUIRE_ORIGIN?: string;
  readonly CLIENT_ADDRESS_HEADER?: string;
  readonly VISITOR_LIMITS?: string;
  readonly IMPORTS?: string;
}

/** How one `npm start` ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Everything that it printed. */
  readonly output: string;
}

/** The command without npm around it: faster to start, and signals reach it at once. */
export const START: CommandLine = [node, "scripts/start.ts"];
export const DEVELOP: CommandLine = [node, "scripts/dev.ts"];
export const backup = (to: string): CommandLine => [node, "scripts/backup.ts", to];

/** Copies every room that has changed, as a running server does once a day. */
export const COPY_ROOMS = (dataDirectory: string): CommandLine => [
  node,
  "scripts/serve/copy-rooms.ts",
  dataDirectory,
  "0",
  "0",
];

type CommandLine = readonly [string, ...string[]];

/** One run of `npm start` or `npm run dev`, in a process group of its own. */
export class StartedCommand {
  readonly process: ChildProcess;
  readonly ended: Promise<Ending>;
  readonly #listening: Promise<string>;
  #output = "";

  constructor(settings: StartSettings, [command, ...parameters] = START) {
    this.process = spawn(command, parameters, {
      cwd: project,
      env: {
        ...process.env,
        PATH: `${binaries}:${process.env["PATH"]}`,
        NO_COLOR: "1",
        ...settings,
      },
      // The channel tells it to stop, should this test run be killed.
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    });
    this.#listening = new Promise((resolve) => {
      const read = (chunk: Buffer): void => {
        this.#output += chunk;
        const address = /(?:listens on|Local:)\s+(http:\S+)/.exec(this.#output)?.[1];
        if (address !== undefined) resolve(address);
      };
      this.process.stdout?.on("data", read);
      this.process.stderr?.on("data", read);
    });
    this.ended = once(this.process, "close").then(([code, signal]) => ({
      code,
      signal,
      output: this.#output,
    }));
  }

  /** Resolves with the address that it says it listens on; rejects when it ends instead. */
  async address(): Promise<string> {
    return Promise.race([
      this.#listening,
      this.ended.then((ending): never => {
        throw new Error(`npm start ended with code ${ending.code}:\n${ending.output}`);
      }),
    ]);
  }

  /** Everything that it has printed so far. */
  get output(): string {
    return this.#output;
  }

  /** Sends a signal to the command alone, as a service manager would. */
  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  /** `kill -9` for the command and everything in its process group. */
  killGroup(): void {
    if (this.process.pid !== undefined) process.kill(-this.process.pid, "SIGKILL");
  }
}

/** A Stoa on a port and in a folder of its own, which can be killed and started again there. */
export class Stoa {
  readonly address: string;
  readonly dataDirectory: string;
  readonly #settings: StartSettings;
  #command: StartedCommand;

  private constructor(address: string, settings: StartSettings, command: StartedCommand) {
    this.address = address;
    this.dataDirectory = settings.DATA_DIR ?? "";
    this.#settings = settings;
    this.#command = command;
  }

  /** Starts one on a free port, in a new temporary folder unless one is given. */
  static async start(given: string | null = null, more: StartSettings = {}): Promise<Stoa> {
    const DATA_DIR = given ?? (await mkdtemp(join(tmpdir(), "stoa-e2e-")));
    const settings = { PORT: "0", HOST: "127.0.0.1", DATA_DIR, ...more };
    const command = new StartedCommand(settings);
    return new Stoa(await command.address(), settings, command);
  }

  get port(): number {
    return Number(new URL(this.address).port);
  }

  /** The WebSocket address of a room, without the room: what a stock client calls its server. */
  get socketServer(): string {
    return `${this.address.replace("http:", "ws:")}/room`;
  }

  /** The runtime's process, as the lock file names it. */
  get runtimePid(): number {
    return runtimePid(this.dataDirectory);
  }

  /** Everything that the present command has printed. */
  get output(): string {
    return this.#command.output;
  }

  /** Settles when the present command ends. */
  get ended(): Promise<Ending> {
    return this.#command.ended;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.#command.killGroup();
    await this.#command.ended;
    await refusesConnections(this.port);
  }

  /** Starts it again: same port, same folder. */
  async startAgain(): Promise<void> {
    this.#command = new StartedCommand({ ...this.#settings, PORT: String(this.port) });
    await this.#command.address();
  }

  /** Stops it the orderly way and keeps the folder. */
  async stop(): Promise<Ending> {
    this.#command.signal("SIGTERM");
    return this.#command.ended;
  }

  /** Stops it and removes its folder. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.dataDirectory, { recursive: true, force: true });
  }
}

/** The process of the runtime that serves a data folder, as its lock file names it. */
export function runtimePid(dataDirectory: string): number {
  return JSON.parse(readFileSync(join(dataDirectory, "stoa.lock"), "utf8")).runtime.pid;
}

/** Resolves once nobody listens on the port. */
export async function refusesConnections(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const refused = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(false)).once("error", () => resolve(true));
    });
    socket.destroy();
    if (refused) return;
  }
}
