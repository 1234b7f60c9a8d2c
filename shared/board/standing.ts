/** Standing shapes: a shape as its relations have it, in its frame and with its ends at what they follow. */
import { follow, type Shape } from "./kinds.ts";
import type { Relations } from "./relations.ts";
import type { ObstacleFinder } from "./route/follow.ts";
import type { TargetFinder } from "./route/target.ts";

/**
 * Returns the shape as it is seen: its place is on the board, and its bound ends are where they follow.
 * `targetOf`: the shapes that they follow, where the caller has them read; `obstaclesIn`: those that elbows go around.
 */
export function standing(
  shape: Shape,
  { tree, targetOf: stored }: Relations,
  targetOf: TargetFinder = stored,
  obstaclesIn?: ObstacleFinder,
): Shape {
  if (tree.parentOf(shape.id) === null) return follow(shape, targetOf, obstaclesIn);
  const xy = tree.boardXy(shape.id) ?? shape.xy;
  return follow({ ...shape, xy }, targetOf, obstaclesIn);
}

/** Returns an arrow that has let go of the shapes that do not go along; any other shape as it is. */
export function loosened(shape: Shape, goesAlong: (id: string) => boolean): Shape {
  if (shape.type !== "arrow") return shape;
  const { start, end } = shape;
  const stays = (anchor: typeof start) => anchor !== null && !goesAlong(anchor.shape);
  if (!stays(start) && !stays(end)) return shape;
  return { ...shape, start: stays(start) ? null : start, end: stays(end) ? null : end };
}
