/** The sockets of an attack. */
import { once } from "node:events";
import WebSocket from "ws";
import type { Wire } from "../load/wire.ts";

/** The habits of a socket, besides the frames that it is told to send. */
export interface Habits {
  /** A socket that does not read leaves everything to the server's memory. */
  readonly reads: boolean;
  /** Does it come as a client of Stoa, with its subprotocol? */
  readonly isNative: boolean;
}

/** Sockets in a room of their own, and what became of them. */
export class Crowd {
  readonly #address: string;
  readonly #sockets: WebSocket[] = [];
  /** How often the server closed with each code. */
  readonly closes = new Map<number, number>();
  received = 0;

  constructor(wire: Wire, room: string) {
    this.#address = `${wire.address}${room}`;
  }

  /** Brings in so many more sockets. @returns these. */
  async join(howMany: number, { reads, isNative }: Habits): Promise<WebSocket[]> {
    const come = async (): Promise<WebSocket> => {
      const socket = new WebSocket(this.#address, isNative ? ["stoa.v1"] : [], {
        perMessageDeflate: false,
        maxPayload: 256 * 2 ** 20,
        skipUTF8Validation: true,
      });
      socket.on("error", () => socket.terminate());
      socket.on("close", (code) => this.closes.set(code, (this.closes.get(code) ?? 0) + 1));
      socket.on("message", (data: Buffer, isBinary) => {
        this.received += data.length;
        if (!isBinary && data.toString("latin1").startsWith('{"type":"tick"'))
          socket.send(data.toString());
        if (isBinary && data[0] === 0 && data[1] === 0) socket.send(NOTHING);
      });
      await once(socket, "open");
      if (!reads) socket.pause();
      return socket;
    };
    const joined: WebSocket[] = [];
    for (let left = howMany; left > 0; left -= 100) {
      joined.push(...(await Promise.all(Array.from({ length: Math.min(100, left) }, come))));
    }
    this.#sockets.push(...joined);
    return joined;
  }

  /** Resolves when what was sent has left, or its socket is closed. */
  async hasSent(): Promise<void> {
    while (
      this.#sockets.some(
        (socket) => socket.readyState === WebSocket.OPEN && socket.bufferedAmount > 0,
      )
    ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  leave(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** The closes, in words. */
  get outcome(): string {
    return [...this.closes].map(([code, times]) => `${times} × ${code}`).join(", ");
  }
}

/** The answer to step 1 of a client that has nothing. */
const NOTHING = new Uint8Array([0, 1, 2, 0, 0]);
