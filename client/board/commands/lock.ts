/** The command that keeps a tool in the hand. */
import { Pin } from "lucide-react";
import type { Command } from "./command.ts";

export const LOCK: readonly Command[] = [
  {
    id: "toolLock",
    group: "tools",
    keys: ["q"],
    icon: Pin,
    menu: "board",
    isOn: ({ hand }) => hand.toolLock.get(),
    run: ({ hand }) => hand.toolLock.set(!hand.toolLock.get()),
  },
];
