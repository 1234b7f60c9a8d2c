import { setImmediate as nextTurn } from "node:timers/promises";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as sync from "y-protocols/sync";
import { messageSync, WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { Trace } from "./trace.ts";

/** Bytes that may wait in the socket before the typist pauses. */
const MOST_IN_FLIGHT = 1024 * 1024;

/** Transactions between two looks at what is in flight. */
const STRIDE = 200;

/** Without compression, which `ws` does in a thread pool, frame by frame: it would be what is measured. */
class PlainWebSocket extends WebSocket {
  constructor(address: string | URL, protocols?: string | string[]) {
    super(address, protocols, { perMessageDeflate: false });
  }
}

/** A stock y-websocket client with a text, as anybody's program would use it. */
export class StockClient {
  readonly #doc = new Y.Doc();
  readonly #provider: WebsocketProvider;

  private constructor(address: string, roomId: string) {
    this.#provider = new WebsocketProvider(
      `${address.replace(/^http/, "ws")}/room`,
      roomId,
      this.#doc,
      {
        WebSocketPolyfill: PlainWebSocket as unknown as typeof globalThis.WebSocket,
        disableBc: true,
      },
    );
  }

  /** Joins a room; resolves with the milliseconds until the client calls itself synced. */
  static async join(
    address: string,
    roomId: string,
  ): Promise<{ client: StockClient; joinMs: number }> {
    const before = performance.now();
    const client = new StockClient(address, roomId);
    await new Promise<void>((resolve) => {
      client.#provider.once("sync", () => resolve());
    });
    return { client, joinMs: performance.now() - before };
  }

  get text(): string {
    return this.#text.toString();
  }

  get #text(): Y.Text {
    return this.#doc.getText("text");
  }

  /** Bytes of the whole document as Yjs encodes it: what a join cannot go below. */
  get encodedBytes(): number {
    return Y.encodeStateAsUpdate(this.#doc).byteLength;
  }

  /** Types a whole trace, one Yjs transaction for each of its own, as fast as the socket takes it. */
  async types(trace: Trace): Promise<void> {
    this.#text.insert(0, trace.startContent);
    for (const [index, patches] of trace.transactions.entries()) {
      this.#doc.transact(() => {
        for (const [position, deleted, inserted] of patches) {
          if (deleted > 0) this.#text.delete(position, deleted);
          if (inserted !== "") this.#text.insert(position, inserted);
        }
      });
      if (index % STRIDE === 0) await this.#roomToSend();
    }
  }

  async #roomToSend(): Promise<void> {
    do await nextTurn();
    while (this.#socket.bufferedAmount > MOST_IN_FLIGHT);
  }

  get #socket(): globalThis.WebSocket {
    const { ws } = this.#provider;
    if (ws === null) throw new Error("the connection broke while the client was typing");
    return ws;
  }

  /**
   * Resolves once the server has taken everything sent so far. Frames of one socket are handled in
   * order, so the answer to a sync step 1 comes after all frames before it were written.
   */
  async isTaken(): Promise<void> {
    const socket = this.#socket;
    const question = encoding.createEncoder();
    encoding.writeVarUint(question, messageSync);
    sync.writeSyncStep1(question, this.#doc);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener("close", () => reject(new Error("the connection broke")));
      socket.addEventListener("message", ({ data }) => {
        const answer = decoding.createDecoder(new Uint8Array(data));
        if (decoding.readVarUint(answer) !== messageSync) return;
        if (decoding.readVarUint(answer) === sync.messageYjsSyncStep2) resolve();
      });
      socket.send(encoding.toUint8Array(question));
    });
  }

  leaves(): void {
    this.#provider.destroy();
    this.#doc.destroy();
  }
}
