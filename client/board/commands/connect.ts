/** The command that makes a connected neighbour of the selected shape. */
import { Workflow } from "lucide-react";
import { isFollowable } from "../../../shared/board/bindings.ts";
import { outlineOf } from "../../../shared/board/outline.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { partsOf } from "../../ui/chords.ts";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";

const DIRECTIONS: ReadonlyMap<string, Point> = new Map<string, Point>([
  ["ArrowRight", [1, 0]],
  ["ArrowDown", [0, 1]],
  ["ArrowLeft", [-1, 0]],
  ["ArrowUp", [0, -1]],
]);

/** The one selected shape to which an arrow can be bound. */
function selectedToConnect(editor: Editor): Shape | null {
  const [shape, second] = editor.selection.shapes();
  if (shape === undefined || second !== undefined) return null;
  return isFollowable(shape.type) && outlineOf(shape).closed ? shape : null;
}

export const CONNECT: readonly Command[] = [
  {
    id: "connect",
    group: "edit",
    keys: [...DIRECTIONS.keys()].map((key) => `mod+${key}`),
    icon: Workflow,
    menu: "shapes",
    can: (editor) => selectedToConnect(editor) !== null,
    async run(editor, chord) {
      const { connectNeighbour } = await import("../connect/neighbour.ts");
      const shape = selectedToConnect(editor);
      const key = chord === undefined ? "" : partsOf(chord).key;
      if (shape !== null) connectNeighbour(editor, shape, DIRECTIONS.get(key) ?? [1, 0]);
    },
  },
];
