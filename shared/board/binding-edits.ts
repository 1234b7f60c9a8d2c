/** Edits of bindings: they bind an arrow's end to a shape, and let it go. Each belongs inside a transaction. */
import type * as Y from "yjs";
import { type Anchor, anchorFields } from "./anchor.ts";
import { storedEnds } from "./bindings.ts";
import { readRoute } from "./kinds/ends.ts";
import { type Frame, writePlace } from "./place.ts";
import { frameAt } from "./place-edits.ts";
import { readPoint, readWidth } from "./record.ts";
import type { Relations } from "./relations.ts";
import { type Bound, type Course, type Ends, followed } from "./route/follow.ts";
import { arcWay, bendThrough } from "./route/way.ts";
import { LINE_WIDTH } from "./style.ts";

/** Returns where the ends of an arrow are on the board, once they have followed their shapes; `null` for no arrow. */
export function seenEnds(relations: Relations, id: string): Ends | null {
  const course = courseOf(relations, id);
  if (course === null) return null;
  const { from, to } = followed(course, relations.bindings.of(id), relations.targetOf);
  return { from, to };
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
  writeEnds(fields, frame, followed(course, bound, relations.targetOf));
}

/** Lets an arrow go of the shapes that `isGone` names. Its ends stay where they are seen. */
export function letGo(
  relations: Relations,
  arrow: string,
  isGone: (shape: string) => boolean,
): void {
  const fields = relations.fieldsOf(arrow);
  const ends = seenEnds(relations, arrow);
  if (fields === undefined || ends === null) return;
  const { start, end } = relations.bindings.of(arrow);
  const goes = {
    start: start !== null && isGone(start.shape),
    end: end !== null && isGone(end.shape),
  };
  if (!goes.start && !goes.end) return;
  const bend = bendWithout(relations, arrow, goes);
  writeEnds(fields, frameAt(relations, relations.tree.parentOf(arrow)), ends);
  if (bend !== null) fields.set("bend", bend);
  if (goes.start) fields.delete("start");
  if (goes.end) fields.delete("end");
}

/** The bend of an arc that is seen where it was, once some of its ends are free; `null`: it is no arc. */
function bendWithout(
  relations: Relations,
  arrow: string,
  goes: { readonly start: boolean; readonly end: boolean },
): number | null {
  const course = courseOf(relations, arrow);
  if (course === null || course.route !== "curve") return null;
  const { from, to, aim, bend } = followed(
    course,
    relations.bindings.of(arrow),
    relations.targetOf,
  );
  if (goes.start && goes.end) return bend;
  const way = arcWay(from, to, bend);
  const through = way.at(way.length / 2);
  return bendThrough(goes.start ? from : aim.from, through, goes.end ? to : aim.to);
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
