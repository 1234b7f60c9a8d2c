/** The command that opens and closes the outline of the board. */
import { ListTree } from "lucide-react";
import { outlineOf, toggleOutline } from "../outline/opened.ts";
import type { Command } from "./command.ts";

export const OUTLINE_COMMANDS: readonly Command[] = [
  {
    id: "outline",
    group: "view",
    keys: ["alt+o"],
    icon: ListTree,
    forViewers: true,
    menu: "board",
    isOn: (editor) => outlineOf(editor).get(),
    run: toggleOutline,
  },
];
