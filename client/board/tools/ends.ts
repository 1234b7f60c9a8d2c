import { MoveUpRight, Slash } from "lucide-react";
import { endsBetween, movedEnd } from "../../../shared/board/kinds/ends.ts";
import type { ShapeType } from "../../../shared/board/shape.ts";
import { arrowDrag, showAim } from "../connect/arrow-drag.ts";
import type { Editor } from "../editor.ts";
import { addNew, drawDrag } from "./drawn.ts";
import type { PointerInput, Tool, ToolKind } from "./tool.ts";

/** How long the one is that Enter places, in board units. */
const USUAL_LENGTH = 160;

/** A shape with two ends: a drag draws one from its press to its lift. Those of an arrow are bound to shapes there. */
function endsTool(editor: Editor, type: ShapeType): Tool {
  return {
    cursor: "crosshair",
    place() {
      const [x, y] = editor.view.toBoard(editor.view.freeMiddle());
      const half = USUAL_LENGTH / 2;
      addNew(editor, type, endsBetween([x - half, y], [x + half, y]));
    },
    press: (press: PointerInput) =>
      type === "arrow"
        ? arrowDrag(editor, press)
        : drawDrag(editor, press, type, ({ board, shift }) =>
            endsBetween(press.board, movedEnd(press.board, board, shift)),
          ),
    hover(input) {
      if (type === "arrow") showAim(editor, input);
    },
  };
}

/** The tool of a shape with two ends. */
function ends(name: ShapeType & ToolKind["name"], face: Pick<ToolKind, "keys" | "icon">): ToolKind {
  return {
    ...face,
    name,
    shelf: "lines",
    styles:
      name === "arrow"
        ? ["stroke", "width", "dash", "finish", "route", "tail", "head"]
        : ["stroke", "width", "dash", "finish"],
    make: (editor) => endsTool(editor, name),
  };
}

export const ARROW = ends("arrow", { keys: ["a", "4"], icon: MoveUpRight });
export const LINE = ends("line", { keys: ["l", "5"], icon: Slash });
