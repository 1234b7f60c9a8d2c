/** The one model of the screen: the document, with everybody's hands in motion over it. */
import { shapeBox } from "../../../shared/board/outline.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";
import { type Box, boxesTouch } from "../geometry.ts";
import type { Placed, Scene, SceneChange } from "./scene.ts";

/** A hand that has shapes in motion: mine, or another client's. */
export type HandId = string | number;

/** My own hand. On this screen it is right where two hands hold one shape. */
export const MY_HAND = "me";

/**
 * The shapes that a hand has in motion: not in the document yet, or otherwise than they
 * stand there.
 */
export interface Motion {
  /** Shapes of the document as they would be if the hand lifted now. */
  readonly moved: readonly Shape[];
  /** New shapes. */
  readonly drafts: readonly Shape[];
}

/** The height of a shape that is being drawn. */
const ON_TOP = Number.POSITIVE_INFINITY;

/** A shape of the document where a hand has it. It keeps its height in the pile. */
class Moving implements Placed {
  readonly shape: Shape;
  readonly box: Box;
  readonly hand: HandId;
  readonly #stored: Placed;

  constructor(shape: Shape, hand: HandId, stored: Placed) {
    this.shape = shape;
    this.box = shapeBox(shape);
    this.hand = hand;
    this.#stored = stored;
  }

  get rank(): number {
    return this.#stored.rank;
  }
}

/** The document with everybody's hands in motion over it. A move costs what that hand holds. */
export class Seen {
  readonly #scene: Scene;
  /** The shapes of the document that each hand has in motion, by id. A hand that only draws is here, too. */
  readonly #hands = new Map<HandId, ReadonlyMap<string, Shape>>();
  readonly #moving = new Map<string, Moving>();
  /** The same by height; made when it is asked for. */
  #sorted: readonly Moving[] | null = null;
  readonly #drafts = new Map<HandId, readonly Placed[]>();
  readonly #changes = createStore(0);
  readonly #listeners = new Set<(change: SceneChange) => void>();
  readonly #stopWatching: () => void;
  /** How many changes there have been: for values that are derived from what is seen. */
  readonly changes: ReadableStore<number> = this.#changes;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#stopWatching = scene.subscribe((change) => this.#follow(change));
  }

  /** The shape of the document as it is seen. */
  get(id: string): Placed | undefined {
    const stored = this.#scene.placed(id);
    return stored === undefined ? undefined : (this.#moving.get(id) ?? stored);
  }

  /** The shapes whose boxes touch `box`, or all: bottom to top, and above them what is being drawn. */
  inOrder(box?: Box): readonly Placed[] {
    const stored = this.#scene.placedIn(box);
    if (this.#moving.size === 0 && this.#drafts.size === 0) return stored;
    const still =
      this.#moving.size === 0 ? stored : stored.filter(({ shape }) => !this.isMoving(shape.id));
    const near = ({ box: other }: Placed) => box === undefined || boxesTouch(box, other);
    return [...merged(still, this.movingIn(box)), ...this.drafts().filter(near)];
  }

  /** Has any hand a shape in motion? */
  get isInMotion(): boolean {
    return this.#moving.size > 0 || this.#drafts.size > 0;
  }

  /** Does a hand hold this shape of the document? */
  isMoving(id: string): boolean {
    return this.#moving.has(id);
  }

  movingIds(): Iterable<string> {
    return this.#moving.keys();
  }

  /** The shapes of the document that are in motion and touch `box`, or all: bottom to top. */
  movingIn(box?: Box): readonly Placed[] {
    if (this.#moving.size === 0) return [];
    this.#sorted ??= [...this.#moving.values()].sort((a, b) => a.rank - b.rank);
    const near = ({ box: other }: Placed) => box === undefined || boxesTouch(box, other);
    return this.#sorted.filter(near);
  }

  /** The shapes that are being drawn. They come to lie on top of the pile. */
  drafts(): readonly Placed[] {
    if (this.#drafts.size === 0) return [];
    // A draft whose result is there already is seen once.
    return [...this.#drafts.values()].flat().filter(({ shape }) => !this.#scene.has(shape.id));
  }

  /** Shows what a hand has in motion now, in place of what it had. */
  move(hand: HandId, { moved, drafts }: Motion): void {
    const before = this.#hands.get(hand);
    const isAtRest = moved.length + drafts.length === 0;
    if (before === undefined && isAtRest) return;
    const changed: string[] = [];
    const damage: Box[] = [];
    const now = new Map(moved.map((shape) => [shape.id, shape]));
    if (isAtRest) this.#hands.delete(hand);
    else this.#hands.set(hand, now);
    for (const id of before?.keys() ?? []) {
      const held = this.#moving.get(id);
      if (now.has(id) || held?.hand !== hand) continue;
      this.#moving.delete(id);
      this.#handOver(id);
      changed.push(id);
      damage.push(held.box);
      const box = this.get(id)?.box;
      if (box !== undefined) damage.push(box);
    }
    for (const shape of moved) {
      const was = this.#moving.get(shape.id) ?? this.#scene.placed(shape.id);
      const is = this.#take(shape, hand);
      if (is === null || was === undefined || is === was) continue;
      changed.push(shape.id);
      damage.push(was.box, is.box);
    }
    for (const { box } of this.#drafts.get(hand) ?? []) damage.push(box);
    this.#drafts.delete(hand);
    const placed = drafts.map((shape) => ({ shape, box: shapeBox(shape), rank: ON_TOP }));
    if (placed.length > 0) this.#drafts.set(hand, placed);
    for (const { box } of placed) damage.push(box);
    this.#tell({ added: [], changed, removed: [], damage });
  }

  subscribe(listener: (change: SceneChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  destroy(): void {
    this.#stopWatching();
    this.#listeners.clear();
  }

  /** Puts a shape into a hand, unless it is in mine; returns it where it is seen then. */
  #take(shape: Shape, hand: HandId): Moving | null {
    const held = this.#moving.get(shape.id);
    if (held?.hand === MY_HAND && hand !== MY_HAND) return null;
    if (held?.hand === hand && held.shape === shape) return held;
    const stored = this.#scene.placed(shape.id);
    if (stored === undefined) return null;
    const moving = new Moving(shape, hand, stored);
    this.#moving.set(shape.id, moving);
    return moving;
  }

  /** Gives a shape to a hand that holds it, if one does: another has let go of it, or the document has changed it. */
  #handOver(id: string): void {
    for (const [hand, shapes] of this.#hands) {
      const shape = shapes.get(id);
      if (shape !== undefined) this.#take(shape, hand);
    }
  }

  #follow(change: SceneChange): void {
    if (this.#hands.size === 0) {
      this.#tell(change);
      return;
    }
    // A shape that a hand holds is seen there, and stays in it: it goes, lies at another height, or comes back.
    const damage: Box[] = [...change.damage];
    for (const id of [...change.removed, ...change.changed, ...change.added]) {
      const held = this.#moving.get(id);
      this.#moving.delete(id);
      const shape = held && this.#hands.get(held.hand)?.get(id);
      if (held === undefined || shape === undefined) this.#handOver(id);
      else this.#take(shape, held.hand);
      for (const one of [held, this.#moving.get(id)]) if (one !== undefined) damage.push(one.box);
    }
    this.#tell({ ...change, damage });
  }

  #tell(change: SceneChange): void {
    this.#sorted = null;
    this.#changes.set(this.#changes.get() + 1);
    for (const listener of [...this.#listeners]) listener(change);
  }
}

/** Two lists that are sorted by height, as one. */
function merged(a: readonly Placed[], b: readonly Placed[]): Placed[] {
  const all: Placed[] = [];
  let next = 0;
  for (const placed of a) {
    for (let other = b[next]; other !== undefined && other.rank < placed.rank; other = b[next]) {
      all.push(other);
      next += 1;
    }
    all.push(placed);
  }
  for (const other of b.slice(next)) all.push(other);
  return all;
}
