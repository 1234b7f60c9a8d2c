/** Relations: which shape lies in, belongs with, and follows which, of one document. They know no room and no canvas. */
import * as Y from "yjs";
import type { TurnedBox } from "./anchor.ts";
import { Bindings, type EdgeFinder, edgeOfBoxes, isFollowable, readBound } from "./bindings.ts";
import { shapesOf } from "./document.ts";
import { Groups, readGroups } from "./groups.ts";
import { placesOf } from "./place.ts";
import { readNumber, readPoint } from "./record.ts";
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
  readonly edgeOf: EdgeFinder;

  /** Reads a document. `edgeOf` knows outlines; without it, every outline is a box. */
  constructor(doc: Y.Doc, edgeOf?: EdgeFinder) {
    this.shapes = shapesOf(doc);
    this.tree = new Tree(placesOf(this.shapes));
    this.edgeOf = edgeOf ?? edgeOfBoxes((id) => this.boxOf(id));
    this.update(this.shapes.keys());
  }

  /** Takes note of shapes that have come, changed or gone. */
  update(ids: Iterable<string>): void {
    for (const id of ids) {
      this.tree.update(id);
      const fields = this.fieldsOf(id);
      this.groups.update(id, fields === undefined ? [] : readGroups(fields));
      if (fields === undefined) this.bindings.update(id);
      else this.bindings.update(id, readBound(fields));
    }
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
