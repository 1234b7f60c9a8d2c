/** A generic client that types a whole trace, as anybody's program would. */
import { setImmediate as nextTurn } from "node:timers/promises";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as sync from "y-protocols/sync";
import { messageSync } from "y-websocket";
import * as Y from "yjs";
import { GenericClient } from "../../testkit/generic-client.ts";
import { PlainSocket } from "../../testkit/node-socket.ts";
import type { Trace } from "./trace.ts";

/** Bytes that may wait in the socket before the typist pauses. */
const MOST_IN_FLIGHT = 1024 * 1024;

/** Transactions between two looks at what is in flight. */
const STRIDE = 200;

/** A generic client with a text. */
export class TypingClient extends GenericClient {
  /** Joins a room; resolves with the milliseconds until the client calls itself synced. */
  static async join(
    address: string,
    roomId: string,
  ): Promise<{ client: TypingClient; joinMs: number }> {
    const before = performance.now();
    const server = `${address.replace(/^http/, "ws")}/room`;
    const client = new TypingClient({ server, room: roomId, Socket: PlainSocket });
    await client.synced();
    return { client, joinMs: performance.now() - before };
  }

  get text(): string {
    return this.#text.toString();
  }

  get #text(): Y.Text {
    return this.doc.getText("text");
  }

  /** Bytes of the whole document as Yjs encodes it: what a join cannot go below. */
  get encodedBytes(): number {
    return Y.encodeStateAsUpdate(this.doc).byteLength;
  }

  /** Types a whole trace, one Yjs transaction for each of its own, as fast as the socket takes it. */
  async types(trace: Trace): Promise<void> {
    this.#text.insert(0, trace.startContent);
    for (const [index, patches] of trace.transactions.entries()) {
      this.doc.transact(() => {
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
    const { ws } = this.provider;
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
    sync.writeSyncStep1(question, this.doc);
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
}
