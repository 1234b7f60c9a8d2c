import { StickyNote } from "lucide-react";
import { addShape } from "../../../shared/board/document.ts";
import { stored } from "../../../shared/board/kinds/stretch.ts";
import type { Point } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { type NewPlace, newShape, newShapeId } from "../new-shape.ts";
import type { Tool, ToolKind } from "./tool.ts";

/** A new note's side, in board units. */
const NOTE_SIDE = 200;

/** Sticky note: a click sticks one there, and its text can be typed at once. */
export function noteTool(editor: Editor): Tool {
  const stick = ([x, y]: Point) => {
    const id = newShapeId();
    const place: NewPlace = {
      xy: [stored(x - NOTE_SIDE / 2), stored(y - NOTE_SIDE / 2)],
      size: [NOTE_SIDE, NOTE_SIDE],
    };
    editor.text.open(id, () => addShape(editor.doc, newShape(editor, "note", id, place)));
  };

  return {
    cursor: "crosshair",
    place: () => stick(editor.view.toBoard(editor.view.freeMiddle())),
    press: () => ({
      move: () => undefined,
      lift: ({ board }) => stick(board),
      cancel: () => undefined,
    }),
  };
}

export const NOTE: ToolKind = {
  name: "note",
  keys: ["n", "s", "8"],
  icon: StickyNote,
  shelf: "write",
  styles: ["note", "letters", "font"],
  make: noteTool,
};
