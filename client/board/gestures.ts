import type { Awareness } from "y-protocols/awareness";
import type { Gesture } from "../../shared/board/gesture.ts";
import type { InkPoint } from "../../shared/board/ink.ts";
import { fieldOf, kindOf } from "../../shared/board/kinds.ts";
import { placed } from "../../shared/board/outline.ts";
import type { Shape } from "../../shared/board/shape.ts";
import { MAX_INK_POINTS } from "../../shared/limits.ts";
import type { GestureChannel } from "../sync/channel.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";
import { draftInk, draftShape } from "./draft.ts";
import type { Scene } from "./scene.ts";
import type { Motion } from "./seen.ts";

/** How long a finished gesture is shown while its result is on the way. */
const RESULT_MS = 1000;

/** How long a gesture is shown of which nothing more is heard. */
const SILENCE_MS = 10_000;

/** Pieces of ink that one hand draws in one gesture: a stroke of so many times `MAX_INK_POINTS`. */
const MAX_PIECES = 8;

type InkGesture = Extract<Gesture, { kind: "ink" }>;

/** Ink that grows under another person's hand. */
interface Ink {
  readonly look: Pick<InkGesture, "id" | "stroke" | "width">;
  /** The number of the first point that was heard: later than 0 for who came in the middle. */
  readonly first: number;
  readonly points: InkPoint[];
  /** As it is painted; made anew when points have come. */
  shape: Shape | null;
  /** When it goes, should its result not have come by then; null while the hand is at it. */
  until: number | null;
}

/** The gesture of another client's hand. */
interface Hand {
  readonly inks: Map<string, Ink>;
  gesture: Extract<Gesture, { kind: "draft" | "transform" }> | null;
  done: boolean;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * Other people's gestures, from their first sign until their result is in the
 * document. Whatever comes is bounded: in points, in pieces, in time, and to
 * clients that are present.
 */
export class RemoteGestures {
  readonly motion: ReadableStore<Motion>;
  readonly #motion = createStore<Motion>({ moved: [], drafts: [] });
  readonly #hands = new Map<number, Hand>();
  readonly #scene: Scene;
  readonly #presence: Awareness;
  readonly #stop: readonly (() => void)[];

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
        // Pointers are drawn over the board, not by it.
        break;
      case "cancel":
        this.#drop(client);
        break;
      case "done":
        this.#lift(client);
        break;
      case "ink":
        this.#takeInk(this.#handOf(client), gesture);
        this.#show();
        break;
      case "draft":
      case "transform":
        this.#handOf(client).gesture = gesture;
        this.#show();
        break;
    }
  }

  #lift(client: number): void {
    const hand = this.#hands.get(client);
    if (hand === undefined) return;
    hand.done = true;
    for (const ink of hand.inks.values()) ink.until ??= Date.now() + RESULT_MS;
    this.#expect(client, hand, RESULT_MS);
    this.#settle();
  }

  /** The hand that goes on, or begins anew after it had lifted: its last ink may still be on its way. */
  #handOf(client: number): Hand {
    const hand = this.#hands.get(client);
    if (hand === undefined) return this.#newHand(client);
    if (hand.done) {
      hand.done = false;
      hand.gesture = null;
    }
    this.#expect(client, hand, SILENCE_MS);
    return hand;
  }

  #newHand(client: number): Hand {
    const hand: Hand = {
      inks: new Map(),
      gesture: null,
      done: false,
      timer: setTimeout(() => this.#drop(client), SILENCE_MS),
    };
    this.#hands.set(client, hand);
    return hand;
  }

  #takeInk(hand: Hand, { id, stroke, width, start, points }: InkGesture): void {
    // Its result is there already: these points were overtaken by it.
    if (this.#scene.get(id) !== undefined) return;
    let ink = hand.inks.get(id);
    if (ink === undefined) {
      if (hand.inks.size >= MAX_PIECES) return;
      ink = { look: { id, stroke, width }, first: start, points: [], shape: null, until: null };
      hand.inks.set(id, ink);
    }
    // Points that are sent again replace those that were heard; a gap is drawn straight across.
    const at = start - ink.first;
    if (at >= 0 && at < ink.points.length) ink.points.length = at;
    for (let index = 0; index + 2 < points.length; index += 3) {
      if (ink.points.length >= MAX_INK_POINTS) break;
      const [x, y, pressure] = points.slice(index, index + 3);
      if (x === undefined || y === undefined || pressure === undefined) break;
      ink.points.push([x, y, Math.min(1, Math.max(0, pressure))]);
    }
    ink.shape = null;
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
    for (const [client, hand] of this.#hands) {
      for (const id of hand.inks.keys()) {
        if (this.#scene.get(id) !== undefined) hand.inks.delete(id);
      }
      if (hand.done && hand.inks.size === 0 && this.#isWritten(hand.gesture)) this.#forget(client);
    }
    this.#show();
  }

  #isWritten(gesture: Hand["gesture"]): boolean {
    if (gesture === null) return true;
    const places = gesture.kind === "draft" ? [gesture] : gesture.shapes;
    return places.every(({ id, xy, size }) => {
      const shape = this.#scene.get(id);
      if (shape === undefined) return gesture.kind === "transform";
      return isNear(shape.xy, xy) && isNear(shape.size, size);
    });
  }

  #show(): void {
    const moved: Shape[] = [];
    const drafts: Shape[] = [];
    for (const { gesture, inks } of this.#hands.values()) {
      for (const [id, ink] of inks) {
        if (ink.until !== null && ink.until <= Date.now()) inks.delete(id);
        if (ink.points.length === 0 || !inks.has(id)) continue;
        ink.shape ??= draftInk(ink.look.id, ink.look, ink.points);
        drafts.push(ink.shape);
      }
      if (gesture?.kind === "transform") {
        for (const { id, xy, size } of gesture.shapes) {
          const shape = this.#scene.get(id);
          if (shape !== undefined) moved.push(placed(shape, xy, size));
        }
      } else if (gesture?.kind === "draft") {
        const draft = draftShape(gesture);
        const shape = this.#scene.get(gesture.id);
        if (draft === null) continue;
        if (shape === undefined) drafts.push(draft);
        // An arrow of the document with one of its ends in the hand.
        else if (shape.type === draft.type) moved.push(reshaped(shape, draft, gesture));
      }
    }
    this.#motion.set({ moved, drafts });
  }
}

/** A shape of the document as a gesture has it: all that the gesture says of its form. */
function reshaped(shape: Shape, draft: Shape, gesture: object): Shape {
  const said = kindOf(shape).keys.filter((key) => Object.hasOwn(gesture, key));
  const form = Object.fromEntries(said.map((key) => [key, fieldOf(draft, key)]));
  return { ...shape, ...form, xy: draft.xy, size: draft.size, angle: 0 };
}

function isNear(a: readonly [number, number], b: readonly [number, number]): boolean {
  return Math.abs(a[0] - b[0]) < 0.5 && Math.abs(a[1] - b[1]) < 0.5;
}
