/** The commands that change the selection. */
import { BoxSelect } from "lucide-react";
import { takenByDoubleClick, takenByEscape } from "../dive.ts";
import type { Editor } from "../editor.ts";
import { endCrop } from "../images/cropping.ts";
import { readingOrder } from "../reading-order.ts";
import { clickTakes, select } from "../taking.ts";
import { reveal } from "../view.ts";
import type { Command } from "./command.ts";

/** Selects all that may be changed. */
export function selectAll(editor: Editor): void {
  editor.take("select");
  const shapes = editor.scene.inOrder().filter(({ locked }) => !locked);
  editor.selection.set(shapes.map(({ id }) => id));
}

/** First the user leaves a group, then the selection goes, then the tool: the next Escape is the page's. */
function letGo(editor: Editor): void {
  if (endCrop(editor)) return;
  const higher = takenByEscape(editor.scene.relations.groups, editor.selection.dive.get());
  if (higher !== null) select(editor, higher);
  else if (editor.selection.get().length > 0) editor.selection.clear();
  else editor.take("select");
}

/** Selects the next shape or group in reading order, and brings it into view. In a group, the walk stays there. */
function walk(editor: Editor, direction: 1 | -1): void {
  const { relations } = editor.scene;
  const dive = editor.selection.dive.get();
  const selected = editor.selection.get().at(-1);
  const members = dive === null ? null : relations.groups.members(dive);
  const order = readingOrder(editor.scene.inOrder()).filter(
    ({ id }) => members === null || members.has(id),
  );
  const at = order.findIndex(({ id }) => id === selected);
  for (let steps = 1; steps <= order.length; steps++) {
    const next = order[(at + direction * steps + order.length * 2) % order.length];
    // The other shapes of a group that is selected as a whole are no step.
    if (next === undefined || (editor.selection.has(next.id) && next.id !== selected)) continue;
    const taken = clickTakes(editor, next.id);
    select(editor, taken);
    const box = editor.scene.bounds(taken.ids);
    if (box !== null) reveal(editor, box);
    return;
  }
}

/** Enters the group that is selected as a whole: its first shape in reading order is selected. */
export function enterGroup(editor: Editor): boolean {
  const [first] = readingOrder(editor.selection.shapes());
  if (first === undefined || editor.selection.get().length < 2) return false;
  const { groups } = editor.scene.relations;
  const whole = clickTakes(editor, first.id).ids;
  const deeper = takenByDoubleClick(groups, first.id, editor.selection.dive.get());
  if (deeper === null || !editor.selection.get().every((id) => whole.includes(id))) return false;
  select(editor, deeper);
  return true;
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
    can: (editor) => hasSelection(editor) || editor.hand.tool.get() !== "select",
    run: letGo,
  },
  {
    id: "toBar",
    group: "select",
    keys: ["alt+F10"],
    byKey: true,
    can: (editor) => editor.page.toBar !== null,
    run: (editor) => editor.page.toBar?.(),
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
