/** The frame tool: a drag draws a frame around what lies there, and its key puts one around the selection. */
import { Frame } from "lucide-react";
import { stored } from "../../../shared/board/kinds/stretch.ts";
import type { Point, Size } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { addFrame, frameSelection } from "../frames/frame-selection.ts";
import { drawDrag } from "./drawn.ts";
import { drawnBox } from "./shape.ts";
import type { PointerInput, Tool, ToolKind } from "./tool.ts";

/** The size of a frame that a click makes, in board units. */
const USUAL_SIZE: Size = [480, 320];

function frameTool(editor: Editor): Tool {
  const addAround = ([x, y]: Point) =>
    addFrame(editor, {
      xy: [stored(x - USUAL_SIZE[0] / 2), stored(y - USUAL_SIZE[1] / 2)],
      size: USUAL_SIZE,
    });
  return {
    cursor: "crosshair",
    place: () => addAround(editor.view.toBoard(editor.view.freeMiddle())),
    press: (press: PointerInput) =>
      drawDrag(
        editor,
        press,
        "frame",
        (input) => drawnBox(press.board, input.board, input),
        () => addAround(press.board),
        (place, id) => addFrame(editor, place, id),
      ),
  };
}

export const FRAME: ToolKind = {
  name: "frame",
  keys: ["f"],
  icon: Frame,
  shelf: "write",
  inPhoneMenu: true,
  styles: [],
  withSelection: (editor) => editor.hand.tool.get() === "select" && frameSelection(editor),
  make: frameTool,
};
