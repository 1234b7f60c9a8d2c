/** The command that makes a connected neighbour of the selected shape. */
import { Workflow } from "lucide-react";
import type { Point } from "../../../shared/board/shape.ts";
import { partsOf } from "../../ui/chords.ts";
import { connectNeighbour, selectedToConnect } from "../connect/neighbour.ts";
import type { Command } from "./command.ts";

const DIRECTIONS: ReadonlyMap<string, Point> = new Map<string, Point>([
  ["ArrowRight", [1, 0]],
  ["ArrowDown", [0, 1]],
  ["ArrowLeft", [-1, 0]],
  ["ArrowUp", [0, -1]],
]);

export const CONNECT: readonly Command[] = [
  {
    id: "connect",
    group: "edit",
    keys: [...DIRECTIONS.keys()].map((key) => `mod+${key}`),
    icon: Workflow,
    menu: "shapes",
    can: (editor) => selectedToConnect(editor) !== null,
    run(editor, chord) {
      const shape = selectedToConnect(editor);
      const key = chord === undefined ? "" : partsOf(chord).key;
      if (shape !== null) connectNeighbour(editor, shape, DIRECTIONS.get(key) ?? [1, 0]);
    },
  },
];
