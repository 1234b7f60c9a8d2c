/** Undo and redo as buttons. */
import { pickFrom, useStore } from "../../ui/store.ts";
import { words } from "../../words/words.ts";
import { CommandButton } from "./command-button.tsx";
import type { Panel, PanelProps } from "./panel.ts";
import "./islands.css";

/** Undo and redo of my own changes; on a phone also what the Delete key does elsewhere. */
function UndoPanel({ editor, compact }: PanelProps) {
  const hasSelection = useStore(pickFrom(editor.selection, (ids) => ids.length > 0));
  return (
    <fieldset className="island board-small" aria-label={words.history}>
      <CommandButton editor={editor} id="undo" />
      <CommandButton editor={editor} id="redo" />
      {compact && hasSelection ? <CommandButton editor={editor} id="delete" /> : null}
    </fieldset>
  );
}

export const UNDO: Panel = {
  name: "undo",
  place: "corner",
  isShown: ({ readOnly }) => !readOnly,
  Part: UndoPanel,
};
