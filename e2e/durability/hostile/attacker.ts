import { once } from "node:events";
import WebSocket, { type ClientOptions } from "ws";
import { SUBPROTOCOL } from "../../../shared/wire/frames.ts";
import type { HostileFrame } from "../../../testkit/hostile-frames.ts";

/**
 * The runtime closes at a frame above 32 MiB and reads no further, so that the
 * answer to its close never leaves. There is no use in waiting `ws`'s half
 * minute for it.
 */
const PATIENCE: ClientOptions & { readonly closeTimeout: number } = {
  perMessageDeflate: false,
  closeTimeout: 1_000,
};

/** The outcome of one frame. */
export type Reaction = "closed" | "stays";

/** Sends one frame at a time, and comes back when it is shown the door. */
export class Attacker {
  readonly #address: string;
  readonly #protocols: readonly string[];
  #socket: WebSocket | null = null;

  constructor(address: string, isNative: boolean) {
    this.#address = address;
    this.#protocols = isNative ? [SUBPROTOCOL] : [];
  }

  /**
   * Sends a frame and waits until the server has read it. When the room closes
   * the socket only after that, the next frame comes by a new one.
   */
  async sends(frame: HostileFrame): Promise<Reaction> {
    if (this.#socket?.readyState !== WebSocket.OPEN) this.#socket = await this.#comes();
    const socket = this.#socket;
    const reaction = new Promise<Reaction>((resolve) => {
      const onClose = (): void => settle("closed");
      const onPong = (): void => settle("stays");
      const settle = (what: Reaction): void => {
        socket.off("close", onClose);
        socket.off("pong", onPong);
        resolve(what);
      };
      socket.on("close", onClose);
      socket.on("pong", onPong);
    });
    socket.send(frame);
    socket.ping();
    return reaction;
  }

  leaves(): void {
    this.#socket?.close();
    this.#socket = null;
  }

  async #comes(): Promise<WebSocket> {
    const socket = new WebSocket(this.#address, [...this.#protocols], PATIENCE);
    // An error shows in the close that follows.
    socket.on("error", () => socket.terminate());
    await once(socket, "open");
    return socket;
  }
}
