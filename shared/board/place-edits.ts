/** Edits of places: they move a shape, and put shapes into frames and out of them. Each belongs inside a transaction. */
import { MAX_PARENTS } from "../limits.ts";
import { type Frame, writePlace } from "./place.ts";
import type { Point } from "./record.ts";
import type { Relations } from "./relations.ts";

/** Puts a shape to a point of the board. It stays in the frame in which it lies, and what lies in it comes along. */
export function setPlace(relations: Relations, id: string, xy: Point): void {
  const fields = relations.fieldsOf(id);
  if (fields !== undefined) writePlace(fields, xy, frameAt(relations, relations.tree.parentOf(id)));
}

/**
 * Puts shapes into a frame, or on the board itself (`null`). They stay where they are seen. Returns those that are in
 * it now: a frame does not go into itself, and no shape below eight frames.
 */
export function putInto(
  relations: Relations,
  ids: Iterable<string>,
  frame: string | null,
): string[] {
  const { tree } = relations;
  const around = frame === null ? [] : [frame, ...tree.framesAround(frame)];
  if (frame !== null && tree.boardXy(frame) === null) return [];
  const put: string[] = [];
  for (const id of tree.topmost(ids)) {
    const fields = relations.fieldsOf(id);
    const xy = tree.boardXy(id);
    if (fields === undefined || xy === null || around.includes(id)) continue;
    if (around.length + levelsBelow(relations, id) > MAX_PARENTS) continue;
    if (tree.parentOf(id) !== frame) writePlace(fields, xy, frameAt(relations, frame));
    put.push(id);
  }
  return put;
}

/** Returns the shapes that lie in a frame itself, and where each stands on the board. */
export function contentOf({ tree }: Relations, frame: string): [id: string, xy: Point][] {
  return tree.childrenOf(frame).flatMap((id) => {
    const xy = tree.boardXy(id);
    return xy === null ? [] : [[id, xy] as [string, Point]];
  });
}

/** Returns a frame, and where it stands on the board. */
export function frameAt({ tree }: Relations, frame: string | null): Frame | null {
  const xy = frame === null ? null : tree.boardXy(frame);
  return frame === null || xy === null ? null : { id: frame, xy };
}

function levelsBelow({ tree }: Relations, id: string): number {
  let levels = 0;
  for (let level = tree.childrenOf(id); level.length > 0 && levels <= MAX_PARENTS; levels++) {
    level = level.flatMap((child) => tree.childrenOf(child));
  }
  return levels;
}
