/** Obstacles: the shapes around which an elbow goes. They know no index and no screen. */
import { isFollowable } from "../bindings.ts";
import { type Box, boxCenter, distance } from "../geometry.ts";
import { kindOf, type Shape } from "../kinds.ts";
import { outlineOf } from "../outline.ts";
import { isObstacle, MOST_OBSTACLES } from "./elbow.ts";
import type { Bound, Ends } from "./follow.ts";
import { targetOf } from "./shape-target.ts";

/** Returns the boxes in the way of an arrow, the nearest to its middle first: so few that a way is found at once. */
export function nearestObstacles(
  lying: Iterable<{ readonly shape: Shape }>,
  within: Box,
  { start, end }: Bound,
  aim: Ends,
): Box[] {
  const middle = boxCenter(within);
  const away = (box: Box): number => distance(boxCenter(box), middle);
  const found: { readonly id: string; readonly around: Box }[] = [];
  for (const { shape } of lying) {
    const { id, type } = shape;
    if (!isFollowable(type) || id === start?.shape || id === end?.shape) continue;
    if (kindOf(shape).container !== undefined || !outlineOf(shape).closed) continue;
    const { around } = targetOf(shape);
    if (isObstacle(around, aim)) found.push({ id, around });
  }
  found.sort((a, b) => away(a.around) - away(b.around) || (a.id < b.id ? -1 : 1));
  return found.slice(0, MOST_OBSTACLES).map(({ around }) => around);
}
