/** The handle on two people in a room that nobody attacks, who run in a thread of their own. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Wire } from "../load/wire.ts";
import type { Delay } from "./delay.ts";

/** Asks the two how late the latest edit was since it was asked last. */
export class Bystander {
  readonly #thread: Worker;

  private constructor(thread: Worker) {
    this.#thread = thread;
  }

  /** Brings two people into a room; resolves when they are there. */
  static async join(wire: Wire, room: string, pid: number): Promise<Bystander> {
    const workerData = { wire, room, pid };
    const thread = new Worker(new URL("pair.ts", import.meta.url), { workerData });
    await once(thread, "message");
    return new Bystander(thread);
  }

  /** @returns the worst delay of an edit since the last call. */
  async worst(): Promise<Delay> {
    const answer = once(this.#thread, "message");
    this.#thread.postMessage("worst");
    return ((await answer) as [Delay])[0];
  }

  async leave(): Promise<void> {
    await this.#thread.terminate();
  }
}
