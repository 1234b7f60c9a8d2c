/** Finds in what is left of a damaged copy the shapes that the room has not got. */
import * as Y from "yjs";
import { shapesOf } from "../../shared/board/document.ts";
import { isInDocument, type SavedShape, saveShape } from "../../shared/board/saved-shape.ts";

/** The most shared types that are walked up from an item to its shape; a shape's text is two below it. */
const MAX_DEPTH = 100;

/**
 * The shapes that `updates` hold and `doc`, which has what the room has, does
 * not: those which changes touch that the room lacks. A shape that reads the
 * same in `doc` is left out. Updates that cannot be read are passed over.
 */
export function unsentShapes(updates: readonly Uint8Array[], doc: Y.Doc): SavedShape[] {
  const lost = looseDocument(updates);
  const known = Y.decodeStateVector(Y.encodeStateVector(doc));
  const ids = new Set<string>();
  for (const [client, structs] of lost.store.clients) {
    const from = known.get(client) ?? 0;
    for (let index = structs.length - 1; index >= 0; index--) {
      const struct = structs[index];
      if (struct === undefined || struct.id.clock + struct.length <= from) break;
      const id = struct instanceof Y.Item && !struct.deleted ? shapeOf(struct, lost) : null;
      if (id !== null) ids.add(id);
    }
  }
  const shapes: SavedShape[] = [];
  for (const id of ids) {
    const shape = saveShape(lost, id);
    if (shape !== null && !isInDocument(doc, shape)) shapes.push(shape);
  }
  return shapes;
}

/**
 * A document that holds as much of the updates as can be applied. It never
 * collects what is deleted: where Yjs trusts an update that it should not, it
 * mostly fails there.
 */
export function looseDocument(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  for (const update of updates) {
    try {
      Y.applyUpdate(doc, update);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      console.error("Part of a damaged copy cannot be read:", error);
    }
  }
  return doc;
}

/** The id of the shape that an item is part of; `null` for an item that is part of none. */
function shapeOf(item: Y.Item, doc: Y.Doc): string | null {
  let part = item;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const { parent } = part;
    if (!(parent instanceof Y.AbstractType)) return null;
    if (parent === shapesOf(doc)) return part.parentSub;
    if (parent._item === null) return null;
    part = parent._item;
  }
  return null;
}
