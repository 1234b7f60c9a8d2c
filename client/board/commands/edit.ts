/** The commands that write: undo and redo, delete, duplicate, and the text of a shape. */
import { Copy, Lock, MessageCircle, Redo2, Trash, Undo2 } from "lucide-react";
import { changeShape } from "../../../shared/board/document.ts";
import { hasText } from "../../../shared/board/shape.ts";
import { removeShapes } from "../../../shared/board/subtree-edits.ts";
import { duplicate } from "../duplicate.ts";
import type { Editor } from "../editor.ts";
import { nameFrame } from "../frames/name-frame.ts";
import { beginCrop, endCrop } from "../images/cropping.ts";
import type { Command } from "./command.ts";
import { enterGroup } from "./select.ts";

/** How far a duplicate lies from its original, in board units. */
const DUPLICATE_OFFSET = 16;

const hasSelection = (editor: Editor): boolean => editor.selection.get().length > 0;

/** Deletes the selected shapes; locked ones stay. */
export function deleteSelection(editor: Editor): void {
  const ids = editor.selection.unlocked().map(({ id }) => id);
  if (ids.length > 0) editor.transact(() => removeShapes(editor.scene.relations, ids));
}

/** Makes twins of the selected shapes beside them, and selects the twins. */
export function duplicateSelection(editor: Editor): void {
  duplicate(editor, editor.selection.shapes(), [DUPLICATE_OFFSET, DUPLICATE_OFFSET]);
}

const isLocked = (editor: Editor): boolean =>
  hasSelection(editor) && editor.selection.unlocked().length === 0;

/** Locks the selected shapes, or unlocks them when all are locked. */
export function lockSelection(editor: Editor): void {
  const locked = !isLocked(editor);
  editor.transact(() => {
    for (const { id } of editor.selection.shapes()) changeShape(editor.doc, id, { locked });
  });
}

/** Edits the selected text, or makes the tool's thing in the middle of the view; else it is time to talk. */
function enter(editor: Editor): void {
  if (enterGroup(editor)) return;
  const [selected, second] = editor.selection.shapes();
  if (selected !== undefined) {
    if (second !== undefined) return;
    if (selected.type === "image") endCrop(editor) || beginCrop(editor);
    else if (hasText(selected)) editor.text.edit(selected.id);
    else nameFrame(editor, selected.id);
    return;
  }
  const place = editor.readOnly.get() ? null : editor.hand.placeInMiddle();
  if (place !== null) place();
  else editor.page.talk?.();
}

export const EDIT: readonly Command[] = [
  {
    id: "undo",
    group: "edit",
    keys: ["mod+z"],
    icon: Undo2,
    menu: "board",
    can: (editor) => editor.history.depth.get().undo > 0,
    run: (editor) => editor.undo(),
  },
  {
    id: "redo",
    group: "edit",
    keys: ["mod+shift+z", "mod+y"],
    icon: Redo2,
    menu: "board",
    can: (editor) => editor.history.depth.get().redo > 0,
    run: (editor) => editor.redo(),
  },
  {
    id: "duplicate",
    group: "edit",
    keys: ["mod+d"],
    icon: Copy,
    menu: "shapes",
    can: hasSelection,
    run: duplicateSelection,
  },
  {
    id: "delete",
    group: "edit",
    keys: ["Delete", "Backspace"],
    icon: Trash,
    menu: "shapes",
    can: hasSelection,
    run: deleteSelection,
  },
  {
    id: "lock",
    group: "edit",
    keys: ["mod+shift+l"],
    icon: Lock,
    menu: "shapes",
    can: hasSelection,
    isOn: isLocked,
    run: lockSelection,
  },
  {
    id: "talk",
    group: "help",
    icon: MessageCircle,
    forViewers: true,
    can: (editor) => editor.page.talk !== null,
    run: (editor) => editor.page.talk?.(),
  },
  {
    id: "enter",
    group: "edit",
    keys: ["Enter"],
    forViewers: true,
    byKey: true,
    can: (editor) =>
      hasSelection(editor) ||
      editor.page.talk !== null ||
      (!editor.readOnly.get() && editor.hand.placeInMiddle() !== null),
    run: enter,
  },
];
