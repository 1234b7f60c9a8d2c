/** Notices a Yjs document that no longer tells of its changes. Knows nothing of rooms. */
import * as Y from "yjs";

/** Milliseconds between a transaction and the look at what became of it. */
const LOOK_AFTER = 500;

/**
 * Counts the transactions that begin and those that end. An exception inside of
 * Yjs, such as an update causes that no Yjs program writes, leaves a document
 * whose transactions never end. That document takes changes, but calls no
 * observer and emits no update any more. Costs the same for every transaction,
 * whatever the document holds.
 */
export class TransactionWatch {
  readonly #doc: Y.Doc;
  readonly #onSilence: () => void;
  #begun = 0;
  #ended = 0;
  /** Up to where the document has told of the changes that are made on it. */
  #told: { client: number; clock: number };
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onSilence` is called once, within a second after a change of which the document does not tell. */
  constructor(doc: Y.Doc, onSilence: () => void) {
    this.#doc = doc;
    this.#onSilence = onSilence;
    this.#told = this.#ownClock();
    doc.on("beforeTransaction", this.#onBegin);
    doc.on("afterAllTransactions", this.#onEnd);
    doc.on("update", this.#onUpdate);
  }

  /** Has every transaction ended that has begun? Ask it outside of transactions. */
  get isSettled(): boolean {
    return this.#begun === this.#ended;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#doc.off("beforeTransaction", this.#onBegin);
    this.#doc.off("afterAllTransactions", this.#onEnd);
    this.#doc.off("update", this.#onUpdate);
  }

  readonly #onBegin = (): void => {
    this.#begun += 1;
    this.#timer ??= setTimeout(this.#look, LOOK_AFTER);
  };

  readonly #onEnd = (): void => {
    this.#ended = this.#begun;
  };

  readonly #onUpdate = (): void => {
    this.#told = this.#ownClock();
  };

  readonly #look = (): void => {
    this.#timer = undefined;
    const { client, clock } = this.#ownClock();
    // Yjs gives a document another client id when it meets its own.
    const hasToldAll = client !== this.#told.client || clock === this.#told.clock;
    if (this.isSettled && hasToldAll) return;
    this.stop();
    this.#onSilence();
  };

  #ownClock(): { client: number; clock: number } {
    const client = this.#doc.clientID;
    return { client, clock: Y.getState(this.#doc.store, client) };
  }
}
