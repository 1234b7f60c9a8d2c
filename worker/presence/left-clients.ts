/** Left clients: the last clock of each Yjs client that has left a room. They know no socket. */

/** Yjs clients that have left of which the last clock is remembered. */
const MAX_LEFT = 1_000;

/** The clock of somebody who has left, how many sockets had come by then, and when it was. */
export interface LeftClient {
  readonly clock: number;
  readonly arrivals: number;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** The clients that have left and are not back, the newest of them. */
export class LeftClients {
  readonly #left = new Map<number, LeftClient>();

  get(clientId: number): LeftClient | undefined {
    return this.#left.get(clientId);
  }

  /** A client has left at this clock, after so many sockets had come. */
  onLeave(clientId: number, clock: number, arrivals: number): void {
    this.#left.delete(clientId);
    this.#left.set(clientId, { clock, arrivals, at: Date.now() });
    for (const oldest of this.#left.keys()) {
      if (this.#left.size <= MAX_LEFT) break;
      this.#left.delete(oldest);
    }
  }

  /** A client is back. */
  onReturn(clientId: number): void {
    this.#left.delete(clientId);
  }
}
