/** The machine link: tells the Worker of a running server about the machine, once a second where it matters. */

import { DESCRIPTORS_SHARE } from "../../shared/limits.ts";
import type { MachineReport } from "../../shared/machine.ts";

/** The functions of the server that the link needs. */
export interface Linked {
  /** Looks at the machine. */
  measure(): MachineReport;
  /** Sends a report to the Worker. Rejects when it does not arrive. */
  send(report: MachineReport): Promise<void>;
  /** Prints one line for the operator. */
  say(line: string): void;
}

/** Milliseconds between two looks. */
const LOOK_MS = 1_000;

/** Looks after which a report is sent although nothing has changed. */
const LOOKS_AT_REST = 5;

/** Reports from `start` to `stop`. */
export class MachineLink {
  readonly #linked: Linked;
  #timer: NodeJS.Timeout | null = null;
  #told: MachineReport | null = null;
  #looks = 0;
  #isLost = false;

  constructor(linked: Linked) {
    this.#linked = linked;
  }

  /** Tells a runtime that has just started, and goes on telling it. Resolves once the first report has arrived, or has failed. */
  async start(): Promise<void> {
    this.stop();
    this.#told = null;
    await this.look();
    this.#plan();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Looks at the machine, and tells the Worker when it has to know. */
  async look(): Promise<void> {
    const report = this.#linked.measure();
    this.#looks += 1;
    if (!this.#isNews(report) && this.#looks % LOOKS_AT_REST !== 0) return;
    try {
      await this.#linked.send(report);
      this.#told = report;
      this.#isLost = false;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // A runtime that has just died is told about by the supervisor; the next look tries again.
      this.#told = null;
      if (!this.#isLost) this.#linked.say(`the runtime did not take a report (${error.message}).`);
      this.#isLost = true;
    }
  }

  #isNews(report: MachineReport): boolean {
    if (this.#told?.isDiskLow !== report.isDiskLow) return true;
    // Nobody may change a copy that is about to be shown.
    if (this.#told?.copied?.length !== report.copied?.length) return true;
    const { descriptors } = report;
    // Half way to the share, a burst may fill the rest within seconds.
    return descriptors !== null && descriptors.used > (descriptors.limit * DESCRIPTORS_SHARE) / 2;
  }

  #plan(): void {
    const timer = setTimeout(() => {
      void this.look().finally(() => {
        if (this.#timer === timer) this.#plan();
      });
    }, LOOK_MS);
    this.#timer = timer;
  }
}
