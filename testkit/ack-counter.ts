/** Counts a client's document frames as the room does, and tells which of its changes an ack covers. */

interface Waiting<Change> {
  /** The number of the frame that carries it since the room's latest step 1; null while none does. */
  frame: number | null;
  readonly change: Change;
  readonly since: number;
}

/** The changes of one client that have no ack yet, over all of its connections. */
export class AckCounter<Change> {
  /** Document frames sent since the room's latest step 1, the answer to it included; null before it. */
  #sent: number | null = null;
  #waiting: Waiting<Change>[] = [];

  /** Tells whether every change has its ack. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Tells whether the room has asked for what this client has, and been answered. */
  get isCounting(): boolean {
    return this.#sent !== null;
  }

  /** Milliseconds for which the oldest change has waited; 0 when none does. */
  get oldestMs(): number {
    const [oldest] = this.#waiting;
    return oldest === undefined ? 0 : Date.now() - oldest.since;
  }

  /** Forgets the count, which begins again with the room's next step 1. */
  connectionLost(): void {
    this.#sent = null;
    for (const waiting of this.#waiting) waiting.frame = null;
  }

  /** Counts the answer to step 1, which carries every change that was made before it. */
  answered(): void {
    this.#sent = 1;
    for (const waiting of this.#waiting) waiting.frame = 1;
  }

  /**
   * Takes a change.
   *
   * @returns whether it leaves as a frame of its own; before the room's step 1, the answer will carry it.
   */
  made(change: Change): boolean {
    if (this.#sent !== null) this.#sent += 1;
    this.#waiting.push({ frame: this.#sent, change, since: Date.now() });
    return this.#sent !== null;
  }

  /**
   * Takes an ack.
   *
   * @returns the changes that it covers.
   * @throws RangeError when it acknowledges more than was sent.
   */
  acknowledge(count: number): Change[] {
    if (this.#sent === null || count > this.#sent) {
      throw new RangeError(`ack ${count} of ${this.#sent ?? "no"} frames`);
    }
    const covered = this.#waiting.filter(({ frame }) => frame !== null && frame <= count);
    this.#waiting = this.#waiting.filter(({ frame }) => frame === null || frame > count);
    return covered.map(({ change }) => change);
  }
}
