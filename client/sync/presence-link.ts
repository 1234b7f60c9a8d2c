import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";
import type * as Y from "yjs";
import { awarenessFrame } from "../../shared/wire/frames.ts";
import { Pace } from "./pace.ts";

/** Marks what came from the room rather than from this page. */
const FROM_ROOM = "room";

/** My presence on its way to the room, and everybody else's on its way here. */
export class PresenceLink {
  readonly awareness: Awareness;
  readonly #pace: Pace;

  constructor(doc: Y.Doc, send: (frame: Uint8Array) => void) {
    this.awareness = new Awareness(doc);
    // Renewing every 15 s is for servers that forget who is silent; ours knows who is connected.
    clearInterval(this.awareness._checkInterval);
    const mine = this.awareness.clientID;
    this.#pace = new Pace(() => {
      send(awarenessFrame(encodeAwarenessUpdate(this.awareness, [mine])));
    });
    this.awareness.on("update", (change: Record<"added" | "updated" | "removed", number[]>) => {
      const ids = [...change.added, ...change.updated, ...change.removed];
      if (ids.includes(mine)) this.#pace.touch();
    });
  }

  setInterval(milliseconds: number): void {
    this.#pace.setInterval(milliseconds);
  }

  /** Says who I am on a new connection, at a new clock: the others may have been told that I left at the old one. */
  announce(): void {
    this.awareness.setLocalState(this.awareness.getLocalState());
    this.#pace.flush();
  }

  /** Takes in what the room says of the others. */
  receive(update: Uint8Array): void {
    applyAwarenessUpdate(this.awareness, update, FROM_ROOM);
  }

  /**
   * Without a connection nobody else is known to be here. Their clocks are
   * forgotten, too: the next connection tells everybody anew, at the clocks
   * that they had.
   */
  forgetOthers(): void {
    const { awareness } = this;
    const others = [...awareness.meta.keys()].filter((id) => id !== awareness.clientID);
    removeAwarenessStates(awareness, others, FROM_ROOM);
    for (const id of others) awareness.meta.delete(id);
  }

  destroy(): void {
    this.#pace.clear();
    this.awareness.destroy();
  }
}
