/** A generic client of the fault runs: it tells the oracle what contradicts the protocol. */
import { GenericClient as Client } from "../../../testkit/generic-client.ts";
import { PlainSocket } from "../../../testkit/node-socket.ts";
import type { Self } from "./native-client.ts";

/** The most milliseconds between two attempts to come back. */
const MOST_BACKOFF_MS = 500;

/** y-websocket 3 with a document, as anybody's program uses it. */
export class GenericClient extends Client {
  readonly #name: string;
  #pointer = 0;

  constructor(self: Self) {
    const { oracle, name, roomId } = self;
    class WatchedSocket extends PlainSocket {
      constructor(address: string, protocols?: string | string[]) {
        super(address, protocols);
        this.on("message", (data, isBinary) => {
          if (!isBinary) oracle.violated(`${name}, a generic client, was sent the text ${data}`);
        });
      }
    }
    super({
      server: `ws://127.0.0.1:${self.port() ?? 0}/room`,
      room: roomId,
      Socket: WatchedSocket,
      doc: self.model.doc,
      maxBackoffTime: MOST_BACKOFF_MS,
    });
    this.#name = name;
    this.provider.on("connection-close", (event) => {
      const code = event?.code ?? 0;
      if (code >= 4400 && code <= 4499) oracle.violated(`${name} was closed with ${code}`);
    });
    this.point();
  }

  get isSynced(): boolean {
    return this.provider.synced;
  }

  /** It has no acks: in sync is the most that it can know. */
  get isSaved(): boolean {
    return this.isSynced;
  }

  get people(): string[] {
    return this.names;
  }

  point(): void {
    this.#pointer += 1;
    const user = { name: this.#name, color: "#2f7d4f" };
    this.provider.awareness.setLocalState({ user, pointer: { x: this.#pointer, y: 0 } });
  }

  leave(): void {
    this.disconnects();
  }

  comeBack(): void {
    this.comesBack();
  }

  /** Ends without a word; its network closes the connection. */
  crash(): void {
    this.leaves();
  }
}
