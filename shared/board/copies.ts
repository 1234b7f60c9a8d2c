/** Copies of shapes, in their document or in another, with parents, bindings and groups among themselves. */
import * as Y from "yjs";
import { randomToken } from "../ids.ts";
import { anchorFields } from "./anchor.ts";
import { seenEnds, writeEnds } from "./binding-edits.ts";
import { orderKeysAbove, readOrderKey } from "./order.ts";
import { type Frame, writePlace } from "./place.ts";
import { frameAt } from "./place-edits.ts";
import { isReactionKey } from "./reactions.ts";
import type { Point } from "./record.ts";
import type { Relations } from "./relations.ts";

/** Fields that a copy gets anew, or not at all. */
const LEFT_OUT: ReadonlySet<string> = new Set(["xy", "parent", "groups", "start", "end", "locked"]);

/** The differences between copies and their originals. */
export interface CopyOptions {
  /** How far from its original a copy stands. */
  readonly by: Point;
  /** The maker of the copies, and the time. */
  readonly made: { readonly by: string; readonly at: number };
  /** The highest order key on the board: copies lie above it. */
  readonly above: string | null;
  /** Makes the id of a copy. */
  readonly newId?: (original: string) => string;
  /** Another document for the copies, and the frame in it that takes those whose own frame is not copied. */
  readonly into?: Target;
}

/** Another document, in which copies are written. */
export interface Target {
  readonly shapes: Y.Map<Y.Map<unknown>>;
  readonly frame: Frame | null;
}

/**
 * Copies shapes with all that lies in them. A copied child lies in the copied frame, or in the same frame as its
 * original. A copied end follows the copied shape, and is a plain point where that is not copied. A group is copied
 * when all of it is. Copies are not locked. Returns the copies by their originals. It belongs inside a transaction of
 * the document that gets the copies.
 */
export function copyShapes(
  relations: Relations,
  ids: Iterable<string>,
  options: CopyOptions,
): Map<string, string> {
  const { tree } = relations;
  const { into, by } = options;
  const shapes = into?.shapes ?? relations.shapes;
  const newId = options.newId ?? (() => randomToken(12));
  const topmost = tree.topmost(ids).filter((id) => tree.boardXy(id) !== null);
  const originals = [...tree.subtrees(topmost)];
  const copies = new Map(originals.map((id) => [id, newId(id)]));
  const orderKeys = keysFor(relations, topmost, options.above);
  const groups = copiedGroups(relations, copies, newId);
  for (const [id, copy] of copies) {
    const original = relations.fieldsOf(id);
    const xy = tree.boardXy(id);
    if (original === undefined || xy === null) continue;
    const fields = plainCopy(original);
    shapes.set(copy, fields);
    for (const [key, value] of Object.entries(options.made)) fields.set(key, value);
    const z = orderKeys.get(id);
    if (z !== undefined) fields.set("z", z);
    const tags = relations.groups.tagsOf(id).flatMap((tag) => groups.get(tag) ?? []);
    if (tags.length > 0) fields.set("groups", tags);
    const frame = frameOfCopy(relations, id, copies, options);
    writePlace(fields, moved(xy, by), frame);
    copyBindings(relations, id, fields, { copies, frame, by });
  }
  return copies;
}

/** Copies every field but people's reactions and those that say how shapes belong together; a later version's fields, too. */
function plainCopy(original: Y.Map<unknown>): Y.Map<unknown> {
  const fields = new Y.Map<unknown>();
  for (const [key, value] of original.entries() as Iterable<[string, unknown]>) {
    if (LEFT_OUT.has(key) || isReactionKey(key)) continue;
    if (value instanceof Y.AbstractType) fields.set(key, value.clone());
    else fields.set(key, value);
  }
  return fields;
}

/** Returns the frame in which a copy lies, where it stands once it is copied, too. */
function frameOfCopy(
  relations: Relations,
  id: string,
  copies: ReadonlyMap<string, string>,
  { by, into }: CopyOptions,
): Frame | null {
  const frame = frameAt(relations, relations.tree.parentOf(id));
  const copy = frame === null ? undefined : copies.get(frame.id);
  if (frame !== null && copy !== undefined) return { id: copy, xy: moved(frame.xy, by) };
  return into === undefined ? frame : into.frame;
}

/** Binds the ends of a copied arrow to the copies. Where an end lets go, both are written where they are seen. */
function copyBindings(
  relations: Relations,
  id: string,
  fields: Y.Map<unknown>,
  { copies, frame, by }: { copies: ReadonlyMap<string, string>; frame: Frame | null; by: Point },
): void {
  const { start, end } = relations.bindings.of(id);
  const ends = start === null && end === null ? null : seenEnds(relations, id);
  if (ends === null) return;
  let letsGo = false;
  for (const [key, anchor] of Object.entries({ start, end })) {
    if (anchor === null) continue;
    const shape = copies.get(anchor.shape);
    if (shape === undefined) letsGo = true;
    else fields.set(key, anchorFields({ ...anchor, shape }));
  }
  if (letsGo) writeEnds(fields, frame, { from: moved(ends.from, by), to: moved(ends.to, by) });
}

/** The new tags of the groups all of whose members are copied. */
function copiedGroups(
  { groups }: Relations,
  copies: ReadonlyMap<string, string>,
  newId: (tag: string) => string,
): Map<string, string> {
  const tags = new Set([...copies.keys()].flatMap((id) => groups.tagsOf(id)));
  const whole = [...tags].filter((tag) => [...groups.members(tag)].every((id) => copies.has(id)));
  return new Map(whole.map((tag) => [tag, newId(tag)]));
}

/** New order keys for copies that lie beside their originals, in the order in which those are drawn. */
function keysFor(
  { tree, shapes }: Relations,
  ids: readonly string[],
  above: string | null,
): Map<string, string> {
  const zOf = (id: string): string => readOrderKey(shapes.get(id)?.get("z"));
  const sorted = [...ids].sort((a, b) => tree.compare(a, b, zOf));
  const keys = orderKeysAbove(above, sorted.length);
  return new Map(sorted.flatMap((id, at) => (keys[at] === undefined ? [] : [[id, keys[at]]])));
}

function moved(xy: Point, by: Point): Point {
  return [xy[0] + by[0], xy[1] + by[1]];
}
