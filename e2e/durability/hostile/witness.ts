import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Failure } from "../../../scripts/failure.ts";

/** Somebody who works in a room that is attacked, by a stock client. */
export class Witness {
  readonly #doc = new Y.Doc();
  readonly #provider: WebsocketProvider;
  /** How often the connection has broken. */
  losses = 0;

  private constructor(address: string, room: string) {
    this.#provider = new WebsocketProvider(address.replace(/\/$/, ""), room, this.#doc, {
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    });
    this.#provider.on("connection-close", () => {
      this.losses += 1;
    });
  }

  /** Joins a room whose address begins with `address`. */
  static async join(address: string, room: string): Promise<Witness> {
    const witness = new Witness(address, room);
    await new Promise<void>((resolve) => {
      witness.#provider.once("sync", () => resolve());
    });
    return witness;
  }

  get clientId(): number {
    return this.#doc.clientID;
  }

  get text(): string {
    return this.#doc.getText("witness").toString();
  }

  /** Does nothing in the document wait for something that never comes? */
  get isWhole(): boolean {
    return this.#doc.store.pendingStructs === null && this.#doc.store.pendingDs === null;
  }

  /**
   * Writes a letter, and waits until `other` has it.
   *
   * @returns the milliseconds that it took.
   * @throws Failure when it takes longer than `patience`.
   */
  async isSeenBy(other: Witness, patience: number): Promise<number> {
    const before = performance.now();
    const seen = new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (other.text !== this.text) return;
        clearTimeout(timer);
        other.#doc.off("update", look);
        resolve();
      };
      const timer = setTimeout(() => {
        other.#doc.off("update", look);
        reject(new Failure(`an edit was not seen by another person within ${patience} ms`));
      }, patience);
      other.#doc.on("update", look);
    });
    this.#doc.getText("witness").insert(0, "x");
    await seen;
    return performance.now() - before;
  }

  leaves(): void {
    this.#provider.destroy();
    this.#doc.destroy();
  }
}
