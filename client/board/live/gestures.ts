import type { Awareness } from "y-protocols/awareness";
import type { Gesture } from "../../../shared/board/gesture.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import type { GestureChannel } from "../../sync/channel.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";
import type { Scene } from "../scene/scene.ts";
import type { Motion } from "../scene/seen.ts";
import { RemoteInk } from "./remote-ink.ts";
import { RemoteSet } from "./remote-set.ts";

/** How long a finished gesture is shown while its result is on the way. */
const RESULT_MS = 1000;

/** How long a gesture is shown of which nothing more is heard. */
const SILENCE_MS = 10_000;

/** Shapes that all hands together may hold before what they hold is shown only once a frame. */
const MANY = 300;

/** Milliseconds of a frame. */
const FRAME_MS = 16;

/** The gesture of another client's hand. */
interface Hand {
  readonly ink: RemoteInk;
  readonly set: RemoteSet;
  done: boolean;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * Other people's gestures, from their first sign until their result is in the
 * document. Whatever comes is bounded: in points, in shapes, in time, and to
 * clients that are present.
 */
export class RemoteGestures {
  readonly motion: ReadableStore<Motion>;
  readonly #motion = createStore<Motion>({ moved: [], drafts: [] });
  readonly #hands = new Map<number, Hand>();
  readonly #scene: Scene;
  readonly #presence: Awareness;
  readonly #stop: readonly (() => void)[];
  #showing: ReturnType<typeof setTimeout> | undefined;

  constructor(scene: Scene, presence: Awareness, channel: GestureChannel) {
    this.motion = this.#motion;
    this.#scene = scene;
    this.#presence = presence;
    const onPresence = ({ removed }: { removed: number[] }) => {
      for (const client of removed) this.#drop(client);
    };
    presence.on("change", onPresence);
    this.#stop = [
      channel.subscribe((client, gesture) => this.#take(client, gesture)),
      scene.subscribe(() => this.#settle()),
      () => presence.off("change", onPresence),
      () => clearTimeout(this.#showing),
    ];
  }

  destroy(): void {
    for (const stop of this.#stop) stop();
    for (const { timer } of this.#hands.values()) clearTimeout(timer);
    this.#hands.clear();
  }

  #take(client: number, gesture: Gesture): void {
    if (client === this.#presence.clientID || !this.#presence.getStates().has(client)) return;
    switch (gesture.kind) {
      case "point":
      case "laser":
      case "view":
        // Pointers are drawn over the board, not by it, lasers by their own layer, and views nowhere.
        break;
      case "cancel":
        this.#drop(client);
        break;
      case "done":
        this.#lift(client);
        break;
      case "ink":
        this.#handOf(client).ink.take(gesture);
        this.#show();
        break;
      case "set":
        this.#handOf(client).set.take(gesture, this.#held());
        this.#showSoon();
        break;
    }
  }

  #lift(client: number): void {
    const hand = this.#hands.get(client);
    if (hand === undefined) return;
    hand.done = true;
    hand.ink.expectResult(Date.now() + RESULT_MS);
    this.#expect(client, hand, RESULT_MS);
    this.#settle();
  }

  /** The hand that goes on, or begins anew after it had lifted: its last ink may still be on its way. */
  #handOf(client: number): Hand {
    const hand = this.#hands.get(client);
    if (hand === undefined) return this.#newHand(client);
    if (hand.done) {
      hand.done = false;
      hand.set.clear();
    }
    this.#expect(client, hand, SILENCE_MS);
    return hand;
  }

  #newHand(client: number): Hand {
    const hand: Hand = {
      ink: new RemoteInk(this.#scene),
      set: new RemoteSet(this.#scene),
      done: false,
      timer: setTimeout(() => this.#drop(client), SILENCE_MS),
    };
    this.#hands.set(client, hand);
    return hand;
  }

  #expect(client: number, hand: Hand, within: number): void {
    clearTimeout(hand.timer);
    hand.timer = setTimeout(() => this.#drop(client), within);
  }

  #forget(client: number): void {
    clearTimeout(this.#hands.get(client)?.timer);
    this.#hands.delete(client);
  }

  #drop(client: number): void {
    if (!this.#hands.has(client)) return;
    this.#forget(client);
    this.#show();
  }

  /** The document has changed or a hand has lifted: what the document shows is not shown twice. */
  #settle(): void {
    if (this.#hands.size === 0) return;
    for (const [client, { ink, set, done }] of this.#hands) {
      ink.settle();
      if (done && ink.isEmpty && set.isWritten()) this.#forget(client);
    }
    this.#show();
  }

  /** How many shapes all hands hold. */
  #held(): number {
    let held = 0;
    for (const { set } of this.#hands.values()) held += set.size;
    return held;
  }

  #showSoon(): void {
    if (this.#held() <= MANY) this.#show();
    else this.#showing ??= setTimeout(() => this.#show(), FRAME_MS);
  }

  #show(): void {
    clearTimeout(this.#showing);
    this.#showing = undefined;
    const moved: Shape[] = [];
    const drafts: Shape[] = [];
    const frames = new Map<string, string | null>();
    for (const { ink, set } of this.#hands.values()) {
      drafts.push(...ink.shapes());
      const seen = set.shapes();
      for (const shape of seen.moved) moved.push(shape);
      for (const shape of seen.drafts) drafts.push(shape);
      for (const [id, frame] of seen.frames) frames.set(id, frame);
    }
    this.#motion.set(frames.size === 0 ? { moved, drafts } : { moved, drafts, frames });
  }
}
