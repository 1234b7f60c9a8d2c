import { changeShape } from "../../../../shared/board/document.ts";
import type { ArrowShape } from "../../../../shared/board/shape.ts";
import type { Editor } from "../../editor.ts";
import { arrowEnds } from "../../geometry.ts";
import type { EndHandle } from "../../handles.ts";
import { arrowBetween, arrowDraft, arrowEnd } from "../arrow.ts";
import { type Drag, isDrag, type PointerInput } from "../tool.ts";

/** Moves one end of an arrow; the other one stays. */
export function arrowEndDrag(
  editor: Editor,
  press: PointerInput,
  arrow: ArrowShape,
  handle: EndHandle,
): Drag {
  const [from, to] = arrowEnds(arrow);
  let dragged = false;

  const placeFor = (input: PointerInput) =>
    handle === "from"
      ? arrowBetween(arrowEnd(to, input.board, input.shift), to)
      : arrowBetween(from, arrowEnd(from, input.board, input.shift));

  return {
    move(input) {
      dragged ||= isDrag(press, input);
      if (!dragged) return;
      const place = placeFor(input);
      editor.show({ moved: [{ ...arrow, ...place, angle: 0 }] });
      editor.gestures.send(arrowDraft(arrow, place).gesture);
    },
    lift(input) {
      if (dragged) {
        const change = arrow.angle === 0 ? placeFor(input) : { ...placeFor(input), angle: 0 };
        editor.transact(() => changeShape(editor.doc, arrow.id, change));
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
