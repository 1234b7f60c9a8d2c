/** Relations: which shape lies in, belongs with, and follows which, of one document. They know no room and no canvas. */
import * as Y from "yjs";
import type { TurnedBox } from "./anchor.ts";
import { Bindings, isFollowable, readBound } from "./bindings.ts";
import { shapesOf } from "./document.ts";
import { type Box, boxOf, boxWithin } from "./geometry.ts";
import { Groups, readGroups } from "./groups.ts";
import { isClipping, readShape } from "./kinds.ts";
import { compareOrder, readOrderKey } from "./order.ts";
import { placesOf } from "./place.ts";
import { readNumber, readPoint } from "./record.ts";
import type { ObstacleFinder } from "./route/follow.ts";
import { targetOf } from "./route/shape-target.ts";
import { boxTarget, type TargetFinder } from "./route/target.ts";
import { Tree } from "./tree.ts";

/**
 * The relations between the shapes of a document. Its owner tells it which shapes have changed; each change costs
 * what it touches.
 */
export class Relations {
  readonly shapes: Y.Map<Y.Map<unknown>>;
  readonly tree: Tree;
  readonly groups = new Groups();
  readonly bindings = new Bindings();
  /** Finds what lies in the way of elbows, where somebody keeps an index of the board. */
  obstaclesIn: ObstacleFinder = () => [];

  /** Reads a document. */
  constructor(doc: Y.Doc) {
    this.shapes = shapesOf(doc);
    this.tree = new Tree(placesOf(this.shapes));
    this.update(this.shapes.keys());
  }

  /** Takes note of shapes that have come, changed or gone. */
  update(ids: Iterable<string>): void {
    for (const id of ids) {
      const fields = this.fieldsOf(id);
      // Nearly all shapes have none of these keys.
      if (fields?.has("parent")) this.tree.update(id);
      else this.tree.forget(id);
      if (fields?.has("groups")) this.groups.update(id, readGroups(fields));
      else this.groups.update(id);
      const isBound = fields?.has("start") || fields?.has("end");
      this.bindings.update(id, isBound && fields !== undefined ? readBound(fields) : undefined);
    }
  }

  /** The shapes that may stand or lie otherwise once these have changed, they among them. Call it after `update`. */
  affected(changed: ReadonlySet<string>): ReadonlySet<string> {
    if (this.tree.isFlat && this.bindings.isEmpty) return changed;
    const found = this.tree.affected(changed);
    for (const id of [...found]) {
      for (const arrow of this.bindings.followersOf(id)) found.add(arrow);
    }
    return found;
  }

  /** Compares two shapes in the order in which they are drawn. */
  compare(a: { readonly id: string; readonly z: string }, b: typeof a): number {
    // Most shapes of most boards lie in no frame, and a board is sorted as a whole when it is opened.
    if (!this.tree.isNaming(a.id) && !this.tree.isNaming(b.id)) return compareOrder(a, b);
    return this.tree.compare(a.id, b.id, (id) => readOrderKey(this.fieldsOf(id)?.get("z")));
  }

  /** A shape as what is bound to it sees it; one of a type that is not known is a box. */
  readonly targetOf: TargetFinder = (id) => {
    const box = this.boxOf(id);
    const fields = this.fieldsOf(id);
    if (box === undefined || fields === undefined) return undefined;
    const shape = readShape(id, fields);
    return shape === null ? boxTarget(box) : targetOf({ ...shape, ...box });
  };

  /** Whether a frame around a shape is locked: then the shape is, too. */
  isFrameLocked(id: string): boolean {
    if (this.tree.isFlat) return false;
    return this.tree.framesAround(id).some((frame) => this.fieldsOf(frame)?.get("locked") === true);
  }

  /** The part of the board outside which the frames around a shape cut it off; `null` for none. */
  clipOf(id: string): Box | null {
    let clip: Box | null = null;
    for (const frame of this.tree.framesAround(id)) {
      const fields = this.fieldsOf(frame);
      const size = readPoint(fields?.get("size"));
      const xy = this.tree.boardXy(frame);
      if (!isClipping(fields?.get("type")) || size === null || xy === null) continue;
      if (size[0] < 0 || size[1] < 0) continue;
      const box = boxOf(xy, size);
      clip = clip === null ? box : boxWithin(clip, box);
    }
    return clip;
  }

  /** The fields of a shape in the document. */
  fieldsOf(id: string): Y.Map<unknown> | undefined {
    const fields: unknown = this.shapes.get(id);
    return fields instanceof Y.Map ? fields : undefined;
  }

  /** The box of a shape on the board; undefined for one that nothing can be bound to. */
  readonly boxOf = (id: string): TurnedBox | undefined => {
    const fields = this.fieldsOf(id);
    if (fields === undefined || !isFollowable(fields.get("type"))) return undefined;
    const xy = this.tree.boardXy(id);
    const size = readPoint(fields.get("size"));
    if (xy === null || size === null) return undefined;
    return { xy, size, angle: readNumber(fields.get("angle"), -1e6, 1e6) ?? 0 };
  };
}

/** Reads the relations of a document and keeps them up to date, until `stop` is called. */
export function watchRelations(doc: Y.Doc): { relations: Relations; stop: () => void } {
  const relations = new Relations(doc);
  const { shapes } = relations;
  const onEvents = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    relations.update(touchedBy(events, shapes));
  };
  shapes.observeDeep(onEvents);
  return { relations, stop: () => shapes.unobserveDeep(onEvents) };
}

/** Returns the ids of the shapes that some events of `observeDeep` are about. */
export function touchedBy(
  events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
  shapes: Y.Map<Y.Map<unknown>>,
): Set<string> {
  const touched = new Set<string>();
  for (const event of events) {
    if (event instanceof Y.YMapEvent && event.target === shapes) {
      for (const id of event.keysChanged) touched.add(String(id));
    } else {
      const id = event.path[0];
      if (typeof id === "string") touched.add(id);
    }
  }
  return touched;
}
