/** Undo and redo as buttons. */
import { boardWords } from "../../words/board-words.ts";
import { CommandButton } from "./command-button.tsx";
import type { Panel, PanelProps } from "./panel.ts";
import "./islands.css";

/** Undo and redo of my own changes. */
function UndoPanel({ editor }: PanelProps) {
  return (
    <fieldset className="island board-small" aria-label={boardWords.history}>
      <CommandButton editor={editor} id="undo" />
      <CommandButton editor={editor} id="redo" />
    </fieldset>
  );
}

export const UNDO: Panel = {
  name: "undo",
  place: "corner",
  isShown: ({ readOnly }) => !readOnly,
  Part: UndoPanel,
};
