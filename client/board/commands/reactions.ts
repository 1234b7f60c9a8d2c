/** The commands for reactions and votes. */
import { ArrowDownWideNarrow, SmilePlus } from "lucide-react";
import type { Point } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { selectionBox } from "../handles.ts";
import { unitsOf } from "../units.ts";
import type { Command } from "./command.ts";

/** Opens the picker below the selected shapes, within the view. */
function openPicker(editor: Editor): void {
  const box = selectionBox(editor.selection.shapes());
  if (box === null) return;
  const [x, y] = editor.view.toScreen([box.minX, box.maxY]);
  const { width, height } = editor.view.viewport.get();
  const at: Point = [Math.min(Math.max(0, x), width), Math.min(Math.max(0, y), height)];
  editor.dialog.set({ kind: "reactions", at });
}

export const REACTIONS: readonly Command[] = [
  {
    id: "react",
    group: "edit",
    // A capital letter on one selected shape with words is written into it: there the second chord opens the picker.
    keys: ["shift+e", "alt+e"],
    icon: SmilePlus,
    menu: "shapes",
    can: (editor) => editor.me.id !== "" && editor.selection.get().length > 0,
    run: openPicker,
  },
  {
    id: "sortByVotes",
    group: "arrange",
    icon: ArrowDownWideNarrow,
    menu: "shapes",
    rare: true,
    can: (editor) => unitsOf(editor).length > 1,
    run: async (editor) => (await import("../reactions.ts")).sortByVotes(editor),
  },
];
