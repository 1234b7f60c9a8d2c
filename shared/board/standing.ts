/** Standing shapes: a shape as its relations have it, in its frame and with its ends at what they follow. */
import { seenEnds } from "./binding-edits.ts";
import { endsBetween } from "./kinds/ends.ts";
import type { Shape } from "./kinds.ts";
import type { Relations } from "./relations.ts";

/** Returns the shape as it is seen: its place is on the board, and its bound ends are where they follow. */
export function standing(shape: Shape, relations: Relations): Shape {
  const { tree, bindings } = relations;
  const { start, end } = bindings.of(shape.id);
  if (tree.parentOf(shape.id) === null && start === null && end === null) return shape;
  const xy = tree.boardXy(shape.id) ?? shape.xy;
  const ends = start === null && end === null ? null : seenEnds(relations, shape.id);
  if (ends === null || !("from" in shape)) return { ...shape, xy };
  return { ...shape, ...endsBetween(ends.from, ends.to), angle: 0 };
}
