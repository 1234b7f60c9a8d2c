/** The commands that put several shapes in line, at even gaps or in a grid, and those that mirror them. */
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  Columns3,
  FlipHorizontal2,
  FlipVertical2,
  LayoutGrid,
  type LucideIcon,
  Rows3,
} from "lucide-react";
import type { Editor } from "../editor.ts";
import { boxCenter } from "../geometry.ts";
import { selectionBox } from "../handles.ts";
import type { LAYOUTS } from "../layouts.ts";
import { writeMoved } from "../tools/select/transform.ts";
import { flippedShape } from "../tools/select/transformed.ts";
import { moveUnits, unitsOf } from "../units.ts";
import type { Command } from "./command.ts";

type LayoutName = keyof typeof LAYOUTS;

/** Arranges the selected shapes and groups: one step of undo. */
export async function arrange(editor: Editor, name: LayoutName): Promise<void> {
  const { LAYOUTS } = await import("../layouts.ts");
  const units = unitsOf(editor);
  const layout = LAYOUTS[name];
  moveUnits(editor, units, layout(units.map(({ box }) => box)));
}

/** Mirrors the selected shapes across the middle of their box. */
export function flip(editor: Editor, axis: "x" | "y"): void {
  const shapes = editor.selection.unlocked();
  const box = selectionBox(shapes);
  if (box === null) return;
  const at = boxCenter(box)[axis === "x" ? 0 : 1];
  writeMoved(
    editor,
    shapes.map((shape) => flippedShape(shape, axis, at)),
  );
}

function layout(id: LayoutName, icon: LucideIcon, least: number, key?: string): Command {
  return {
    id,
    group: "arrange",
    ...(key === undefined ? {} : { keys: [key] }),
    icon,
    menu: "shapes",
    submenu: id.startsWith("align") ? "align" : "distribute",
    can: (editor) => unitsOf(editor).length >= least,
    run: (editor) => arrange(editor, id),
  };
}

function mirror(id: "flipAcross" | "flipDown", axis: "x" | "y", key: string): Command {
  return {
    id,
    group: "arrange",
    keys: [key],
    icon: axis === "x" ? FlipHorizontal2 : FlipVertical2,
    menu: "shapes",
    submenu: "align",
    can: (editor) => editor.selection.unlocked().length > 0,
    run: (editor) => flip(editor, axis),
  };
}

export const ALIGN: readonly Command[] = [
  layout("alignLeft", AlignStartVertical, 2, "alt+a"),
  layout("alignCenter", AlignCenterVertical, 2, "alt+h"),
  layout("alignRight", AlignEndVertical, 2, "alt+d"),
  layout("alignTop", AlignStartHorizontal, 2, "alt+w"),
  layout("alignMiddle", AlignCenterHorizontal, 2, "alt+v"),
  layout("alignBottom", AlignEndHorizontal, 2, "alt+s"),
  layout("distributeAcross", AlignHorizontalSpaceAround, 3, "alt+shift+h"),
  layout("distributeDown", AlignVerticalSpaceAround, 3, "alt+shift+v"),
  layout("stackAcross", Columns3, 2),
  layout("stackDown", Rows3, 2),
  layout("tidy", LayoutGrid, 3, "alt+t"),
  mirror("flipAcross", "x", "shift+h"),
  mirror("flipDown", "y", "shift+v"),
];
