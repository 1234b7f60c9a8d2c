/** The commands that lead to all others: the palette, the list of keys, and the menu at the pointer. */
import { Keyboard, Search } from "lucide-react";
import { openMenuHere } from "../context-menu.ts";
import type { Command } from "./command.ts";

export const HELP: readonly Command[] = [
  {
    id: "palette",
    group: "help",
    keys: ["mod+k", "mod+/"],
    icon: Search,
    forViewers: true,
    menu: "board",
    run: (editor) => editor.dialog.set({ kind: "palette" }),
  },
  {
    id: "shortcuts",
    group: "help",
    keys: ["?"],
    icon: Keyboard,
    forViewers: true,
    menu: "board",
    run: (editor) => editor.dialog.set({ kind: "shortcuts" }),
  },
  {
    id: "menu",
    group: "help",
    keys: ["shift+F10", "ContextMenu"],
    forViewers: true,
    byKey: true,
    run: openMenuHere,
  },
];
