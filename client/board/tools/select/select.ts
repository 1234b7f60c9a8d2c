import { MousePointer2 } from "lucide-react";
import type { BoxHandle } from "../../../../shared/board/kind.ts";
import { hasText, type Shape } from "../../../../shared/board/shape.ts";
import type { Editor } from "../../editor.ts";
import { boxContainsPoint } from "../../geometry.ts";
import { type Handle, handleAt, handlesOfSelection, selectionBox } from "../../handles.ts";
import { shapeAt } from "../../hit.ts";
import { startText } from "../text.ts";
import { type Drag, isDrag, type PointerInput, type Tool, type ToolKind } from "../tool.ts";
import { marqueeDrag } from "./marquee.ts";
import { moveDrag } from "./move.ts";
import { pointHandleDrag } from "./point-handle.ts";
import { resizeDrag } from "./resize.ts";

const CURSORS: Readonly<Record<BoxHandle, string>> = {
  nw: "nwse-resize",
  se: "nwse-resize",
  ne: "nesw-resize",
  sw: "nesw-resize",
  n: "ns-resize",
  s: "ns-resize",
  e: "ew-resize",
  w: "ew-resize",
};

function cursorOf(handle: Handle): string {
  return handle.isPoint ? "move" : CURSORS[handle.name];
}

/** Select: points at shapes, moves and resizes them, opens their text. */
export function selectTool(editor: Editor): Tool {
  const handleUnder = (input: PointerInput): Handle | null => {
    if (editor.readOnly.get()) return null;
    const shapes = editor.selection.unlocked();
    if (shapes.length === 0 || editor.editing.get() !== null) return null;
    const handles = handlesOfSelection(shapes, editor.camera.get());
    return handleAt(handles, input.screen, input.pointer === "touch" ? "touch" : "mouse");
  };

  const shapeUnder = (input: PointerInput): Shape | null =>
    shapeAt(editor.scene, input.board, editor.reach(input.pointer));

  /** The press is on nothing, but between the shapes of a larger selection. */
  const isInSelection = (input: PointerInput): boolean => {
    const shapes = editor.selection.unlocked();
    const box = shapes.length > 1 ? selectionBox(shapes) : null;
    return box !== null && boxContainsPoint(box, input.board);
  };

  return {
    cursor: "default",
    hover(input) {
      const handle = input === null ? null : handleUnder(input);
      const shape = input === null || handle !== null ? null : shapeUnder(input);
      const movable = shape !== null && !shape.locked && !editor.readOnly.get();
      editor.cursor.set(handle !== null ? cursorOf(handle) : movable ? "move" : null);
      editor.hover.set(shape?.id ?? null);
    },
    press(input) {
      if (input.clicks === 2) return doubleClick(editor, input, shapeUnder(input));
      const handle = handleUnder(input);
      if (handle !== null) return handleDrag(editor, input, handle);
      const shape = shapeUnder(input);
      if (shape !== null) return shapePress(editor, input, shape);
      if (isInSelection(input) && !input.shift) {
        const click = () => editor.selection.clear();
        return moveDrag(editor, input, { click, cancelled: () => undefined });
      }
      return marqueeDrag(editor, input);
    },
  };
}

function handleDrag(editor: Editor, input: PointerInput, handle: Handle): Drag | null {
  if (!handle.isPoint) return resizeDrag(editor, input, handle.name);
  const [shape] = editor.selection.unlocked();
  return shape === undefined ? null : pointHandleDrag(editor, input, shape, handle.name);
}

function shapePress(editor: Editor, input: PointerInput, shape: Shape): Drag {
  const { selection } = editor;
  const before = selection.get();
  const wasSelected = selection.has(shape.id);
  if (!wasSelected) selection.set(input.shift ? [...before, shape.id] : [shape.id]);
  return moveDrag(editor, input, {
    click() {
      if (!wasSelected) return;
      if (input.shift) selection.toggle(shape.id);
      else selection.set([shape.id]);
    },
    cancelled: () => selection.set(before),
  });
}

/** Opens the text under the pointer; on the empty board it begins one. A drag after all means what it always means. */
function doubleClick(editor: Editor, press: PointerInput, shape: Shape | null): Drag {
  const rest = shape === null ? marqueeDrag(editor, press) : shapePress(editor, press, shape);
  let dragged = false;
  return {
    move(input) {
      dragged ||= isDrag(press, input);
      rest.move(input);
    },
    lift(input) {
      rest.lift(input);
      if (dragged || editor.readOnly.get()) return;
      if (shape === null) startText(editor, press.board);
      else if (hasText(shape)) editor.edit(shape.id);
    },
    cancel: () => rest.cancel(),
  };
}

export const SELECT: ToolKind = {
  name: "select",
  keys: ["v", "1"],
  icon: MousePointer2,
  shelf: "look",
  forViewers: true,
  styles: [],
  make: selectTool,
};
