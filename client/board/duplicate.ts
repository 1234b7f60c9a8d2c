import { addShape, type NewShape } from "../../shared/board/document.ts";
import { stored } from "../../shared/board/kinds/stretch.ts";
import { compareOrder, orderKeysAbove } from "../../shared/board/order.ts";
import { placed } from "../../shared/board/outline.ts";
import type { Point, Shape } from "../../shared/board/shape.ts";
import type { Editor } from "./editor.ts";
import { copyOf, madeByMe, newShapeId } from "./new-shape.ts";

/** The shape, so much further right and down. */
export function movedBy(shape: Shape, [x, y]: Point): Shape {
  return placed(shape, [stored(shape.xy[0] + x), stored(shape.xy[1] + y)], shape.size);
}

/** Writes twins of shapes, so far from them, on top of the pile in their order, and selects them. */
export function duplicate(editor: Editor, shapes: readonly Shape[], by: Point): void {
  const sorted = [...shapes].sort(compareOrder);
  const keys = orderKeysAbove(editor.scene.topZ(), sorted.length);
  const twins = sorted.map((shape, index): NewShape => {
    const made = madeByMe(editor);
    return copyOf(movedBy(shape, by), { ...made, id: newShapeId(), z: keys[index] ?? made.z });
  });
  if (twins.length === 0 || editor.readOnly.get()) return;
  editor.transact(() => {
    for (const twin of twins) addShape(editor.doc, twin);
  });
  editor.selection.set(twins.map(({ id }) => id));
}
