import { Redo2, Trash, Undo2 } from "lucide-react";
import { IconButton } from "../../ui/icon-button.tsx";
import { pickFrom, useStore } from "../../ui/store.ts";
import { deleteSelection } from "../commands.ts";
import type { Editor } from "../editor.ts";

/** Undo and redo of my own changes; on a phone also what the Delete key does elsewhere. */
export function UndoPanel({ editor, compact }: { editor: Editor; compact: boolean }) {
  const { undo, redo } = useStore(editor.history.depth);
  const hasSelection = useStore(pickFrom(editor.selection, (ids) => ids.length > 0));
  return (
    <fieldset className="island board-small" aria-label="History">
      <IconButton
        label="Undo"
        icon={Undo2}
        shortcut="Ctrl+Z"
        disabled={undo === 0}
        onClick={() => editor.undo()}
      />
      <IconButton
        label="Redo"
        icon={Redo2}
        shortcut="Ctrl+Shift+Z"
        disabled={redo === 0}
        onClick={() => editor.redo()}
      />
      {compact && hasSelection ? (
        <IconButton label="Delete" icon={Trash} onClick={() => deleteSelection(editor)} />
      ) : null}
    </fieldset>
  );
}
