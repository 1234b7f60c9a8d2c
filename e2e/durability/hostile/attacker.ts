/** The attacker of the hostile run: it sends one frame at a time, and comes back when it is closed. */
import { SUBPROTOCOL } from "../../../shared/wire/frames.ts";
import { BareClient } from "../../../testkit/bare-client.ts";
import type { HostileFrame } from "../../../testkit/hostile-frames.ts";

/**
 * The runtime closes at a frame above 32 MiB and reads no further, so that the
 * answer to its close never leaves. There is no use in waiting `ws`'s half
 * minute for it.
 */
const CLOSE_TIMEOUT_MS = 1_000;

/** The outcome of one frame. */
export type Reaction = "closed" | "stays";

/** One socket of an attacker: it answers no question of the room. */
class AttackSocket extends BareClient {
  override answers = false;

  /** Sends a frame, and waits until the server has read it or the socket is closed. */
  sends(frame: HostileFrame): Promise<Reaction> {
    const { socket } = this;
    return new Promise((resolve) => {
      const onClose = (): void => settle("closed");
      const onPong = (): void => settle("stays");
      const settle = (reaction: Reaction): void => {
        socket.off("close", onClose);
        socket.off("pong", onPong);
        resolve(reaction);
      };
      socket.on("close", onClose);
      socket.on("pong", onPong);
      socket.send(frame);
      socket.ping();
    });
  }
}

/** Sends one frame at a time, and comes back when it is shown the door. */
export class Attacker {
  readonly #address: string;
  readonly #protocols: readonly string[];
  #socket: AttackSocket | null = null;

  constructor(address: string, isNative: boolean) {
    this.#address = address;
    this.#protocols = isNative ? [SUBPROTOCOL] : [];
  }

  /** Sends a frame. When the room closes the socket only after it was read, the next frame comes by a new one. */
  async sends(frame: HostileFrame): Promise<Reaction> {
    if (this.#socket === null || !this.#socket.isOpen) this.#socket = await this.#comes();
    return this.#socket.sends(frame);
  }

  leaves(): void {
    this.#socket?.close();
    this.#socket = null;
  }

  async #comes(): Promise<AttackSocket> {
    const socket = new AttackSocket(this.#address, {
      protocols: this.#protocols,
      closeTimeoutMs: CLOSE_TIMEOUT_MS,
    });
    await socket.opened();
    return socket;
  }
}
