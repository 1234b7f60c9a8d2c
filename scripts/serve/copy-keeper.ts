/** The keeper of copies: starts a pass over all rooms once an hour, as long as a server runs. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { diskFloor } from "./disk-floor.ts";
import { diskOf } from "./machine.ts";
import type { Settings } from "./settings.ts";

const HOUR_MS = 60 * 60 * 1000;

/** Milliseconds from a start to its first pass: the start itself comes first. */
const FIRST_MS = 60_000;

/** Hours between two copies of a room that has changed, where the operator says nothing. */
const COPY_HOURS = 24;

const script = fileURLToPath(new URL("copy-rooms.ts", import.meta.url));

/** Runs passes from `start` to `stop`. */
export class CopyKeeper {
  readonly #settings: Settings;
  #timer: NodeJS.Timeout | null = null;
  #child: ChildProcess | null = null;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  start(): void {
    this.#plan(FIRST_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#child?.kill();
  }

  #plan(milliseconds: number): void {
    this.#timer = setTimeout(() => this.#pass(), milliseconds);
    this.#timer.unref();
  }

  #pass(): void {
    const { dataDirectory, copyHours = COPY_HOURS, minFreeBytes = null } = this.#settings;
    const floor = diskFloor(minFreeBytes, diskOf(dataDirectory).total);
    const every = copyHours === 0 ? "never" : String(copyHours * HOUR_MS);
    const child = spawn(process.execPath, [script, dataDirectory, every, String(floor)], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    this.#child = child;
    // Its own lines say what could not be copied; one that cannot be started is tried again.
    child.once("error", (error) => console.error(`Stoa: rooms are not copied (${error.message}).`));
    child.once("close", () => {
      this.#child = null;
      if (this.#timer !== null) this.#plan(HOUR_MS);
    });
  }
}
