/** The commands that switch snapping on and off. */
import { Grid3x3, Magnet } from "lucide-react";
import type { Editor } from "../editor.ts";
import { type Snapping, snappingOf } from "../snap/setting.ts";
import type { Command } from "./command.ts";

function toggle(editor: Editor, what: keyof Snapping): void {
  const snapping = snappingOf(editor);
  snapping.set({ ...snapping.get(), [what]: !snapping.get()[what] });
}

export const SNAP: readonly Command[] = [
  {
    id: "snapToShapes",
    group: "arrange",
    icon: Magnet,
    menu: "board",
    isOn: (editor) => snappingOf(editor).get().shapes,
    run: (editor) => toggle(editor, "shapes"),
  },
  {
    id: "snapToGrid",
    group: "arrange",
    keys: ["mod+'"],
    icon: Grid3x3,
    menu: "board",
    isOn: (editor) => snappingOf(editor).get().grid,
    run: (editor) => toggle(editor, "grid"),
  },
];
