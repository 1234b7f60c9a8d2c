import { expect, test } from "vitest";
import { Failure } from "../failure.ts";
import { MAX_DEATHS } from "./restarts.ts";
import type { Runtime } from "./runtime.ts";
import { Supervisor } from "./supervisor.ts";

/** Runtimes that live until a test ends them. */
class Runtimes {
  readonly ports: (number | null)[] = [];
  readonly said: string[] = [];
  readonly started: number[] = [];
  readonly stopped: number[] = [];
  #end: (sentence: string) => void = () => undefined;
  #begun = Promise.withResolvers<void>();
  readonly waits: number[] = [];
  /** Do waits last until they are aborted? */
  holds = false;
  /** The errors that the next starts throw. */
  failures: string[] = [];

  async start(port: number | null): Promise<Runtime> {
    this.ports.push(port);
    const failure = this.failures.shift();
    if (failure !== undefined) throw new Failure(failure);
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#end = resolve;
    const pid = this.ports.length;
    return {
      pid,
      port: 8787,
      died: promise,
      stop: async () => {
        this.stopped.push(pid);
        resolve("stopped");
      },
    };
  }

  /** Ends the present runtime, and waits for the next one. */
  async dies(sentence: string): Promise<void> {
    this.#begun = Promise.withResolvers();
    this.#end(sentence);
    await this.#begun.promise;
  }

  ends(sentence: string): void {
    this.#end(sentence);
  }

  supervised() {
    return {
      start: (port: number | null) => this.start(port),
      started: ({ pid }: Runtime) => {
        this.started.push(pid);
        this.#begun.resolve();
      },
      say: (line: string) => this.said.push(line),
      wait: async (milliseconds: number, signal: AbortSignal) => {
        this.waits.push(milliseconds);
        if (!this.holds || signal.aborted) return;
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
    };
  }
}

test("R131: a runtime that dies is started again on the same port, and that is said in one line", async () => {
  const runtimes = new Runtimes();
  const supervisor = await Supervisor.start(runtimes.supervised());
  await runtimes.dies("workerd ended by itself (SIGKILL).");
  expect(runtimes.ports).toEqual([null, 8787]);
  expect(runtimes.started).toEqual([1, 2]);
  expect(supervisor.pid).toBe(2);
  await supervisor.stop();
  expect(runtimes.said).toEqual([
    expect.stringMatching(
      /^workerd ended by itself \(SIGKILL\)\. It was started again .* s later\.$/,
    ),
  ]);
});

test("R131: a start that fails is tried again like a death", async () => {
  const runtimes = new Runtimes();
  const supervisor = await Supervisor.start(runtimes.supervised());
  runtimes.failures = ["port 8787 is taken."];
  await runtimes.dies("workerd ended by itself (exit code 1).");
  expect(runtimes.ports).toEqual([null, 8787, 8787]);
  expect(runtimes.said[0]).toBe("port 8787 is taken.");
  await supervisor.stop();
});

test("R131: a runtime that cannot be started any more is given up with one sentence", async () => {
  const runtimes = new Runtimes();
  const supervisor = await Supervisor.start(runtimes.supervised());
  runtimes.failures = Array.from({ length: MAX_DEATHS - 1 }, () => "workerd ended (exit code 1).");
  runtimes.ends("workerd ended by itself (SIGSEGV).");
  expect(await supervisor.gaveUp).toMatch(/^workerd ended \(exit code 1\)\. It died 6 times/);
  expect(runtimes.started).toEqual([1]);
  expect(runtimes.waits).toEqual([0, 500, 1_000, 2_000, 4_000]);
});

test("R131: a runtime that Ctrl-C ended together with the command is not started again", async () => {
  const runtimes = new Runtimes();
  runtimes.holds = true;
  const supervisor = await Supervisor.start(runtimes.supervised());
  runtimes.ends("workerd ended by itself (SIGINT).");
  await supervisor.stop();
  expect(runtimes.started).toEqual([1]);
  expect(runtimes.said).toEqual([]);
});

test("R131: a runtime that somebody else ended by a signal is started again", async () => {
  const runtimes = new Runtimes();
  const supervisor = await Supervisor.start(runtimes.supervised());
  await runtimes.dies("workerd ended by itself (SIGTERM).");
  expect(runtimes.started).toEqual([1, 2]);
  await supervisor.stop();
});
