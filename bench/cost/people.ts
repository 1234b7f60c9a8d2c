import { pointerFrame } from "../../shared/wire/frames.ts";
import { LoadClient } from "../load/client.ts";
import { Mover } from "../load/moves.ts";
import type { Wire } from "../load/wire.ts";

/** Somebody at work in a room, by raw frames. */
export class Colleague {
  readonly #client: LoadClient;
  readonly #mover: Mover;
  readonly #name: string;
  #clock = 0;
  #messages = 0;

  private constructor(client: LoadClient) {
    this.#client = client;
    this.#mover = new Mover(client.clientId, client.number);
    this.#name = `Colleague ${client.number}`;
  }

  static async joins(wire: Wire, room: string, number: number): Promise<Colleague> {
    const colleague = new Colleague(await LoadClient.join(wire, room, number));
    colleague.selects();
    return colleague;
  }

  edits(): void {
    this.#client.send(this.#client.frames.update(this.#mover.next(performance.now())));
  }

  points(): void {
    const now = performance.now();
    this.#client.send(pointerFrame([now % 1000, this.#client.number]));
  }

  /** Says who they are and what they have selected. */
  selects(): void {
    this.#clock += 1;
    const user = { id: "", name: this.#name, color: "#0f766e" };
    const state = JSON.stringify({ user, selection: [`shape-${this.#clock}`], activity: null });
    this.#client.send(this.#client.frames.awareness(this.#client.clientId, this.#clock, state));
  }

  says(): void {
    this.#messages += 1;
    const key = `message-${this.#client.clientId}-${this.#messages}`;
    const by = { name: this.#name, color: "#0f766e" };
    const text = "What about the blue one, further up on the left?";
    this.#client.send(JSON.stringify({ type: "chat.send", key, text, by }));
  }

  /** @throws when they were thrown out on the way, or refused. */
  leaves(): void {
    this.#client.assertAlive();
    this.#client.leave();
  }
}
