import {
  Circle,
  Eraser,
  Hand,
  type LucideIcon,
  MousePointer2,
  MoveUpRight,
  Pencil,
  Square,
  StickyNote,
  Type,
} from "lucide-react";
import type { ToolName } from "../tools/tool.ts";

/** How a tool stands in the toolbar. */
export interface ToolButton {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly shortcut: string;
}

/** The face of each tool. */
export const TOOL_BUTTONS: Readonly<Record<ToolName, ToolButton>> = {
  select: { label: "Select", icon: MousePointer2, shortcut: "V" },
  hand: { label: "Hand", icon: Hand, shortcut: "H" },
  rectangle: { label: "Rectangle", icon: Square, shortcut: "R" },
  ellipse: { label: "Ellipse", icon: Circle, shortcut: "O" },
  arrow: { label: "Arrow", icon: MoveUpRight, shortcut: "A" },
  pen: { label: "Pen", icon: Pencil, shortcut: "D" },
  eraser: { label: "Eraser", icon: Eraser, shortcut: "E" },
  text: { label: "Text", icon: Type, shortcut: "T" },
  note: { label: "Sticky note", icon: StickyNote, shortcut: "N" },
};

/** The toolbar's groups, with a line between them. */
export const GROUPS: readonly (readonly ToolName[])[] = [
  ["select", "hand"],
  ["rectangle", "ellipse", "arrow", "pen", "eraser"],
  ["text", "note"],
];

/** The tools that look and change nothing. */
export const LOOKING: readonly ToolName[] = ["select", "hand"];

/**
 * Eight fingers' widths fit on a phone: seven tools, and a menu with the rest.
 * There two fingers do what the Hand does.
 */
export const ON_PHONES: readonly ToolName[] = [
  "select",
  "rectangle",
  "arrow",
  "pen",
  "eraser",
  "text",
  "note",
];
export const IN_MENU: readonly ToolName[] = ["hand", "ellipse"];
