/** The commands that change the selection. */
import { BoxSelect } from "lucide-react";
import type { Point } from "../../../shared/board/shape.ts";
import { takenByDoubleClick, takenByEscape } from "../dive.ts";
import type { Editor } from "../editor.ts";
import { centerOf } from "../geometry.ts";
import { endCrop } from "../images/cropping.ts";
import { readingOrder } from "../reading-order.ts";
import { clickTakes, select } from "../taking.ts";
import { reveal } from "../view.ts";
import { endWalk, nearestTo, nextTaken, walkOrder } from "../walk.ts";
import type { Command } from "./command.ts";
import { wayOfKey, waysWith } from "./ways.ts";

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
  else if (editor.selection.get().length > 0) {
    editor.selection.clear();
    endWalk(editor, true);
  } else editor.take("select");
}

/** Selects the next shape or group of the walk, and brings it into view. */
function walk(editor: Editor, direction: 1 | -1): void {
  const next = nextTaken(editor, direction);
  if (next === null) return;
  select(editor, next);
  const box = editor.scene.bounds(next.ids);
  if (box !== null) reveal(editor, box);
}

/** Adds the shape or group that is nearest in a direction to the selection. */
function selectAlso(editor: Editor, way: Point): void {
  const last = editor.selection.shapes().at(-1);
  if (last === undefined) return;
  const others = walkOrder(editor).filter(({ id, locked }) => !locked && !editor.selection.has(id));
  const nearest = nearestTo(editor, centerOf(last.xy, last.size), way, others);
  if (nearest === null) return;
  const { ids, dive } = clickTakes(editor, nearest.id);
  select(editor, { ids: [...editor.selection.get(), ...ids], dive });
  const box = editor.scene.bounds(ids);
  if (box !== null) reveal(editor, box);
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
    // Behind the last shape, Tab is the browser's and leaves the board.
    can: (editor) => nextTaken(editor, 1) !== null,
    run: (editor) => walk(editor, 1),
  },
  {
    id: "previousShape",
    group: "select",
    keys: ["shift+Tab"],
    forViewers: true,
    byKey: true,
    can: (editor) => nextTaken(editor, -1) !== null,
    run: (editor) => walk(editor, -1),
  },
  {
    id: "selectAlso",
    group: "select",
    keys: waysWith("mod+shift"),
    forViewers: true,
    byKey: true,
    can: hasSelection,
    run: (editor, chord) => selectAlso(editor, wayOfKey(chord)),
  },
];
