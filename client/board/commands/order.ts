/** The commands for which shape is above which. */
import { BringToFront, MoveDown, MoveUp, SendToBack } from "lucide-react";
import { changeShape } from "../../../shared/board/document.ts";
import { keysForPile, movedInPile, type PileWay } from "../../../shared/board/reorder.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { selectionBox } from "../handles.ts";
import type { Command, CommandId } from "./command.ts";

/** Moves the selected shapes in the pile of the board, or of the frame in which they lie. */
export function reorder(editor: Editor, way: PileWay): void {
  const { scene } = editor;
  const { tree } = scene.relations;
  const moving = new Set(tree.topmost(editor.selection.unlocked().map(({ id }) => id)));
  const parents = new Set([...moving].map((id) => tree.parentOf(id)));
  const keys = [...parents].flatMap((parent) => {
    const pile = scene.inOrder().filter(({ id }) => tree.parentOf(id) === parent);
    const moved = movedInPile(pile, moving, way, overlap);
    return moved.every((shape, at) => shape === pile[at]) ? [] : [...keysForPile(moved, moving)];
  });
  if (keys.length === 0) return;
  editor.transact(() => {
    for (const [id, z] of keys) changeShape(editor.doc, id, { z });
  });
}

function overlap(one: Shape, other: Shape): boolean {
  const [a, b] = [selectionBox([one]), selectionBox([other])];
  if (a === null || b === null) return false;
  return a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY;
}

const hasUnlocked = (editor: Editor): boolean => editor.selection.unlocked().length > 0;

function command(id: CommandId, way: PileWay, key: string, icon: Command["icon"]): Command {
  return {
    id,
    group: "arrange",
    keys: [key],
    ...(icon === undefined ? {} : { icon }),
    menu: "shapes",
    submenu: "order",
    can: hasUnlocked,
    run: (editor) => reorder(editor, way),
  };
}

export const ORDER: readonly Command[] = [
  command("bringToFront", "front", "]", BringToFront),
  command("bringForward", "forward", "mod+]", MoveUp),
  command("sendBackward", "backward", "mod+[", MoveDown),
  command("sendToBack", "back", "[", SendToBack),
];
