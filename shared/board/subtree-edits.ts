/** Edits of shapes with all that lies in them: they are moved and deleted. Each belongs inside a transaction. */
import { anchorFields } from "./anchor.ts";
import { letGo, release } from "./binding-edits.ts";
import { putInto, setPlace } from "./place-edits.ts";
import type { Point } from "./record.ts";
import type { Relations } from "./relations.ts";
import { carried, releasedBetween } from "./route/carry.ts";

/**
 * Moves shapes with all that lies in them. Of a shape and the frame around it only the frame is written. Arrows stay
 * bound, or let go, as `carried` says.
 */
export function moveShapes(relations: Relations, ids: Iterable<string>, by: Point): void {
  const { tree } = relations;
  const topmost = tree.topmost(ids);
  const moving = tree.subtrees(topmost);
  for (const id of topmost) carryEnds(relations, id, by, moving);
  for (const id of topmost) {
    const xy = tree.boardXy(id);
    if (xy !== null) setPlace(relations, id, [xy[0] + by[0], xy[1] + by[1]]);
  }
}

function carryEnds(relations: Relations, id: string, by: Point, moving: ReadonlySet<string>): void {
  const bound = relations.bindings.of(id);
  if (bound.start === null && bound.end === null) return;
  const now = carried(bound, by, (shape) => moving.has(shape), relations.targetOf);
  release(relations, id, releasedBetween(bound, now));
  for (const end of ["start", "end"] as const) {
    const anchor = now[end];
    if (anchor !== null && anchor !== bound[end]) {
      relations.fieldsOf(id)?.set(end, anchorFields(anchor));
    }
  }
}

/** Deletes shapes with all that lies in them. Arrows that follow one of them stay where they are seen. */
export function removeShapes(relations: Relations, ids: Iterable<string>): Set<string> {
  const { tree, bindings, shapes } = relations;
  const removed = tree.subtrees(ids);
  const followers = new Set([...removed].flatMap((id) => [...bindings.followersOf(id)]));
  for (const arrow of followers) {
    if (!removed.has(arrow)) letGo(relations, arrow, (shape) => removed.has(shape));
  }
  for (const id of removed) shapes.delete(id);
  return removed;
}

/** Deletes a frame and keeps what lies in it, where it is seen: in the frame around it, or on the board. */
export function dissolveFrame(relations: Relations, frame: string): void {
  const { tree, shapes } = relations;
  putInto(relations, tree.childrenOf(frame), tree.parentOf(frame));
  for (const arrow of relations.bindings.followersOf(frame)) {
    letGo(relations, arrow, (shape) => shape === frame);
  }
  shapes.delete(frame);
}
