/** The sockets of an attack. */
import { BareClient } from "../../testkit/bare-client.ts";
import type { Wire } from "../load/wire.ts";

/** The habits of a socket, besides the frames that it is told to send. */
export interface Habits {
  /** A socket that does not read leaves everything to the server's memory. */
  readonly reads: boolean;
  /** Does it come as a client of Stoa, with its subprotocol? */
  readonly isNative: boolean;
}

/** One socket: it answers the room's questions, as far as it reads. */
export class Attacker extends BareClient {
  /** The first position that the room has told it; empty before that. */
  position = "";

  protected override onText(text: string): void {
    if (this.position !== "" || !text.startsWith('{"type":"position"')) return;
    this.position = /"at":"([^"]+)"/.exec(text)?.[1] ?? "";
  }
}

/** Sockets that come in together: so many are opened at once. */
const AT_ONCE = 100;

/** Sockets in a room of their own, and what became of them. */
export class Crowd {
  readonly #address: string;
  readonly #clients: Attacker[] = [];

  constructor(wire: Wire, room: string) {
    this.#address = `${wire.address}${room}`;
  }

  /** Brings in so many more sockets. @returns these. */
  async join(howMany: number, { reads, isNative }: Habits): Promise<Attacker[]> {
    const come = async (): Promise<Attacker> => {
      const client = new Attacker(this.#address, { protocols: isNative ? ["stoa.v1"] : [] });
      await client.opened();
      if (!reads) client.stopReading();
      return client;
    };
    const joined: Attacker[] = [];
    for (let left = howMany; left > 0; left -= AT_ONCE) {
      joined.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, left) }, come))));
    }
    this.#clients.push(...joined);
    return joined;
  }

  /** Resolves when what was sent has left, or its socket is closed. */
  async hasSent(): Promise<void> {
    while (this.#clients.some((client) => client.isOpen && client.waiting > 0)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  leave(): void {
    for (const client of this.#clients) client.leave();
  }

  /** How often the server closed with each code, in words. */
  get outcome(): string {
    const closed = this.#clients.filter(({ closedWith }) => closedWith !== null);
    const byCode = Map.groupBy(closed, ({ closedWith }) => closedWith);
    return [...byCode].map(([code, clients]) => `${clients.length} × ${code}`).join(", ");
  }
}
