/** The commands for frames. */
import { Frame, PencilLine, Ungroup } from "lucide-react";
import type { Editor } from "../editor.ts";
import { frameSelection, isFrame, unframeSelection } from "../frames/frame-selection.ts";
import { nameFrame } from "../frames/name-frame.ts";
import type { Command } from "./command.ts";

const hasFrame = (editor: Editor): boolean => editor.selection.unlocked().some(isFrame);

/** The only selected shape, if it is a frame. */
function onlyFrame({ selection }: Editor): string | null {
  const [only, second] = selection.unlocked();
  return only !== undefined && second === undefined && isFrame(only) ? only.id : null;
}

export const FRAMES: readonly Command[] = [
  {
    id: "frameSelection",
    group: "arrange",
    icon: Frame,
    menu: "shapes",
    can: (editor) => editor.selection.unlocked().length > 0,
    run: (editor) => void frameSelection(editor),
  },
  {
    id: "nameFrame",
    group: "edit",
    icon: PencilLine,
    menu: "shapes",
    can: (editor) => onlyFrame(editor) !== null,
    run(editor) {
      const id = onlyFrame(editor);
      if (id !== null) nameFrame(editor, id);
    },
  },
  {
    id: "unframe",
    group: "arrange",
    icon: Ungroup,
    menu: "shapes",
    can: hasFrame,
    run: unframeSelection,
  },
];
