/** Arrows that follow shapes in hands: where they are seen while the hands move. Nothing of it is written. */
import { isFollowable } from "../../../shared/board/bindings.ts";
import { follow } from "../../../shared/board/kinds.ts";
import { shapeBox } from "../../../shared/board/outline.ts";
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
    const arrows = this.#touchedBy(moved);
    const looksAround = arrows.size <= MOST_LOOKING && this.#held.size <= MOST_HELD;
    for (const id of arrows) {
      const before = this.#arrows.get(id);
      const base = this.#held.get(id) ?? this.#scene.placed(id);
      const now =
        base !== undefined && this.#follows(id, base)
          ? this.#followed(base, looksAround)
          : undefined;
      if (now === undefined) this.#arrows.delete(id);
      else this.#arrows.set(id, now);
      if (before === undefined && now === undefined) continue;
      changed.push(id);
      for (const one of [before ?? base, now ?? base]) if (one !== undefined) damage.push(one.box);
    }
    return { changed, damage };
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

  #followed(base: Placed, looksAround: boolean): FollowingArrow {
    const obstaclesIn = looksAround ? this.obstaclesIn : undefined;
    return new FollowingArrow(follow(base.shape, this.targetOf, obstaclesIn), base);
  }
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
