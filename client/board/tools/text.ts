import { Type } from "lucide-react";
import { addShape } from "../../../shared/board/document.ts";
import { LINE_HEIGHT } from "../../../shared/board/draw/layout.ts";
import { stored } from "../../../shared/board/kinds/stretch.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { FONT_SIZE } from "../../../shared/board/style.ts";
import type { Editor } from "../editor.ts";
import { shapeAt } from "../hit.ts";
import { newShape, newShapeId } from "../new-shape.ts";
import { isDrag, type Tool, type ToolKind } from "./tool.ts";

/** A new text whose first line runs through `at`, with the caret in it. */
export function startText(editor: Editor, [x, y]: Point): void {
  const lineHeight = FONT_SIZE[editor.style.get().letters] * LINE_HEIGHT;
  const id = newShapeId();
  const place = { xy: [stored(x), stored(y - lineHeight / 2)], size: [0, lineHeight] } as const;
  editor.open(id, () => addShape(editor.doc, newShape(editor, "text", id, place)));
}

/** Text: a click begins one, or goes on with the one that stands there. */
export function textTool(editor: Editor): Tool {
  return {
    cursor: "text",
    place: () => startText(editor, editor.toBoard(editor.freeMiddle())),
    press(press) {
      return {
        move: () => undefined,
        lift(input) {
          if (press.pointer === "touch" && isDrag(press, input)) return;
          const under = shapeAt(editor.scene, press.board, editor.reach(press.pointer));
          if (under !== null && kindOf(under).words?.main) {
            editor.take("select");
            editor.edit(under.id);
          } else startText(editor, press.board);
        },
        cancel: () => undefined,
      };
    },
  };
}

export const TEXT: ToolKind = {
  name: "text",
  keys: ["t", "7"],
  icon: Type,
  shelf: "write",
  styles: ["stroke", "letters", "font"],
  make: textTool,
};
