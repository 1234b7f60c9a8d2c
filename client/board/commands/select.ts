/** The commands that change the selection. */
import { BoxSelect } from "lucide-react";
import type { Editor } from "../editor.ts";
import { readingOrder } from "../reading-order.ts";
import { reveal } from "../view.ts";
import type { Command } from "./command.ts";

/** Selects all that may be changed. */
export function selectAll(editor: Editor): void {
  editor.take("select");
  const shapes = editor.scene.inOrder().filter(({ locked }) => !locked);
  editor.selection.set(shapes.map(({ id }) => id));
}

/** First the selection goes, then the tool: the next Escape is the page's. */
function letGo(editor: Editor): void {
  if (editor.selection.get().length > 0) editor.selection.clear();
  else editor.take("select");
}

/** Selects the next shape in reading order, and brings it into view. */
function walk(editor: Editor, direction: 1 | -1): void {
  const selected = editor.selection.get().at(-1);
  const order = readingOrder(editor.scene.inOrder());
  const at = order.findIndex(({ id }) => id === selected);
  const next = order[(at + direction + order.length) % order.length];
  if (next === undefined) return;
  editor.selection.set([next.id]);
  const box = editor.scene.bounds([next.id]);
  if (box !== null) reveal(editor, box);
}

/** Tab is the browser's while nothing is selected. */
const hasSelection = (editor: Editor): boolean => editor.selection.get().length > 0;

export const SELECT: readonly Command[] = [
  {
    id: "selectAll",
    group: "select",
    keys: ["mod+a"],
    icon: BoxSelect,
    forViewers: true,
    menu: "board",
    run: selectAll,
  },
  {
    id: "letGo",
    group: "select",
    keys: ["Escape"],
    forViewers: true,
    byKey: true,
    can: (editor) => hasSelection(editor) || editor.tool.get() !== "select",
    run: letGo,
  },
  {
    id: "nextShape",
    group: "select",
    keys: ["Tab"],
    forViewers: true,
    byKey: true,
    can: hasSelection,
    run: (editor) => walk(editor, 1),
  },
  {
    id: "previousShape",
    group: "select",
    keys: ["shift+Tab"],
    forViewers: true,
    byKey: true,
    can: hasSelection,
    run: (editor) => walk(editor, -1),
  },
];
