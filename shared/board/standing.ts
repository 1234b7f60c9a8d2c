/** Standing shapes: a shape as its relations have it, in its frame and with its ends at what they follow. */
import type { Anchor } from "./anchor.ts";
import type { ArrowShape } from "./kinds/arrow.ts";
import { follow, type Shape } from "./kinds.ts";
import type { Point } from "./record.ts";
import type { Relations } from "./relations.ts";
import { bendReleased, carried, releasedBetween } from "./route/carry.ts";
import type { Bound, ObstacleFinder } from "./route/follow.ts";
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

/** Returns an arrow as it stands when a hand has moved it by so much, with the shapes that go along, but not yet there. */
export function carriedArrow(
  shape: Shape,
  by: Point,
  goesAlong: (id: string) => boolean,
  targetOf: TargetFinder,
): Shape {
  return shape.type === "arrow" ? boundTo(shape, carried(shape, by, goesAlong, targetOf)) : shape;
}

/** Returns an arrow that has let go of the shapes that do not go along; any other shape as it is. */
export function loosened(shape: Shape, goesAlong: (id: string) => boolean): Shape {
  if (shape.type !== "arrow") return shape;
  const kept = (anchor: Anchor | null) =>
    anchor !== null && goesAlong(anchor.shape) ? anchor : null;
  return boundTo(shape, { start: kept(shape.start), end: kept(shape.end) });
}

/** An arrow with other anchors. Where it lets go, it is as it is written then: its ends are seen where they were. */
function boundTo(shape: ArrowShape, bound: Bound): ArrowShape {
  const released = releasedBetween(shape, bound);
  if (!released.start && !released.end) return { ...shape, ...bound };
  const { followed, route } = shape;
  const bends = route === "curve" && followed !== null;
  const bend = bends ? bendReleased(followed, released) : shape.bend;
  return { ...shape, ...bound, bend, followed: null };
}
