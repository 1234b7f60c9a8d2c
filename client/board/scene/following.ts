/** Arrows that follow shapes in hands: where they are seen while the hands move. Nothing of it is written. */
import { isFollowable } from "../../../shared/board/bindings.ts";
import { follow } from "../../../shared/board/kinds.ts";
import { shapeBox } from "../../../shared/board/outline.ts";
import { sameValue } from "../../../shared/board/record.ts";
import type { ObstacleFinder } from "../../../shared/board/route/follow.ts";
import { targetOf } from "../../../shared/board/route/shape-target.ts";
import type { TargetFinder } from "../../../shared/board/route/target.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import { type Box, boxWithin } from "../geometry.ts";
import type { Placed, Scene } from "./scene.ts";

/**
 * With more arrows at once than this, or more shapes in hands, elbows go around others only at the lift. Each takes
 * 0.05 ms.
 */
const MOST_LOOKING = 24;
const MOST_HELD = 400;

const NONE: ReadonlySet<string> = new Set();

/** An arrow where it has followed. It keeps its height in the pile. */
class FollowingArrow implements Placed {
  readonly shape: Shape;
  readonly box: Box;
  readonly clip: Box | null;
  readonly #base: Placed;

  /** `base`: where it would be if it did not follow. */
  constructor(shape: Shape, base: Placed) {
    this.shape = shape;
    this.clip = base.clip;
    this.box = boxClipped(shape, base.clip);
    this.#base = base;
  }

  get rank(): number {
    return this.#base.rank;
  }
}

/** The arrows that follow what hands hold: those of the document, and those that are in a hand themselves. */
export class Following {
  readonly #scene: Scene;
  /** The shapes of the document where hands have them. */
  readonly #held: ReadonlyMap<string, Placed>;
  /** Finds what lies in the way of an elbow, as it is seen. */
  readonly obstaclesIn: ObstacleFinder;
  readonly #arrows = new Map<string, FollowingArrow>();
  /** The arrows in hands that have their ends bound there. */
  readonly #bound = new Set<string>();
  /** The elbows that may go another way because of what lies in hands. */
  #around: ReadonlySet<string> = NONE;

  constructor(scene: Scene, held: ReadonlyMap<string, Placed>) {
    this.#scene = scene;
    this.#held = held;
    this.obstaclesIn = scene.obstaclesAmong(held);
  }

  get(id: string): Placed | undefined {
    return this.#arrows.get(id);
  }

  ids(): Iterable<string> {
    return this.#arrows.keys();
  }

  all(): Iterable<Placed> {
    return this.#arrows.values();
  }

  /** A shape as it is seen, for what is bound to it. */
  readonly targetOf: TargetFinder = (id) => {
    const held = this.#held.get(id)?.shape;
    if (held === undefined) return this.#scene.targetOf(id);
    return isFollowable(held.type) ? targetOf(held) : undefined;
  };

  /** Lets the arrows follow of these shapes, which have changed; returns those that have, and where. */
  update(ids: Iterable<string>): { changed: string[]; damage: Box[] } {
    const { bindings } = this.#scene.relations;
    const changed: string[] = [];
    const damage: Box[] = [];
    const moved = new Set(ids);
    for (const id of moved) {
      const held = this.#held.get(id);
      if (held !== undefined && isBound(held.shape)) this.#bound.add(id);
      else this.#bound.delete(id);
    }
    if (bindings.isEmpty && this.#bound.size === 0 && this.#arrows.size === 0) {
      return { changed, damage };
    }
    const { arrows, looksAround } = this.#arrowsFor(moved);
    for (const id of arrows) {
      const before = this.#arrows.get(id);
      const base = this.#held.get(id) ?? this.#scene.placed(id);
      const now = base === undefined ? undefined : this.#seen(id, base, looksAround);
      if (now === undefined) this.#arrows.delete(id);
      else this.#arrows.set(id, now);
      if (before === undefined && now === undefined) continue;
      changed.push(id);
      for (const one of [before ?? base, now ?? base]) if (one !== undefined) damage.push(one.box);
    }
    return { changed, damage };
  }

  /** The arrows that may go elsewhere since these shapes have changed, and whether elbows look around. */
  #arrowsFor(moved: ReadonlySet<string>): { arrows: ReadonlySet<string>; looksAround: boolean } {
    const arrows = this.#touchedBy(moved);
    const before = this.#around;
    const around = this.#held.size <= MOST_HELD ? this.#elbowsAroundHeld() : NONE;
    const all = new Set([...arrows, ...before, ...around]);
    const looksAround = all.size <= MOST_LOOKING && this.#held.size <= MOST_HELD;
    this.#around = looksAround ? around : NONE;
    return { arrows: looksAround ? all : new Set([...arrows, ...before]), looksAround };
  }

  #elbowsAroundHeld(): ReadonlySet<string> {
    const boxes: Box[] = [];
    for (const [id, { shape, box }] of this.#held) {
      if (!isFollowable(shape.type)) continue;
      boxes.push(box);
      const stored = this.#scene.boxOf(id);
      if (stored !== undefined) boxes.push(stored);
    }
    return boxes.length === 0 ? NONE : this.#scene.elbowsAround(boxes);
  }

  #touchedBy(moved: ReadonlySet<string>): ReadonlySet<string> {
    const { bindings } = this.#scene.relations;
    const arrows = new Set<string>();
    for (const id of moved) {
      for (const arrow of bindings.followersOf(id)) arrows.add(arrow);
      if (bindings.isBound(id) || this.#bound.has(id) || this.#arrows.has(id)) arrows.add(id);
    }
    for (const id of this.#bound) {
      const shape = this.#held.get(id)?.shape;
      if (shape !== undefined && isBoundTo(shape, (other) => moved.has(other))) arrows.add(id);
    }
    return arrows;
  }

  #follows(id: string, { shape }: Placed): boolean {
    if (this.#bound.has(id)) return true;
    return isBoundTo(shape, (other) => this.#held.has(other));
  }

  /** An arrow where it is seen; undefined for one that goes as it is stored. */
  #seen(id: string, base: Placed, looksAround: boolean): FollowingArrow | undefined {
    const follows = this.#follows(id, base);
    if (!follows && !this.#around.has(id)) return undefined;
    const obstaclesIn = looksAround ? this.obstaclesIn : undefined;
    const shape = follow(base.shape, this.targetOf, obstaclesIn);
    return follows || goesOtherwise(base.shape, shape)
      ? new FollowingArrow(shape, base)
      : undefined;
  }
}

/** Does an arrow go another way? */
function goesOtherwise(before: Shape, now: Shape): boolean {
  if (before.type !== "arrow" || now.type !== "arrow") return false;
  return !sameValue(before.xy, now.xy) || !sameValue(before.followed?.via, now.followed?.via);
}

function isBound(shape: Shape): boolean {
  return shape.type === "arrow" && (shape.start !== null || shape.end !== null);
}

/** Is an end of the shape bound to one of those? */
export function isBoundTo(shape: Shape, is: (id: string) => boolean): boolean {
  if (shape.type !== "arrow") return false;
  const { start, end } = shape;
  return (start !== null && is(start.shape)) || (end !== null && is(end.shape));
}

/** Where a shape is drawn that frames cut off. */
export function boxClipped(shape: Shape, clip: Box | null): Box {
  const box = shapeBox(shape);
  return clip === null ? box : boxWithin(box, clip);
}
