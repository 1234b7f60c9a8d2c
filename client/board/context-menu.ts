/** Opens the menu at the pointer, for what lies there. */
import type { Point } from "../../shared/board/shape.ts";
import type { Editor } from "./editor.ts";
import { boxContainsPoint } from "./geometry.ts";
import { selectionBox } from "./handles.ts";
import { shapeAt } from "./hit.ts";
import { clickTakes, select } from "./taking.ts";

/** Opens the menu there. The shape under it is selected, unless it is a part of the selection. */
export function openMenuAt(
  editor: Editor,
  screen: Point,
  pointer: "mouse" | "pen" | "touch",
): void {
  editor.text.end();
  if (editor.kindOf(editor.hand.tool.get()).shelf !== "look") editor.take("select");
  const { selection } = editor;
  const at = editor.view.toBoard(screen);
  const shape = shapeAt(editor.scene, at, editor.view.reach(pointer));
  if (shape === null) {
    const box = selectionBox(selection.shapes());
    if (box === null || !boxContainsPoint(box, at)) selection.clear();
  } else if (!selection.has(shape.id)) {
    select(editor, clickTakes(editor, shape.id));
  }
  editor.dialog.set({ kind: "menu", at: screen });
}

/** Opens the menu of the selection, or that of the board in its middle. */
export function openMenuHere(editor: Editor): void {
  editor.dialog.set({ kind: "menu", at: placeOfMenu(editor) });
}

/** The point of the screen at which a menu for the selection opens that was asked for by key. */
export function placeOfMenu(editor: Editor): Point {
  const box = selectionBox(editor.selection.shapes());
  const { width, height } = editor.view.viewport.get();
  const [x, y] =
    box === null ? editor.view.freeMiddle() : editor.view.toScreen([box.maxX, box.minY]);
  return [Math.min(Math.max(0, x), width), Math.min(Math.max(0, y), height)];
}
