/** Client numbers: small numbers for the Yjs clients of a structure, whose own ids have up to 53 bits. */
import { NONE } from "./pieces.ts";

/** Numbers clients from 0 on, in the order in which they come. */
export class ClientNumbers {
  /** The client of each number. */
  readonly clients: number[];
  readonly #numbers = new Map<number, number>();
  /** The client that was asked for last, which mostly is asked for again, and its number. */
  #lastClient = NONE;
  #lastNumber = NONE;

  constructor(clients: number[]) {
    this.clients = clients;
    for (const [number, client] of clients.entries()) this.#numbers.set(client, number);
  }

  get count(): number {
    return this.clients.length;
  }

  /** The number of a client; `NONE` when it has none. */
  known(client: number): number {
    if (client === this.#lastClient) return this.#lastNumber;
    const number = this.#numbers.get(client);
    if (number === undefined) return NONE;
    this.#lastClient = client;
    this.#lastNumber = number;
    return number;
  }

  /** Gives a new client a number. */
  add(client: number): number {
    const number = this.clients.push(client) - 1;
    this.#numbers.set(client, number);
    return number;
  }

  /** Takes the last number back. */
  dropLast(): void {
    const client = this.clients.pop();
    if (client !== undefined) this.#numbers.delete(client);
    this.#lastClient = NONE;
  }
}
