/** The commands for which shape is above which. */
import { generateNKeysBetween } from "fractional-indexing";
import { BringToFront, SendToBack } from "lucide-react";
import { changeShape } from "../../../shared/board/document.ts";
import { compareOrder, orderKeysAbove } from "../../../shared/board/order.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";

/** Puts the selected shapes on top of all others, in the order they have. */
export function bringToFront(editor: Editor): void {
  const shapes = editor.selection.unlocked().sort(compareOrder);
  reorder(editor, shapes, orderKeysAbove(editor.scene.topZ(), shapes.length));
}

/** Puts the selected shapes below all others, in the order they have. */
export function sendToBack(editor: Editor): void {
  const shapes = editor.selection.unlocked().sort(compareOrder);
  const bottom = editor.scene.inOrder()[0]?.z;
  if (bottom !== undefined) reorder(editor, shapes, orderKeysBelow(bottom, shapes.length));
}

function reorder(editor: Editor, shapes: readonly Shape[], keys: readonly string[]): void {
  if (shapes.length === 0) return;
  editor.transact(() => {
    for (const [index, { id }] of shapes.entries()) {
      const z = keys[index];
      if (z !== undefined) changeShape(editor.doc, id, { z });
    }
  });
}

/** `count` indices below `bottom`; none where another client's index leaves no room below itself. */
function orderKeysBelow(bottom: string, count: number): string[] {
  try {
    return generateNKeysBetween(null, bottom, count);
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

const hasUnlocked = (editor: Editor): boolean => editor.selection.unlocked().length > 0;

export const ORDER: readonly Command[] = [
  {
    id: "bringToFront",
    group: "arrange",
    keys: ["]"],
    icon: BringToFront,
    menu: "shapes",
    can: hasUnlocked,
    run: bringToFront,
  },
  {
    id: "sendToBack",
    group: "arrange",
    keys: ["["],
    icon: SendToBack,
    menu: "shapes",
    can: hasUnlocked,
    run: sendToBack,
  },
];
