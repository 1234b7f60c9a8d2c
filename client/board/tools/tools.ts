import type { Editor } from "../editor.ts";
import { arrowTool } from "./arrow.ts";
import { eraserTool } from "./eraser.ts";
import { handTool } from "./hand.ts";
import { noteTool } from "./note.ts";
import { penTool } from "./pen.ts";
import { selectTool } from "./select/select.ts";
import { shapeTool } from "./shape.ts";
import { textTool } from "./text.ts";
import type { Tool, ToolName } from "./tool.ts";

/** Every tool, ready for one editor. A new one is a file beside these and a line here. */
export function allTools(editor: Editor): Readonly<Record<ToolName, Tool>> {
  return {
    select: selectTool(editor),
    hand: handTool(editor),
    rectangle: shapeTool(editor, "rectangle"),
    ellipse: shapeTool(editor, "ellipse"),
    arrow: arrowTool(editor),
    pen: penTool(editor),
    eraser: eraserTool(editor),
    text: textTool(editor),
    note: noteTool(editor),
  };
}
