import type { Awareness } from "y-protocols/awareness";
import { type Gesture, handOf } from "../../shared/board/gesture.ts";
import type { PresenceUser } from "../../shared/presence.ts";
import type { GestureChannel } from "../sync/channel.ts";
import { presenceOf } from "../ui/presence.ts";
import type { ReadableStore } from "../ui/store.ts";

/** A place on the board, in its units. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The events of the others' pointers. */
export interface PointerEvents {
  /**
   * A pointer is there, and whose it is; also when only one of them is news. `writes`: its person
   * types in a text on the board.
   */
  show(clientId: number, user: PresenceUser, place: Place, writes: boolean): void;
  /** A pointer has left the board, or its person the room. */
  hide(clientId: number): void;
}

interface Known {
  /** Where presence has it. */
  rest: Place;
  /** Where it is by the newest of all that was said. */
  now: Place;
}

/**
 * The places of the others' pointers, by the newer of two sources. Presence
 * says where a pointer came to the board or to rest, and gestures say where it
 * is while it moves. Presence alone says whether there is one: a gesture that
 * comes after its pointer has left brings it not back. My own tabs in the room
 * are no others.
 */
export class PointerPlaces {
  readonly #presence: Awareness;
  readonly #events: PointerEvents;
  readonly #myId: ReadableStore<string>;
  readonly #known = new Map<number, Known>();
  readonly #unsubscribe: readonly (() => void)[];

  constructor(
    presence: Awareness,
    gestures: GestureChannel,
    events: PointerEvents,
    myId: ReadableStore<string>,
  ) {
    this.#presence = presence;
    this.#events = events;
    this.#myId = myId;
    this.#unsubscribe = [
      gestures.subscribe(this.#onGesture),
      // The room says it after the first states have come.
      myId.subscribe(this.#updateAll),
    ];
    presence.on("change", this.#onChange);
    this.#updateAll();
  }

  destroy(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#presence.off("change", this.#onChange);
    this.#known.clear();
  }

  readonly #onChange = (change: {
    added: number[];
    updated: number[];
    removed: number[];
  }): void => {
    for (const clientId of change.removed) this.#forget(clientId);
    for (const clientId of change.added) this.#update(clientId);
    for (const clientId of change.updated) this.#update(clientId);
  };

  readonly #updateAll = (): void => {
    for (const clientId of this.#presence.getStates().keys()) this.#update(clientId);
  };

  #update(clientId: number): void {
    if (clientId === this.#presence.clientID) return;
    const { user, pointer: rest, caret } = presenceOf(this.#presence.getStates().get(clientId));
    if (user === null || rest === null || this.#isMine(user)) {
      this.#forget(clientId);
      return;
    }
    const known = this.#known.get(clientId);
    // Presence that is told for another reason repeats where the pointer rested last.
    const isOld = known !== undefined && known.rest.x === rest.x && known.rest.y === rest.y;
    const now = isOld ? known.now : rest;
    this.#known.set(clientId, { rest, now });
    this.#events.show(clientId, user, now, caret !== null);
  }

  #isMine({ id }: PresenceUser): boolean {
    return id !== undefined && id === this.#myId.get();
  }

  #forget(clientId: number): void {
    if (this.#known.delete(clientId)) this.#events.hide(clientId);
  }

  readonly #onGesture = (clientId: number, gesture: Gesture): void => {
    const at = handOf(gesture);
    const known = this.#known.get(clientId);
    if (at === null || known === undefined) return;
    const { user, caret } = presenceOf(this.#presence.getStates().get(clientId));
    if (user === null) return;
    known.now = { x: at[0], y: at[1] };
    this.#events.show(clientId, user, known.now, caret !== null);
  };
}
