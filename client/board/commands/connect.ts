/** The command that makes a connected neighbour of the selected shape. */
import { Spline, Workflow } from "lucide-react";
import { isFollowable } from "../../../shared/board/bindings.ts";
import { outlineOf } from "../../../shared/board/outline.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import type { Chord } from "../../ui/chords.ts";
import { type ArrowEnd, connectable } from "../connect/connecting-store.ts";
import type { Editor } from "../editor.ts";
import type { Command, CommandId } from "./command.ts";
import { later } from "./later.ts";
import { wayOfKey, waysWith } from "./ways.ts";

/** The one selected shape to which an arrow can be bound. */
function selectedToConnect(editor: Editor): Shape | null {
  const [shape, second] = editor.selection.shapes();
  if (shape === undefined || second !== undefined) return null;
  return isFollowable(shape.type) && outlineOf(shape).closed ? shape : null;
}

/** Connects the selected shape, or an end of the selected arrow, to another shape. */
function connectTo(id: CommandId, key: Chord, end: ArrowEnd, face: Partial<Command>): Command {
  return {
    ...face,
    id,
    group: "edit",
    keys: [key],
    can: (editor) => connectable(editor).length > 0,
    async run(editor) {
      const part = await later(editor, import("../connect/connecting.ts"));
      part?.connectByKeys(editor, end);
    },
  };
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
  connectTo("connectTo", "alt+k", "end", { menu: "shapes", icon: Spline }),
  connectTo("connectFrom", "alt+shift+k", "start", { byKey: true }),
];
