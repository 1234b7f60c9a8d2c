import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import type { Self } from "./own-client.ts";
import { nameIn } from "./remote-presence.ts";

/** The most milliseconds between two attempts of a stock client to come back. */
const MOST_BACKOFF_MS = 500;

/** Stock y-websocket 3 with a document, as anybody's program uses it. */
export class StockClient {
  readonly #self: Self;
  readonly #provider: WebsocketProvider;
  #pointer = 0;

  constructor(self: Self) {
    this.#self = self;
    const { ledger, name } = self;
    class WatchedWebSocket extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { perMessageDeflate: false });
        this.on("message", (data, isBinary) => {
          if (!isBinary) ledger.violated(`${name}, a stock client, was sent the text ${data}`);
        });
      }
    }
    this.#provider = new WebsocketProvider(
      `ws://127.0.0.1:${self.port() ?? 0}/room`,
      self.roomId,
      self.paper.doc,
      {
        WebSocketPolyfill: WatchedWebSocket as unknown as typeof globalThis.WebSocket,
        disableBc: true,
        maxBackoffTime: MOST_BACKOFF_MS,
      },
    );
    this.#provider.on("connection-close", (event) => {
      const code = event?.code ?? 0;
      if (code >= 4400 && code <= 4499) ledger.violated(`${name} was closed with ${code}`);
    });
    this.point();
  }

  get isSynced(): boolean {
    return this.#provider.synced;
  }

  /** It has no acks: in sync is the most that it can know. */
  get isSaved(): boolean {
    return this.isSynced;
  }

  get people(): string[] {
    return [...this.#provider.awareness.getStates().values()].flatMap(nameIn).sort();
  }

  point(): void {
    this.#pointer += 1;
    const user = { name: this.#self.name, color: "#2f7d4f" };
    this.#provider.awareness.setLocalState({ user, pointer: { x: this.#pointer, y: 0 } });
  }

  leave(): void {
    this.#provider.disconnect();
  }

  comeBack(): void {
    this.#provider.connect();
  }

  /** Ends without a word; its network closes the connection. */
  crash(): void {
    this.#provider.destroy();
    this.#provider.awareness.destroy();
  }
}
