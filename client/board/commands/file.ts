/** The commands that bring files in. */
import { FileUp, Shapes } from "lucide-react";
import { chooseDrawings } from "../files/add.ts";
import { libraryAt } from "../library/state.ts";
import type { Command } from "./command.ts";

export const FILES: readonly Command[] = [
  {
    id: "importFile",
    group: "files",
    icon: FileUp,
    menu: "board",
    run: (editor) => chooseDrawings(editor),
  },
  {
    id: "library",
    group: "files",
    icon: Shapes,
    menu: "board",
    isOn: (editor) => libraryAt(editor).get(),
    run: (editor) => libraryAt(editor).set(!libraryAt(editor).get()),
  },
];
