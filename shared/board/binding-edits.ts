/** Edits of bindings: they bind an arrow's end to a shape, and let it go. Each belongs inside a transaction. */
import type * as Y from "yjs";
import { type Anchor, anchorFields } from "./anchor.ts";
import { storedEnds } from "./bindings.ts";
import type { ArrowShape } from "./kinds/arrow.ts";
import { endsOf, readRoute } from "./kinds/ends.ts";
import { type Frame, writePlace } from "./place.ts";
import { frameAt } from "./place-edits.ts";
import { readPoint, readWidth } from "./record.ts";
import type { Relations } from "./relations.ts";
import { bendReleased, type Released } from "./route/carry.ts";
import { type Bound, type Course, type Ends, type Followed, followed } from "./route/follow.ts";
import { LINE_WIDTH } from "./style.ts";

/** Returns where the ends of an arrow are on the board, once they have followed their shapes; `null` for no arrow. */
export function seenEnds(relations: Relations, id: string): Ends | null {
  const course = courseOf(relations, id);
  if (course === null) return null;
  const { from, to } = followedIn(relations, course, relations.bindings.of(id));
  return { from, to };
}

/** Says where an arrow goes with these anchors, as it is seen. */
function followedIn({ targetOf, obstaclesIn }: Relations, course: Course, bound: Bound): Followed {
  return followed(course, bound, targetOf, obstaclesIn);
}

function courseOf(relations: Relations, id: string): Course | null {
  const fields = relations.fieldsOf(id);
  const xy = relations.tree.boardXy(id);
  if (fields === undefined || xy === null) return null;
  const ends = storedEnds(fields, xy);
  if (ends === null) return null;
  return { ends, ...readRoute(fields), line: LINE_WIDTH[readWidth(fields)] };
}

/** Binds an end of an arrow to a shape, and writes the points at which its ends are then. */
export function bind(
  relations: Relations,
  arrow: string,
  end: "start" | "end",
  anchor: Anchor,
): void {
  const fields = relations.fieldsOf(arrow);
  const course = courseOf(relations, arrow);
  if (fields === undefined || course === null || relations.boxOf(anchor.shape) === undefined) {
    return;
  }
  fields.set(end, anchorFields(anchor));
  const bound: Bound = { ...relations.bindings.of(arrow), [end]: anchor };
  const frame = frameAt(relations, relations.tree.parentOf(arrow));
  writeEnds(fields, frame, followedIn(relations, course, bound));
}

/** Lets an arrow go of the shapes that `isGone` names. Its ends stay where they are seen. */
export function letGo(
  relations: Relations,
  arrow: string,
  isGone: (shape: string) => boolean,
): void {
  const { start, end } = relations.bindings.of(arrow);
  release(relations, arrow, {
    start: start !== null && isGone(start.shape),
    end: end !== null && isGone(end.shape),
  });
}

/** Lets some ends of an arrow go of their shapes. Both ends stay where they are seen. */
export function release(relations: Relations, arrow: string, released: Released): void {
  const fields = relations.fieldsOf(arrow);
  const course = courseOf(relations, arrow);
  if (fields === undefined || course === null || !(released.start || released.end)) return;
  const seen = followedIn(relations, course, relations.bindings.of(arrow));
  writeEnds(fields, frameAt(relations, relations.tree.parentOf(arrow)), seen);
  if (course.route === "curve") fields.set("bend", bendReleased(seen, released));
  if (released.start) fields.delete("start");
  if (released.end) fields.delete("end");
}

/** An arrow one of whose shapes is gone, and how it stood before. */
export interface Orphan {
  readonly id: string;
  readonly ends: Ends;
  /** The bend with which its arc goes on as it was seen; `null`: it is no arc. */
  readonly bend: number | null;
}

/** Returns how an arrow that is read as it was seen must stand without some of its shapes; `null`: it has all. */
export function orphanOf(arrow: ArrowShape, isGone: (shape: string) => boolean): Orphan | null {
  const { id, start, end, route, followed } = arrow;
  const released = {
    start: start !== null && isGone(start.shape),
    end: end !== null && isGone(end.shape),
  };
  if (!released.start && !released.end) return null;
  const [from, to] = endsOf(arrow);
  const bends = route === "curve" && followed !== null;
  return { id, ends: { from, to }, bend: bends ? bendReleased(followed, released) : null };
}

/**
 * Writes an arrow where it stood before a shape was gone of which nobody has let go. It keeps its anchors, and follows
 * the shape again should that come back.
 */
export function settle(relations: Relations, { id, ends, bend }: Orphan): void {
  const fields = relations.fieldsOf(id);
  if (fields === undefined) return;
  writeEnds(fields, frameAt(relations, relations.tree.parentOf(id)), ends);
  if (bend !== null) fields.set("bend", bend);
}

/** Writes the ends of an arrow in a frame or on the board: its place, its size, and both points. */
export function writeEnds(fields: Y.Map<unknown>, frame: Frame | null, { from, to }: Ends): void {
  const x = Math.min(from[0], to[0]);
  const y = Math.min(from[1], to[1]);
  const size = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
  if (readPoint([x, y]) === null || readPoint(size) === null) return;
  writePlace(fields, [x, y], frame);
  fields.set("size", size);
  fields.set("from", [from[0] - x, from[1] - y]);
  fields.set("to", [to[0] - x, to[1] - y]);
  if (fields.has("angle")) fields.delete("angle");
}
