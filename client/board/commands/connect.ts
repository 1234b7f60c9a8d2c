/** The command that makes a connected neighbour of the selected shape. */
import { Workflow } from "lucide-react";
import { isFollowable } from "../../../shared/board/bindings.ts";
import { outlineOf } from "../../../shared/board/outline.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";
import { wayOfKey, waysWith } from "./ways.ts";

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
    keys: waysWith("mod"),
    icon: Workflow,
    menu: "shapes",
    can: (editor) => selectedToConnect(editor) !== null,
    async run(editor, chord) {
      const { connectNeighbour } = await import("../connect/neighbour.ts");
      const shape = selectedToConnect(editor);
      if (shape !== null) connectNeighbour(editor, shape, wayOfKey(chord));
    },
  },
];
