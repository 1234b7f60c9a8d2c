/** The commands that find words on the board and in the chat. */
import { TextSearch } from "lucide-react";
import type { Editor } from "../editor.ts";
import { openSearch, searchOf } from "../find/opened.ts";
import type { Command } from "./command.ts";

const isOpen = (editor: Editor): boolean => searchOf(editor).get() !== null;

export const FIND_COMMANDS: readonly Command[] = [
  {
    id: "find",
    group: "view",
    keys: ["mod+f"],
    icon: TextSearch,
    forViewers: true,
    menu: "board",
    run: openSearch,
  },
  {
    id: "findNext",
    group: "view",
    keys: ["F3"],
    forViewers: true,
    byKey: true,
    can: isOpen,
    run: (editor) => searchOf(editor).get()?.step?.(1),
  },
  {
    id: "findPrevious",
    group: "view",
    keys: ["shift+F3"],
    forViewers: true,
    byKey: true,
    can: isOpen,
    run: (editor) => searchOf(editor).get()?.step?.(-1),
  },
];
