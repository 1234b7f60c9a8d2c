import { Hand } from "lucide-react";
import { panBy } from "../camera.ts";
import type { Editor } from "../editor.ts";
import type { Drag, PointerInput, Tool, ToolKind } from "./tool.ts";

/** Moves the board under the hand: the Hand tool, space and drag, the middle button. */
export function panDrag(editor: Editor, start: PointerInput): Drag {
  let last = start.screen;
  editor.hand.cursor.set("grabbing");
  const end = () => editor.hand.cursor.set(null);
  return {
    move({ screen }) {
      editor.view.camera.set(
        panBy(editor.view.camera.get(), screen[0] - last[0], screen[1] - last[1]),
      );
      last = screen;
    },
    lift: end,
    cancel: end,
  };
}

/** The Hand: looks around, changes nothing. */
export function handTool(editor: Editor): Tool {
  return { cursor: "grab", press: (input) => panDrag(editor, input) };
}

export const HAND: ToolKind = {
  name: "hand",
  keys: ["h"],
  icon: Hand,
  shelf: "look",
  inPhoneMenu: true,
  forViewers: true,
  styles: [],
  make: handTool,
};
