import { MousePointer2 } from "lucide-react";
import { hasText, type Shape } from "../../../../shared/board/shape.ts";
import { takenByDoubleClick } from "../../dive.ts";
import type { Editor } from "../../editor.ts";
import { isFrame } from "../../frames/frame-selection.ts";
import { nameFrame } from "../../frames/name-frame.ts";
import { boxContainsPoint } from "../../geometry.ts";
import { selectionBox } from "../../handles.ts";
import { type Hit, hitAt, isInShape } from "../../hit.ts";
import { beginCrop } from "../../images/cropping.ts";
import { clickTakes, select } from "../../taking.ts";
import { letterAt } from "../../text/letter-at.ts";
import { startText } from "../text.ts";
import { type Drag, isDrag, type PointerInput, type Tool, type ToolKind } from "../tool.ts";
import { marqueeDrag } from "./marquee.ts";
import { moveDrag } from "./move.ts";

/** Select: points at shapes, moves them, opens their text. The handles of a selection are a part of the overlay. */
export function selectTool(editor: Editor): Tool {
  const under = (input: PointerInput): Hit | null =>
    hitAt(editor.scene, input.board, editor.view.reach(input.pointer));

  /** The press is in a selected shape, or between the shapes of a larger selection. */
  const isInSelection = ({ board }: PointerInput): boolean => {
    const shapes = editor.selection.unlocked();
    if (shapes.length === 1) return shapes.some((shape) => isInShape(shape, board));
    const box = selectionBox(shapes);
    return box !== null && boxContainsPoint(box, board);
  };

  /** Does a drag move the shape? Inside a hollow one that is not selected, it begins a marquee. */
  const isHeld = ({ shape, place }: Hit): boolean =>
    place === "on" || editor.selection.has(shape.id);

  return {
    cursor: "default",
    hover(input) {
      const hit = input === null ? null : under(input);
      const movable = hit !== null && isHeld(hit) && !hit.shape.locked && !editor.readOnly.get();
      editor.hand.cursor.set(movable ? "move" : null);
      editor.hand.hover.set(hit?.shape.id ?? null);
    },
    press(input) {
      if (input.clicks === 2) return doubleClick(editor, input, under(input));
      const hit = under(input);
      if (hit !== null && isHeld(hit)) return shapePress(editor, input, hit.shape);
      const inside = hit?.shape.id ?? null;
      if (isInSelection(input) && !input.shift) {
        const click = () => {
          if (inside === null) editor.selection.clear();
          else select(editor, clickTakes(editor, inside));
        };
        return moveDrag(editor, input, { click, cancelled: () => undefined });
      }
      return marqueeDrag(editor, input, inside);
    },
  };
}

/** A press on a shape. `opens`: may a click into its words go on with them? */
export function shapePress(editor: Editor, input: PointerInput, shape: Shape, opens = true): Drag {
  const { selection } = editor;
  const before = { ids: selection.get(), dive: selection.dive.get() };
  const wasSelected = selection.has(shape.id);
  const taken = clickTakes(editor, shape.id);
  if (!wasSelected) {
    const ids = input.shift ? [...new Set([...before.ids, ...taken.ids])] : taken.ids;
    select(editor, { ...taken, ids });
  }
  return moveDrag(editor, input, {
    click() {
      if (!wasSelected) return;
      if (input.shift) {
        selection.set(before.ids.filter((id) => !taken.ids.includes(id)));
        return;
      }
      select(editor, taken);
      // A click into the words of what is selected goes on with them, there.
      const isAlone = opens && before.ids.length === 1;
      if (isAlone && hasText(shape) && letterAt(shape, input.board) !== null) {
        editor.text.edit(shape.id, { caret: input.board });
      }
    },
    cancelled: () => select(editor, before),
  });
}

/**
 * Enters the group under the pointer, or opens the text there; on the empty board it begins one. A drag after all means
 * what it always means.
 */
function doubleClick(editor: Editor, press: PointerInput, hit: Hit | null): Drag {
  const shape = hit?.shape ?? null;
  const { groups } = editor.scene.relations;
  const deeper =
    shape === null ? null : takenByDoubleClick(groups, shape.id, editor.selection.dive.get());
  if (deeper !== null) select(editor, deeper);
  const rest =
    shape === null ? marqueeDrag(editor, press) : shapePress(editor, press, shape, deeper === null);
  let dragged = false;
  return {
    move(input) {
      dragged ||= isDrag(press, input);
      rest.move(input);
    },
    lift(input) {
      rest.lift(input);
      if (dragged || deeper !== null || editor.readOnly.get()) return;
      const isBoard = shape === null || (isFrame(shape) && hit?.place === "inside");
      if (isBoard) startText(editor, press.board);
      else if (isFrame(shape)) nameFrame(editor, shape.id);
      else if (shape.type === "image") beginCrop(editor);
      else if (hasText(shape)) editor.text.edit(shape.id, { caret: press.board });
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
