/** The commands that bring files in. */
import { FileUp } from "lucide-react";
import { chooseDrawings } from "../files/add.ts";
import type { Command } from "./command.ts";

export const FILES: readonly Command[] = [
  {
    id: "importFile",
    group: "files",
    icon: FileUp,
    menu: "board",
    run: chooseDrawings,
  },
];
