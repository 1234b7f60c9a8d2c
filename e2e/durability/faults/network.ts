import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { Direction } from "./plan.ts";

/** One connection: the client's end and the server's. */
interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  /** It forwards less than it should, and says nothing of either end's closing. */
  isCut: boolean;
}

/**
 * One person's network: a TCP proxy that can stop forwarding without closing, so that an end goes
 * on believing in a connection that is dead.
 */
export class Network {
  readonly port: number;
  readonly #listener: Server;
  readonly #target: () => number | null;
  readonly #pairs = new Set<Pair>();
  #isolates = false;

  private constructor(listener: Server, target: () => number | null) {
    this.#listener = listener;
    this.#target = target;
    this.port = (listener.address() as AddressInfo).port;
    listener.on("connection", (client: Socket) => this.#join(client));
  }

  /** Listens on a free port; `target` says on which port the server is now, null when on none. */
  static async listen(target: () => number | null): Promise<Network> {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    return new Network(listener, target);
  }

  /** Stops forwarding; also for new connections, when it isolates. */
  cut(direction: Direction, isolates: boolean): void {
    this.#isolates = isolates;
    for (const pair of this.#pairs) cut(pair, direction);
  }

  /** Closes the client's ends and leaves the server's open. */
  abandon(): void {
    for (const pair of this.#pairs) {
      cut(pair, "both");
      pair.client.destroy();
    }
  }

  /** Closes the connections that were cut, and lets new connections through. */
  heal(): void {
    this.#isolates = false;
    for (const pair of this.#pairs) if (pair.isCut) this.#end(pair);
  }

  /** Closes every connection at both ends. */
  drop(): void {
    for (const pair of this.#pairs) this.#end(pair);
  }

  close(): void {
    this.drop();
    this.#listener.close();
  }

  #join(client: Socket): void {
    const port = this.#target();
    if (port === null) {
      client.destroy();
      return;
    }
    const server = connect(port, "127.0.0.1");
    const pair: Pair = { client, server, isCut: false };
    this.#pairs.add(pair);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.setNoDelay(true);
      from.on("data", (chunk: Buffer) => to.write(chunk));
      // Whatever the error is, `close` follows it.
      from.on("error", () => from.destroy());
      from.on("close", () => {
        if (!pair.isCut) this.#end(pair);
      });
    }
    if (this.#isolates) cut(pair, "both");
  }

  #end(pair: Pair): void {
    this.#pairs.delete(pair);
    pair.client.destroy();
    pair.server.destroy();
  }
}

function cut(pair: Pair, direction: Direction): void {
  pair.isCut = true;
  if (direction !== "down") pair.client.pause();
  if (direction !== "up") pair.server.pause();
}
