import { Type } from "lucide-react";
import { addShape } from "../../../shared/board/document.ts";
import { LINE_HEIGHT } from "../../../shared/board/draw/layout.ts";
import { stored } from "../../../shared/board/kinds/stretch.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { FONT_SIZE } from "../../../shared/board/style.ts";
import type { Editor } from "../editor.ts";
import type { Box } from "../geometry.ts";
import { shapeAt } from "../hit.ts";
import { newShape, newShapeId } from "../new-shape.ts";
import { isDrag, type Tool, type ToolKind } from "./tool.ts";

/** A drag of less than this many board units is an unsteady click. */
const LEAST_COLUMN = 24;

/** The height of one line of a new text, in board units. */
function lineOf(editor: Editor): number {
  return FONT_SIZE[editor.me.style.get().letters] * LINE_HEIGHT;
}

/**
 * A new text whose first line runs through `at`, with the caret in it. It wraps at the width of
 * its column, or is as wide as its words.
 */
export function startText(editor: Editor, [x, y]: Point, column: number | null = null): void {
  const height = lineOf(editor);
  const id = newShapeId();
  const size = [column === null ? 0 : stored(column), height] as const;
  const place = { xy: [stored(x), stored(y - height / 2)], size } as const;
  editor.text.open(id, () => addShape(editor.doc, newShape(editor, "text", id, place)), { column });
}

/** The column that a drag draws: as wide as the hand went, and one line high. */
function columnOf(editor: Editor, [fromX, fromY]: Point, [toX]: Point): Box {
  const half = lineOf(editor) / 2;
  return {
    minX: Math.min(fromX, toX),
    minY: fromY - half,
    maxX: Math.max(fromX, toX),
    maxY: fromY + half,
  };
}

/**
 * Text: a click begins one that is as wide as its words, or goes on with the one that stands
 * there. A drag begins one that wraps at the width of the drag.
 */
export function textTool(editor: Editor): Tool {
  return {
    cursor: "text",
    place: () => startText(editor, editor.view.toBoard(editor.view.freeMiddle())),
    press(press) {
      return {
        move(input) {
          if (!isDrag(press, input)) return;
          editor.hand.marquee.set(columnOf(editor, press.board, input.board));
        },
        lift(input) {
          editor.hand.rest();
          const { minX, maxX } = columnOf(editor, press.board, input.board);
          if (isDrag(press, input) && maxX - minX >= LEAST_COLUMN) {
            startText(editor, [minX, press.board[1]], maxX - minX);
            return;
          }
          if (press.pointer === "touch" && isDrag(press, input)) return;
          const under = shapeAt(editor.scene, press.board, editor.view.reach(press.pointer));
          if (under !== null && kindOf(under).words?.main) {
            editor.take("select");
            editor.text.edit(under.id, { caret: press.board });
          } else startText(editor, press.board);
        },
        cancel: () => editor.hand.rest(),
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
