/** The commands that switch snapping on and off. */
import { Grid3x3, Magnet } from "lucide-react";
import type { Command } from "./command.ts";

export const SNAP: readonly Command[] = [
  {
    id: "snapToShapes",
    group: "arrange",
    icon: Magnet,
    menu: "board",
    isOn: ({ snapping }) => snapping.get().shapes,
    run: ({ snapping }) => snapping.set({ ...snapping.get(), shapes: !snapping.get().shapes }),
  },
  {
    id: "snapToGrid",
    group: "arrange",
    keys: ["mod+'"],
    icon: Grid3x3,
    menu: "board",
    isOn: ({ snapping }) => snapping.get().grid,
    run: ({ snapping }) => snapping.set({ ...snapping.get(), grid: !snapping.get().grid }),
  },
];
