import { follow, kindOf } from "../../../../shared/board/kinds.ts";
import type { Shape } from "../../../../shared/board/shape.ts";
import { Aiming } from "../../connect/aiming.ts";
import type { Editor } from "../../editor.ts";
import { type Drag, isDrag, type PointerInput } from "../tool.ts";
import { showChanged, writeMoved } from "./transform.ts";

/** Drags one of the handles that a shape has by itself, such as an end. That of an arrow is bound to the shape where it is. */
export function pointHandleDrag(
  editor: Editor,
  press: PointerInput,
  shape: Shape,
  handle: string,
): Drag {
  let dragged = false;
  let last = press;
  const aiming = new Aiming(editor, () => drag.move(last));
  const pulled = (input: PointerInput): Shape => {
    const now = kindOf(shape).pulled?.(shape, handle, input.board, input.shift) ?? shape;
    if (now.type !== "arrow") return now;
    const end = handle === "from" ? "start" : handle === "to" ? "end" : null;
    if (end === null) return now;
    const other = end === "start" ? now.end : now.start;
    return { ...now, [end]: aiming.at(input, other) };
  };

  const drag: Drag = {
    move(input) {
      last = input;
      dragged ||= isDrag(press, input);
      if (dragged) showChanged(editor, [pulled(input)]);
    },
    lift(input) {
      if (dragged) {
        writeMoved(editor, [follow(pulled(input), editor.scene.targetOf)], [shape]);
        editor.gestures.send({ kind: "done" });
      }
      aiming.end();
      editor.hand.rest();
    },
    cancel() {
      if (dragged) editor.gestures.send({ kind: "cancel" });
      aiming.end();
      editor.hand.rest();
    },
  };
  return drag;
}
