/** Which changes are durable, and how long to wait for those that are not. Knows no document and no socket. */
import { AckPatience, type DocumentRefusal } from "./ack-patience.ts";
import { Outbox } from "./outbox.ts";

export interface SavingOptions {
  /** May an acknowledgement come now? Not while a join is coming, since acks are behind it. */
  readonly mayAwait: () => boolean;
  /** The sent edits are not acknowledged in time: they went into a dead connection, or were refused. */
  readonly onOverdue: () => void;
}

/** Changes on their way to be durable: counted, and brought again when no acknowledgement comes. */
export class Saving {
  readonly #options: SavingOptions;
  readonly #patience = new AckPatience();
  #outbox = new Outbox();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SavingOptions) {
    this.#options = options;
  }

  /** Changes that are not yet durable. */
  get unsaved(): number {
    return this.#outbox.unsaved;
  }

  /** Why the room did not take what it was last brought; `null` when it has taken everything since. */
  get refusal(): DocumentRefusal | null {
    return this.#patience.refusal;
  }

  /** Changes from an earlier visit that this browser still keeps. */
  recall(unsaved: number): void {
    this.#outbox.recall(unsaved);
  }

  /** The user changed something. Says whether to send it now; else the answer to step 1 will carry it. */
  change(): boolean {
    return this.#outbox.change();
  }

  /** The room's step 1 is being answered. */
  answer(): void {
    this.#outbox.answer();
  }

  /** The first `n` frames are durable. Says whether every change is. */
  acknowledge(n: number): boolean {
    this.#outbox.acknowledge(n);
    const isAll = this.#outbox.unsaved === 0;
    if (isAll) this.#patience.succeeded();
    this.#awaitAnew();
    return isAll;
  }

  /** The room has refused a document frame. */
  refused(code: DocumentRefusal): void {
    this.#patience.refused(code);
    this.#awaitAnew();
  }

  /** Nothing that waits is on its way any more: the connection is gone, or the right to edit. */
  disconnect(): void {
    this.#outbox.disconnect();
  }

  /** Another document takes the place of the one whose changes these were. */
  beginAnew(): void {
    this.#outbox = new Outbox();
    this.stopWaiting();
  }

  /** Waits for an acknowledgement, if something is not durable and nothing waits yet. */
  await(): void {
    const { wait } = this.#patience;
    if (this.unsaved === 0 || this.#timer !== undefined || wait === null) return;
    if (!this.#options.mayAwait()) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.unsaved > 0) this.#options.onOverdue();
    }, wait);
  }

  stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #awaitAnew(): void {
    this.stopWaiting();
    this.await();
  }
}
