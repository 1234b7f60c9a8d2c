/** The supervisor: keeps one runtime running, and starts it again when it dies. */
import { setTimeout as pause } from "node:timers/promises";
import { errorCode, Failure } from "../failure.ts";
import { MAX_DEATHS, Restarts } from "./restarts.ts";
import { OUT_OF_DESCRIPTORS, type Runtime } from "./runtime.ts";

/** The surroundings that the supervisor needs. */
export interface Supervised {
  /**
   * Starts a runtime; resolves once it listens.
   *
   * @param port where the runtime before it listened; null for the first one, which follows the settings.
   */
  start(port: number | null): Promise<Runtime>;
  /** Hears of each runtime that listens. */
  started(runtime: Runtime): void | Promise<void>;
  /** Prints one line for the operator. */
  say(line: string): void;
  /** Waits for so many milliseconds, or until the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Milliseconds in which Ctrl-C, which reaches the runtime too, reaches this process as well. */
const SIGNAL_MS = 500;

/** A runtime that ended by one of these may have been ended together with this process. */
const ORDERLY = /SIG(INT|TERM|HUP)/;

/** Keeps one runtime running until `stop`, or until it has died too often. */
export class Supervisor {
  readonly #supervised: Supervised;
  readonly #stopping = new AbortController();
  readonly #port: number;
  #runtime: Runtime;
  /** Settles when the runtime has died too often: with a sentence for the operator. Never otherwise. */
  readonly gaveUp: Promise<string>;
  readonly #ended: Promise<void>;

  private constructor(supervised: Supervised, first: Runtime) {
    this.#supervised = supervised;
    this.#runtime = first;
    this.#port = first.port;
    const { promise, resolve } = Promise.withResolvers<string>();
    this.gaveUp = promise;
    this.#ended = this.#keep(resolve);
  }

  /** @throws Failure when the first runtime does not start. */
  static async start(supervised: Supervised): Promise<Supervisor> {
    const first = await supervised.start(null);
    await supervised.started(first);
    return new Supervisor(supervised, first);
  }

  /** The port that every runtime of this supervisor listens on. */
  get port(): number {
    return this.#port;
  }

  /** The process that serves now, or that served last. */
  get pid(): number {
    return this.#runtime.pid;
  }

  /** Ends the runtime for good. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#runtime.stop();
    await this.#ended;
    // One that had just been started when `stop` was called.
    await this.#runtime.stop();
  }

  async #keep(giveUp: (sentence: string) => void): Promise<void> {
    const restarts = new Restarts();
    const { signal } = this.#stopping;
    let end = await this.#runtime.died;
    for (;;) {
      if (ORDERLY.test(end)) await this.#supervised.wait(SIGNAL_MS, signal);
      if (signal.aborted) return;
      const diedAt = performance.now();
      const delay = restarts.died(diedAt, end.includes(OUT_OF_DESCRIPTORS));
      if (delay === null) {
        giveUp(`${end} It died ${MAX_DEATHS} times within a minute, so it is not started again.`);
        return;
      }
      await this.#supervised.wait(delay, signal);
      if (signal.aborted) return;
      try {
        this.#runtime = await this.#supervised.start(this.#port);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        end = error.message;
        this.#supervised.say(end);
        continue;
      }
      if (signal.aborted) return;
      await this.#supervised.started(this.#runtime);
      const seconds = ((performance.now() - diedAt) / 1000).toFixed(1);
      this.#supervised.say(`${end} It was started again ${seconds} s later.`);
      end = await this.#runtime.died;
    }
  }
}

/** Waits for so many milliseconds, or until the signal is aborted. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(milliseconds, undefined, { signal });
  } catch (error) {
    if (errorCode(error) !== "ABORT_ERR") throw error;
  }
}
