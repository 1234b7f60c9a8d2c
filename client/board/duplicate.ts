import { copyShapes } from "../../shared/board/copies.ts";
import { storedPoint } from "../../shared/board/kinds/stretch.ts";
import { frameAt } from "../../shared/board/place-edits.ts";
import type { Point, Shape } from "../../shared/board/shape.ts";
import type { Editor } from "./editor.ts";
import { newShapeId } from "./new-shape.ts";
import type { Scene } from "./scene/scene.ts";

/** The shapes and all that lies in them, bottom to top. */
export function withContent(scene: Scene, shapes: readonly Shape[]): readonly Shape[] {
  const { tree } = scene.relations;
  if (tree.isFlat) return shapes;
  const placed = [...tree.subtrees(shapes.map(({ id }) => id))].flatMap(
    (id) => scene.placed(id) ?? [],
  );
  return placed.sort((a, b) => a.rank - b.rank).map(({ shape }) => shape);
}

/**
 * Writes twins of shapes and of all that lies in them, so far from them, on top of the pile, and selects them. They lie
 * in the frame `into`, or on the board (`null`); without it, in those of the shapes.
 */
export function duplicate(
  editor: Editor,
  shapes: readonly Shape[],
  by: Point,
  into?: string | null,
): void {
  if (shapes.length === 0 || editor.readOnly.get()) return;
  const { relations } = editor.scene;
  const ids = shapes.map(({ id }) => id);
  const above = editor.scene.topZ();
  const made = { by: editor.me.id, at: Date.now() };
  const target = { shapes: relations.shapes, frame: frameAt(relations, into ?? null) };
  const options = { by: storedPoint(by), made, above, newId: newShapeId };
  let twins: ReadonlyMap<string, string> = new Map();
  editor.transact(() => {
    twins = copyShapes(relations, ids, into === undefined ? options : { ...options, into: target });
  });
  const sorted = [...shapes].sort((a, b) => relations.compare(a, b)).map(({ id }) => id);
  editor.selection.set(relations.tree.topmost(sorted).flatMap((id) => twins.get(id) ?? []));
}
