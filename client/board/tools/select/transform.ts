import { changeShape } from "../../../../shared/board/document.ts";
import type { Shape } from "../../../../shared/board/shape.ts";
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

/** Writes shapes as the hand has left them: only what has changed, and only what is still there. */
export function writeMoved(editor: Editor, moved: readonly Shape[]): void {
  editor.transact(() => {
    for (const shape of moved) {
      const before = editor.scene.get(shape.id);
      if (before === undefined) continue;
      const resized = !samePair(before.size, shape.size);
      changeShape(editor.doc, shape.id, {
        ...(samePair(before.xy, shape.xy) ? {} : { xy: shape.xy }),
        ...(resized ? { size: shape.size } : {}),
        ...(before.width === shape.width ? {} : { width: shape.width }),
        ...(resized && shape.type === "arrow" ? { from: shape.from, to: shape.to } : {}),
      });
    }
  });
}

function samePair(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
