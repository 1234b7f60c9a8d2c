/** The gestures of a room: the others' go to the parts of the page, and mine to the room. */
import { decodeGesture, type Gesture } from "../../shared/board/gesture.ts";
import type { GestureChannel } from "./channel.ts";
import { GestureSender } from "./gesture-sender.ts";
import { subscribe } from "./subscribe.ts";

type Listener = (clientId: number, gesture: Gesture) => void;

/** Gestures in both directions. */
export class GestureLink implements GestureChannel {
  readonly #sender: GestureSender;
  readonly #isSeen: () => boolean;
  readonly #listeners = new Set<Listener>();

  /** @param isSeen is somebody else there? The pointer of a lone user would keep the room awake. */
  constructor(sendFrame: (frame: Uint8Array) => void, isSeen: () => boolean) {
    this.#sender = new GestureSender(sendFrame);
    this.#isSeen = isSeen;
  }

  readonly send = (gesture: Gesture): void => {
    if (this.#isSeen()) this.#sender.send(gesture);
  };
  readonly subscribe = (listener: Listener) => subscribe(this.#listeners, listener);

  /** A gesture came from the room. */
  receive(clientId: number, payload: Uint8Array): void {
    const gesture = decodeGesture(payload);
    if (gesture !== null) for (const listener of this.#listeners) listener(clientId, gesture);
  }

  setInterval(milliseconds: number): void {
    this.#sender.setInterval(milliseconds);
  }

  /** The connection is gone. */
  clear(): void {
    this.#sender.clear();
  }
}
