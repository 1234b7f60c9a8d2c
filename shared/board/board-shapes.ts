/** The shapes of a document as they are seen, for readers without a page. They know no paper. */
import { type Box, boxesTouch, boxWithin } from "./geometry.ts";
import { isNothing, readShape, type Shape } from "./kinds.ts";
import { shapeBox } from "./outline.ts";
import type { Relations } from "./relations.ts";
import type { ObstacleFinder } from "./route/follow.ts";
import { nearestObstacles } from "./route/obstacles.ts";
import { standing } from "./standing.ts";

/** A shape where it is seen, and the part of the board outside which frames cut it off. */
export interface ShownShape {
  readonly shape: Shape;
  readonly box: Box;
  readonly clip: Box | null;
}

/** Returns the shapes bottom to top: all, or those of one frame with itself. */
export function shapesIn(relations: Relations, frame: string | null = null): ShownShape[] {
  relations.obstaclesIn = obstaclesOf(relations);
  const ids = frame === null ? relations.shapes.keys() : relations.tree.subtrees([frame]);
  const shown: ShownShape[] = [];
  for (const id of ids) {
    const fields = relations.fieldsOf(id);
    const read = fields === undefined ? null : readShape(id, fields);
    if (read === null || isNothing(read)) continue;
    const shape = standing(read, relations);
    const clip = relations.clipOf(id);
    const box = shapeBox(shape);
    shown.push({ shape, clip, box: clip === null ? box : boxWithin(box, clip) });
  }
  return shown.sort((a, b) => relations.compare(a.shape, b.shape));
}

/** Finds the shapes in the way of an elbow by a look at all of them: an outline of a document is made once. */
function obstaclesOf(relations: Relations): ObstacleFinder {
  let all: ShownShape[] | null = null;
  return (within, bound, aim) => {
    all ??= [...relations.shapes].flatMap(([id, fields]) => {
      const read = readShape(id, fields);
      if (read === null || read.type === "arrow") return [];
      const shape = standing(read, relations);
      return [{ shape, box: shapeBox(shape), clip: null }];
    });
    return nearestObstacles(
      all.filter(({ box }) => boxesTouch(within, box)),
      within,
      bound,
      aim,
    );
  };
}
