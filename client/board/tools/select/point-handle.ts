import { kindOf } from "../../../../shared/board/kinds.ts";
import type { Shape } from "../../../../shared/board/shape.ts";
import type { Editor } from "../../editor.ts";
import { type Drag, isDrag, type PointerInput } from "../tool.ts";
import { showChanged, writeMoved } from "./transform.ts";

/** Drags one of the handles that a shape has by itself: an end of an arrow; the other one stays. */
export function pointHandleDrag(
  editor: Editor,
  press: PointerInput,
  shape: Shape,
  handle: string,
): Drag {
  let dragged = false;
  const pulled = (input: PointerInput): Shape =>
    kindOf(shape).pulled?.(shape, handle, input.board, input.shift) ?? shape;

  return {
    move(input) {
      dragged ||= isDrag(press, input);
      if (dragged) showChanged(editor, [pulled(input)]);
    },
    lift(input) {
      if (dragged) {
        writeMoved(editor, [pulled(input)], [shape]);
        editor.gestures.send({ kind: "done" });
      }
      editor.rest();
    },
    cancel() {
      if (dragged) editor.gestures.send({ kind: "cancel" });
      editor.rest();
    },
  };
}
