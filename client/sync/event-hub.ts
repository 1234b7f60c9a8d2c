/** The hub of a room's text frames: who listens to them, and how mine are sent. */
import type { ClientEvent } from "../../shared/wire/client-events.ts";
import type { RoomEvent } from "../../shared/wire/events.ts";
import type { EventChannel } from "./channel.ts";
import { subscribe } from "./subscribe.ts";

/** The text frames, for every part of the page. */
export class EventHub implements EventChannel {
  readonly #sendText: (text: string) => boolean;
  readonly #listeners = new Set<(event: RoomEvent) => void>();
  readonly #openListeners = new Set<() => void>();
  readonly #unknownListeners = new Set<(text: string) => void>();

  constructor(sendText: (text: string) => boolean) {
    this.#sendText = sendText;
  }

  readonly send = (event: ClientEvent): boolean => this.#sendText(JSON.stringify(event));
  readonly subscribe = (listener: (event: RoomEvent) => void) =>
    subscribe(this.#listeners, listener);
  readonly onUnknown = (listener: (text: string) => void) =>
    subscribe(this.#unknownListeners, listener);
  readonly onOpen = (listener: () => void) => subscribe(this.#openListeners, listener);

  /** The page has taken an event: its parts hear of it. */
  tell(event: RoomEvent): void {
    for (const listener of this.#listeners) listener(event);
    if (event.type === "hello") for (const listener of this.#openListeners) listener();
  }

  /** A text frame came that the page itself does not know. */
  tellUnknown(text: string): void {
    for (const listener of this.#unknownListeners) listener(text);
  }
}
