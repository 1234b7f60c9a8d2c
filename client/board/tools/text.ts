import { Type } from "lucide-react";
import { addShape } from "../../../shared/board/document.ts";
import { hasText, type Point } from "../../../shared/board/shape.ts";
import { FONT_SIZE } from "../../../shared/board/style.ts";
import { stored } from "../draft.ts";
import type { Editor } from "../editor.ts";
import { LINE_HEIGHT } from "../geometry.ts";
import { shapeAt } from "../hit.ts";
import { madeByMe, newShapeId } from "../new-shape.ts";
import { isDrag, type Tool, type ToolKind } from "./tool.ts";

/** A new text whose first line runs through `at`, with the caret in it. */
export function startText(editor: Editor, [x, y]: Point): void {
  const { stroke, letters, font } = editor.style.get();
  const lineHeight = FONT_SIZE[letters] * LINE_HEIGHT;
  const id = newShapeId();
  editor.open(id, () =>
    addShape(editor.doc, {
      id,
      type: "text",
      xy: [stored(x), stored(y - lineHeight / 2)],
      size: [0, lineHeight],
      stroke,
      width: letters,
      font,
      align: "start",
      text: "",
      ...madeByMe(editor),
    }),
  );
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
          if (
            under !== null &&
            hasText(under) &&
            under.type !== "rectangle" &&
            under.type !== "ellipse"
          ) {
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
