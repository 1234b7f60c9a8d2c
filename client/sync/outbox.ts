/**
 * Which of my changes are durable. Each change waits until the room has
 * acknowledged the document frame that carried it; without a connection it
 * waits without a frame. Acknowledged means stored: nothing else does.
 */
export class Outbox {
  /** The frame that carries each waiting change, oldest first; null when it is not sent. */
  #waiting: (number | null)[] = [];
  /** Document frames sent since the room's last step 1, its answer included; null before that. */
  #sent: number | null = null;

  /** Changes that are not yet durable. */
  get unsaved(): number {
    return this.#waiting.length;
  }

  /** Changes from an earlier visit that this browser still keeps. */
  recall(unsaved: number): void {
    this.#waiting = [...new Array<null>(unsaved).fill(null), ...this.#waiting];
  }

  /** I changed something. Says whether to send it now; else the answer to step 1 will carry it. */
  change(): boolean {
    if (this.#sent === null) {
      this.#waiting.push(null);
      return false;
    }
    this.#sent += 1;
    this.#waiting.push(this.#sent);
    return true;
  }

  /** The room's step 1 is being answered: the answer is frame 1 and carries everything. */
  answer(): void {
    this.#sent = 1;
    this.#waiting = this.#waiting.map(() => 1);
  }

  /** The first `n` frames are durable. */
  acknowledge(n: number): void {
    this.#waiting = this.#waiting.filter((frame) => frame === null || frame > n);
  }

  /** The connection is gone: nothing that waits is on its way. */
  disconnect(): void {
    this.#sent = null;
    this.#waiting = this.#waiting.map(() => null);
  }
}
