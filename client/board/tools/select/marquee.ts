import type { Editor } from "../../editor.ts";
import { shapesTouching } from "../../hit.ts";
import { type Drag, isDrag, type PointerInput } from "../tool.ts";

/**
 * A box drawn on the empty board selects what it touches, live; with shift it adds. A click selects
 * nothing, or the shape in whose hollow `inside` it is.
 */
export function marqueeDrag(
  editor: Editor,
  press: PointerInput,
  inside: string | null = null,
): Drag {
  const before = editor.selection.get();
  const kept = press.shift ? before : [];
  let dragged = false;
  if (!press.shift) editor.selection.clear();
  return {
    move(input) {
      dragged ||= isDrag(press, input);
      if (!dragged) return;
      const box = {
        minX: Math.min(press.board[0], input.board[0]),
        minY: Math.min(press.board[1], input.board[1]),
        maxX: Math.max(press.board[0], input.board[0]),
        maxY: Math.max(press.board[1], input.board[1]),
      };
      editor.marquee.set(box);
      const touched = shapesTouching(editor.scene, box).filter((shape) => !shape.locked);
      editor.selection.set([...new Set([...kept, ...touched.map((shape) => shape.id)])]);
    },
    lift() {
      if (!dragged && inside !== null) editor.selection.set([...kept, inside]);
      editor.rest();
    },
    cancel() {
      editor.selection.set(before);
      editor.rest();
    },
  };
}
