import { changeShape } from "../../../../shared/board/document.ts";
import { differences } from "../../../../shared/board/kinds.ts";
import type { Shape } from "../../../../shared/board/shape.ts";
import { draftGesture } from "../../draft.ts";
import type { Editor } from "../../editor.ts";

/**
 * So many shapes in motion are shown to others while they move; the rest
 * arrives when the hand lifts. It keeps a gesture below its 16 KiB.
 */
const MOST_SHOWN = 120;

/** Shows shapes of the document where the hand has them, here and to the others. */
export function showMoved(editor: Editor, moved: readonly Shape[]): void {
  editor.show({ moved });
  const shapes = moved.slice(0, MOST_SHOWN).map(({ id, xy, size }) => ({ id, xy, size }));
  editor.gestures.send({ kind: "transform", shapes });
}

/** Shows one shape of which the hand has changed more than place and size. */
export function showReshaped(editor: Editor, shape: Shape): void {
  editor.show({ moved: [shape] });
  editor.gestures.send(draftGesture(shape));
}

/**
 * Writes shapes as the hand has left them: only what the hand has changed, and only what is still
 * there. `before`: the shapes that it changed, if they are not those of the document now.
 */
export function writeMoved(
  editor: Editor,
  moved: readonly Shape[],
  before: readonly Shape[] = [],
): void {
  const taken = new Map(before.map((shape) => [shape.id, shape]));
  editor.transact(() => {
    for (const shape of moved) {
      const now = editor.scene.get(shape.id);
      if (now === undefined) continue;
      changeShape(editor.doc, shape.id, differences(taken.get(shape.id) ?? now, shape));
    }
  });
}
