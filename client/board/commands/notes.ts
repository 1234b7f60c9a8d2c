/** The commands that make the neighbours of a note. */
import { PanelBottom, PanelRight } from "lucide-react";
import { openNeighbour, selectedNote } from "../note-keys.ts";
import type { Side } from "../notes.ts";
import type { Command } from "./command.ts";

function neighbour(id: "noteBelow" | "noteRight", side: Side, face: Partial<Command>): Command {
  return {
    ...face,
    id,
    group: "edit",
    menu: "shapes",
    rare: true,
    can: (editor) => selectedNote(editor) !== null,
    run(editor) {
      const note = selectedNote(editor);
      return note === null ? undefined : openNeighbour(editor, note.id, side);
    },
  };
}

export const NOTES: readonly Command[] = [
  neighbour("noteBelow", "below", { keys: ["mod+Enter"], icon: PanelBottom }),
  neighbour("noteRight", "right", { keys: ["mod+shift+Enter"], icon: PanelRight }),
];
