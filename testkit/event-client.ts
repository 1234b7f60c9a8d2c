/** A native client without a document, over `ws`, that reads and sends the room's text frames. */

import { parseAnyRoomEvent } from "../shared/wire/any-room-event.ts";
import type { ClientEvent } from "../shared/wire/client-events.ts";
import type { RoomEvent } from "../shared/wire/events.ts";
import { SUBPROTOCOL } from "../shared/wire/frames.ts";
import { BareClient } from "./bare-client.ts";

/** One socket. It connects at once; `offers` are subprotocols besides Stoa's own: a key, say. */
export class EventClient extends BareClient {
  readonly #events: RoomEvent[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(address: string, offers: readonly string[] = []) {
    super(address, { protocols: [SUBPROTOCOL, ...offers] });
    this.socket.once("close", () => this.#changed());
  }

  /**
   * Waits for the first event that `matches`, among those that have come too.
   *
   * @returns null when the connection ends first; `closedWith` and `closedBecause` say why.
   */
  hears<Event extends RoomEvent>(
    matches: (event: RoomEvent) => event is Event,
  ): Promise<Event | null>;
  hears(matches?: (event: RoomEvent) => boolean): Promise<RoomEvent | null>;
  async hears(matches: (event: RoomEvent) => boolean = () => true): Promise<RoomEvent | null> {
    for (;;) {
      const found = this.#events.find(matches);
      if (found !== undefined) return found;
      if (this.closedWith !== null) return null;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  sends(event: ClientEvent): void {
    this.send(JSON.stringify(event));
  }

  /** Writes a message in the chat. */
  says(text: string, key: string): void {
    this.sends({ type: "chat.send", key, text, by: { name: "Program", color: "#2f7d4f" } });
  }

  protected override onText(latin1: string): void {
    const text = Buffer.from(latin1, "latin1").toString();
    const event = parseAnyRoomEvent(text);
    if (event === null) this.fails(new Error(`a text frame that is not in the schema: ${text}`));
    else this.#events.push(event);
    this.#changed();
  }

  #changed(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
