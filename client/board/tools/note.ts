import { StickyNote } from "lucide-react";
import { addShape } from "../../../shared/board/document.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { stored } from "../draft.ts";
import type { Editor } from "../editor.ts";
import { madeByMe, newShapeId } from "../new-shape.ts";
import type { Tool, ToolKind } from "./tool.ts";

/** A new note's side, in board units. */
const NOTE_SIDE = 200;

/** Sticky note: a click sticks one there, and its text can be typed at once. */
export function noteTool(editor: Editor): Tool {
  const stick = ([x, y]: Point) => {
    const { note, letters, font } = editor.style.get();
    const id = newShapeId();
    editor.open(id, () =>
      addShape(editor.doc, {
        id,
        type: "note",
        xy: [stored(x - NOTE_SIDE / 2), stored(y - NOTE_SIDE / 2)],
        size: [NOTE_SIDE, NOTE_SIDE],
        stroke: note,
        width: letters,
        font,
        align: "start",
        text: "",
        ...madeByMe(editor),
      }),
    );
  };

  return {
    cursor: "crosshair",
    place: () => stick(editor.toBoard(editor.freeMiddle())),
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
