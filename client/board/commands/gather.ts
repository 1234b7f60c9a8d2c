/** The command that brings everybody to one place. */
import { Megaphone } from "lucide-react";
import { followOf } from "../follow/follow.ts";
import type { Command } from "./command.ts";

export const GATHER: readonly Command[] = [
  {
    id: "gather",
    group: "share",
    icon: Megaphone,
    menu: "board",
    can: (editor) => followOf(editor).get() !== null,
    run: (editor) => followOf(editor).get()?.gather(),
  },
];
