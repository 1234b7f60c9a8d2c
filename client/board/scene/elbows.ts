/** Elbows: arrows along the board's sides, the shapes that lie in their way, and which of them go around a place. */
import { elbowRegion } from "../../../shared/board/route/elbow.ts";
import type { ObstacleFinder } from "../../../shared/board/route/follow.ts";
import { nearestObstacles } from "../../../shared/board/route/obstacles.ts";
import type { TargetFinder } from "../../../shared/board/route/target.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { type Box, boxesTouch } from "../geometry.ts";
import { SpatialIndex } from "./spatial.ts";

/** The part of the board in which shapes may lie in the way of an arrow. */
interface Region {
  readonly id: string;
  readonly box: Box;
}

/** A shape where it is seen. */
interface Lying {
  readonly shape: Shape;
  readonly box: Box;
}

/** The shapes in hands, by id. */
export type HeldShapes = ReadonlyMap<string, Lying>;

/** The elbows of a board. A board without them pays nothing. */
export class Elbows {
  readonly #shapes: SpatialIndex<Lying>;
  readonly #regions = new SpatialIndex<Region>();
  readonly #byId = new Map<string, Region>();

  constructor(shapes: SpatialIndex<Lying>) {
    this.#shapes = shapes;
  }

  /** The boxes that lie in the way, the nearest to its middle first: so few that a way is found in no time. */
  readonly obstaclesIn: ObstacleFinder = (within, bound, aim) =>
    nearestObstacles(this.#shapes.search(within), within, bound, aim);

  /** The same, with the shapes that hands hold where they hold them. */
  obstaclesAmong(held: HeldShapes): ObstacleFinder {
    return (within, bound, aim) => {
      const found = this.#shapes.search(within).filter(({ shape }) => !held.has(shape.id));
      for (const one of held.values()) if (boxesTouch(within, one.box)) found.push(one);
      return nearestObstacles(found, within, bound, aim);
    };
  }

  /** Takes note of a shape as it is seen now; `null`: it is gone. */
  update(id: string, shape: Shape | null, target: TargetFinder): void {
    const before = this.#byId.get(id);
    const box = shape === null ? null : regionOf(shape, target);
    if (before !== undefined) {
      this.#regions.remove(before);
      this.#byId.delete(id);
    }
    if (box === null) return;
    const region = { id, box };
    this.#byId.set(id, region);
    this.#regions.add(region);
  }

  /** Every elbow that is bound. */
  ids(): readonly string[] {
    return [...this.#byId.keys()];
  }

  /** The elbows in whose way something may have changed. */
  around(boxes: readonly Box[]): ReadonlySet<string> {
    const found = new Set<string>();
    if (this.#byId.size === 0) return found;
    for (const box of boxes) for (const { id } of this.#regions.search(box)) found.add(id);
    return found;
  }
}

function regionOf(shape: Shape, target: TargetFinder): Box | null {
  if (shape.type !== "arrow" || shape.route !== "elbow" || shape.followed === null) return null;
  const { xy, start, end, followed } = shape;
  const onBoard = ([x, y]: Point): Point => [xy[0] + x, xy[1] + y];
  const aim = { from: onBoard(followed.aim.from), to: onBoard(followed.aim.to) };
  return elbowRegion(
    aim,
    start === null ? undefined : target(start.shape),
    end === null ? undefined : target(end.shape),
  );
}
