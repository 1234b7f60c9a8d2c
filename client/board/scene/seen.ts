/** The one model of the screen: the document, with everybody's hands in motion over it. */
import { follow, isClipping, kindOf } from "../../../shared/board/kinds.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import { MAX_PARENTS } from "../../../shared/limits.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";
import { frameOfNew } from "../frames/frame-under.ts";
import { type Box, boxesEqual, boxesTouch, boxOf, boxWithin } from "../geometry.ts";
import { boxClipped, Following, isBoundTo } from "./following.ts";
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
  /** The frames into which the hand puts shapes, by the shapes' ids; `null`: on the board. A new one lies where it is, without. */
  readonly frames?: ReadonlyMap<string, string | null>;
}

/** All that a hand holds. */
interface Held {
  /** The shapes of the document by id; `null`: as it is stored, but it lies in a frame that the hand holds. */
  readonly shapes: ReadonlyMap<string, Shape | null>;
  readonly frames: Motion["frames"];
}

/** The height of a shape that is being drawn. */
const ON_TOP = Number.POSITIVE_INFINITY;

/** Shapes that a hand puts into another frame, or out of theirs, lie so much higher: no pile is so high. */
const LIFTED = 1e9;

/** Frames around a shape in a hand: no more are looked for, as they may form a circle while hands move. */
const MOST_FRAMES = MAX_PARENTS + 1;

/** A shape of the document where a hand has it. It keeps its height in the pile, unless it changes its frame. */
class Moving implements Placed {
  readonly shape: Shape;
  readonly box: Box;
  readonly clip: Box | null;
  readonly hand: HandId;
  readonly #stored: Placed;
  readonly isLifted: boolean;

  constructor(shape: Shape, hand: HandId, stored: Placed, { clip, isLifted }: Framing) {
    this.shape = shape;
    this.box = boxClipped(shape, clip);
    this.clip = clip;
    this.hand = hand;
    this.#stored = stored;
    this.isLifted = isLifted;
  }

  get rank(): number {
    return this.#stored.rank + (this.isLifted ? LIFTED : 0);
  }
}

/** How frames cut off a shape in a hand, and whether the hand puts it, or a frame around it, into another one. */
interface Framing {
  readonly clip: Box | null;
  readonly isLifted: boolean;
}
const UNFRAMED: Framing = { clip: null, isLifted: false };

/** A shape that is being drawn, and as its hand has it before its bound ends have followed. */
interface Draft extends Placed {
  readonly held: Shape;
}

/** The document with everybody's hands in motion over it. A move costs what that hand holds. */
export class Seen {
  readonly #scene: Scene;
  /** The shapes of the document that each hand has in motion, by id. A hand that only draws is here, too. */
  readonly #hands = new Map<HandId, Held>();
  readonly #moving = new Map<string, Moving>();
  /** The same by height; made when it is asked for. */
  #sorted: readonly Placed[] | null = null;
  readonly #drafts = new Map<HandId, readonly Draft[]>();
  readonly #following: Following;
  readonly #changes = createStore(0);
  readonly #listeners = new Set<(change: SceneChange) => void>();
  readonly #stopWatching: () => void;
  /** How many changes there have been: for values that are derived from what is seen. */
  readonly changes: ReadableStore<number> = this.#changes;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#following = new Following(scene, this.#moving);
    this.#stopWatching = scene.subscribe((change) => this.#follow(change));
  }

  /** The shape of the document as it is seen. */
  get(id: string): Placed | undefined {
    const stored = this.#scene.placed(id);
    if (stored === undefined) return undefined;
    return this.#following.get(id) ?? this.#moving.get(id) ?? stored;
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

  /** Does a hand hold this shape of the document, or does it follow one that a hand holds? */
  isMoving(id: string): boolean {
    return this.#moving.has(id) || this.#following.get(id) !== undefined;
  }

  movingIds(): Iterable<string> {
    return new Set([...this.#moving.keys(), ...this.#following.ids()]);
  }

  /** The shapes of the document that are in motion and touch `box`, or all: bottom to top. */
  movingIn(box?: Box): readonly Placed[] {
    if (this.#moving.size === 0) return [];
    this.#sorted ??= byRank(this.#allMoving());
    const near = ({ box: other }: Placed) => box === undefined || boxesTouch(box, other);
    return this.#sorted.filter(near);
  }

  #allMoving(): Placed[] {
    const held = [...this.#moving.values()];
    const alone = held.filter(({ shape }) => this.#following.get(shape.id) === undefined);
    return [...alone, ...this.#following.all()];
  }

  /** The shapes that are being drawn. They come to lie on top of the pile. */
  drafts(): readonly Placed[] {
    if (this.#drafts.size === 0) return [];
    // A draft whose result is there already is seen once.
    return [...this.#drafts.values()].flat().filter(({ shape }) => !this.#scene.has(shape.id));
  }

  /** Shows what a hand has in motion now, in place of what it had. */
  move(hand: HandId, { moved, drafts, frames }: Motion): void {
    const before = this.#hands.get(hand)?.shapes;
    const isAtRest = moved.length + drafts.length === 0;
    if (before === undefined && isAtRest) return;
    const changed: string[] = [];
    const damage: Box[] = [];
    const now = this.#withContents(moved);
    if (isAtRest) this.#hands.delete(hand);
    else this.#hands.set(hand, { shapes: now, frames });
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
    for (const id of now.keys()) {
      const was = this.#moving.get(id) ?? this.#scene.placed(id);
      const is = this.#take(id, hand);
      if (is === null || was === undefined || is === was) continue;
      changed.push(id);
      damage.push(was.box, is.box);
    }
    for (const { box } of this.#drafts.get(hand) ?? []) damage.push(box);
    this.#drafts.delete(hand);
    this.#letFollow(changed, changed, damage);
    const placed = drafts.map((shape) => this.#draft(shape, hand));
    if (placed.length > 0) this.#drafts.set(hand, placed);
    for (const { box } of placed) damage.push(box);
    this.#tell({ added: [], changed, removed: [], damage });
  }

  #draft(held: Shape, hand: HandId): Draft {
    const shape = follow(held, this.#following.targetOf, this.#following.obstaclesIn);
    const put = this.#hands.get(hand)?.frames?.get(held.id);
    const frame = put === undefined ? frameOfNew(this.#scene, held) : put;
    const clip = frame === null ? null : this.#framing(held.id, hand, frame).clip;
    return { shape, held, box: boxClipped(shape, clip), clip, rank: ON_TOP };
  }

  /** Lets the arrows of these shapes follow, drafts among them; tells what has changed by that, and where. */
  #letFollow(ids: Iterable<string>, changed: string[], damage: Box[]): void {
    const moved = new Set(ids);
    const followed = this.#following.update(moved);
    for (const id of followed.changed) if (!moved.has(id)) changed.push(id);
    for (const box of followed.damage) damage.push(box);
    const isStale = ({ held }: Draft) => isBoundTo(held, (id) => moved.has(id));
    for (const [hand, drafts] of this.#drafts) {
      if (!drafts.some(isStale)) continue;
      const now = drafts.map((draft) => (isStale(draft) ? this.#draft(draft.held, hand) : draft));
      for (const { box } of [...drafts, ...now]) damage.push(box);
      this.#drafts.set(hand, now);
    }
  }

  subscribe(listener: (change: SceneChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  destroy(): void {
    this.#stopWatching();
    this.#listeners.clear();
  }

  /** The shapes by id, and with a frame all that lies in it: it is cut off elsewhere then. */
  #withContents(moved: readonly Shape[]): Map<string, Shape | null> {
    const { tree } = this.#scene.relations;
    const all = new Map<string, Shape | null>();
    for (const shape of moved) all.set(shape.id, shape);
    if (tree.isFlat) return all;
    for (const shape of moved) {
      if (kindOf(shape).container === undefined) continue;
      for (const id of tree.subtrees([shape.id])) if (!all.has(id)) all.set(id, null);
    }
    return all;
  }

  /** Puts a shape into a hand that holds it, unless it is in another one that comes first; returns it where it is seen then. */
  #take(id: string, claimant: HandId): Moving | null {
    const stored = this.#scene.placed(id);
    if (stored === undefined) return null;
    const held = this.#moving.get(id);
    const hand =
      held !== undefined && this.#comesFirst(held.hand, claimant, id) ? held.hand : claimant;
    const shape = this.#hands.get(hand)?.shapes.get(id) ?? stored.shape;
    const framing = this.#framing(id, hand);
    const isSame =
      held?.hand === hand &&
      held.shape === shape &&
      held.isLifted === framing.isLifted &&
      boxesEqual(held.clip, framing.clip);
    if (isSame) return held;
    const moving = new Moving(shape, hand, stored, framing);
    this.#moving.set(id, moving);
    return moving;
  }

  /** Whether the hand that has a shape keeps it, though another one claims it. */
  #comesFirst(holder: HandId, claimant: HandId, id: string): boolean {
    const isHeldBy = (hand: HandId): boolean =>
      (this.#hands.get(hand)?.shapes.get(id) ?? null) !== null;
    return isHeldBy(holder) && (holder === MY_HAND || !isHeldBy(claimant));
  }

  /**
   * Says how frames cut off a shape in a hand: frames where hands have them, and those into which they put it. `within`:
   * the frame of a shape that is not in the document yet.
   */
  #framing(id: string, hand: HandId, within?: string): Framing {
    const { tree } = this.#scene.relations;
    const { shapes, frames } = this.#hands.get(hand) ?? {};
    if (tree.isFlat && frames === undefined && within === undefined) return UNFRAMED;
    let clip: Box | null = null;
    let isLifted = false;
    const up = (from: string): string | null => {
      const put = frames?.get(from);
      if (put !== undefined) isLifted ||= put !== tree.parentOf(from);
      return put === undefined ? tree.parentOf(from) : put;
    };
    let frame = within ?? up(id);
    for (let count = 0; frame !== null && count < MOST_FRAMES; count++) {
      const shape = shapes?.get(frame) ?? this.get(frame)?.shape;
      if (shape !== undefined && isClipping(shape.type)) {
        const box = boxOf(shape.xy, shape.size);
        clip = clip === null ? box : boxWithin(clip, box);
      }
      frame = up(frame);
    }
    return { clip, isLifted };
  }

  /** Gives a shape to a hand that holds it, if one does: another has let go of it, or the document has changed it. */
  #handOver(id: string): void {
    for (const [hand, { shapes }] of this.#hands) if (shapes.has(id)) this.#take(id, hand);
  }

  #follow(change: SceneChange): void {
    if (this.#hands.size === 0) {
      this.#tell(change);
      return;
    }
    // A shape that a hand holds is seen there, and stays in it: it goes, lies at another height, or comes back.
    const damage: Box[] = [...change.damage];
    const changed = [...change.changed];
    const ids = [...change.removed, ...changed, ...change.added];
    for (const id of ids) {
      const held = this.#moving.get(id);
      this.#moving.delete(id);
      const isHeld = held !== undefined && this.#hands.get(held.hand)?.shapes.has(id);
      if (held === undefined || !isHeld) this.#handOver(id);
      else this.#take(id, held.hand);
      for (const one of [held, this.#moving.get(id)]) if (one !== undefined) damage.push(one.box);
    }
    this.#letFollow(ids, changed, damage);
    this.#tell({ ...change, changed, damage });
  }

  #tell(change: SceneChange): void {
    this.#sorted = null;
    this.#changes.set(this.#changes.get() + 1);
    for (const listener of [...this.#listeners]) listener(change);
  }
}

/** A list by height. Each is asked for its own once: it asks others for it. */
function byRank(all: readonly Placed[]): Placed[] {
  const ranked = all.map((placed) => ({ placed, rank: placed.rank }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ placed }) => placed);
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
