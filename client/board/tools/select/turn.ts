/** Turns the selection by the handle above its frame. */
import type { Point, Shape } from "../../../../shared/board/shape.ts";
import type { Editor } from "../../editor.ts";
import { boxCenter } from "../../geometry.ts";
import { selectionFrame } from "../../handles.ts";
import { type Drag, isDrag, type PointerInput } from "../tool.ts";
import { showChanged, writeMoved } from "./transform.ts";
import { turnedShape } from "./transformed.ts";

/** With shift, the selection turns in steps of so many radians: 15 degrees. */
const STEP = Math.PI / 12;

/** Turns the selection about its middle; with shift in even steps. */
export function turnDrag(editor: Editor, press: PointerInput): Drag {
  const shapes = editor.selection.unlocked();
  const frame = selectionFrame(shapes);
  let dragged = false;

  const turned = (input: PointerInput): Shape[] => {
    if (frame === null) return [];
    const middle = boxCenter(frame.box);
    const way = direction(middle, input.board) - direction(middle, press.board);
    const by = input.shift ? Math.round((frame.angle + way) / STEP) * STEP - frame.angle : way;
    const still = shapes.filter(({ id }) => editor.scene.get(id) !== undefined);
    return still.map((shape) => turnedShape(shape, by, middle));
  };

  return {
    move(input) {
      dragged ||= isDrag(press, input);
      if (!dragged) return;
      editor.hand.cursor.set("grabbing");
      showChanged(editor, turned(input));
    },
    lift(input) {
      if (dragged) {
        writeMoved(editor, turned(input), shapes);
        editor.gestures.send({ kind: "done" });
      }
      editor.hand.cursor.set(null);
      editor.hand.rest();
    },
    cancel() {
      if (dragged) editor.gestures.send({ kind: "cancel" });
      editor.hand.cursor.set(null);
      editor.hand.rest();
    },
  };
}

function direction([x, y]: Point, [toX, toY]: Point): number {
  return Math.atan2(toY - y, toX - x);
}
