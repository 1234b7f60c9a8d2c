/** The comment tool: a click begins a thread, which the page around the board keeps. */
import { MessageSquarePlus } from "lucide-react";
import type { Point } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { isDrag, type Tool, type ToolKind } from "./tool.ts";

/** Comment: a click on a point or a shape begins a thread there. */
export function commentTool(editor: Editor): Tool {
  const begin = (at: Point) => editor.commenting.get()?.(at);
  return {
    cursor: "crosshair",
    place: () => begin(editor.view.toBoard(editor.view.freeMiddle())),
    press(press) {
      return {
        move: () => undefined,
        lift(input) {
          if (press.pointer === "touch" && isDrag(press, input)) return;
          editor.take("select");
          begin(input.board);
        },
        cancel: () => undefined,
      };
    },
  };
}

export const COMMENT: ToolKind = {
  name: "comment",
  keys: ["c"],
  icon: MessageSquarePlus,
  shelf: "write",
  inPhoneMenu: true,
  forViewers: true,
  isOffered: (editor) => editor.commenting.get() !== null,
  styles: [],
  make: commentTool,
};
