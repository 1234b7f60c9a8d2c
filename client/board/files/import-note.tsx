/** An import as the user sees it: how far it is, and then what has become another thing. */
import { useEffect, useRef } from "react";
import { useStore } from "../../ui/store.ts";
import { filesWords } from "../../words/files-words.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";
import { type Imported, type Importing, importAt } from "./state.ts";
import "../panels/dialog.css";
import "./import-note.css";

interface ImportNoteProps {
  editor: Editor;
  state: Importing | Imported;
}

/** Progress over the board, which waits so long; or the summary above it. */
export function ImportNote({ editor, state }: ImportNoteProps) {
  return state.kind === "importing" ? (
    <Progress state={state} />
  ) : (
    <Summary editor={editor} state={state} />
  );
}

function Progress({ state: { name, phase, share, cancel } }: { state: Importing }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const sentence = filesWords.files.phases[phase](name);
  const isWriting = phase === "writing";
  return (
    <dialog
      ref={ref}
      className="board-dialog board-import"
      aria-label={filesWords.files.label}
      onCancel={(event) => {
        event.preventDefault();
        if (!isWriting) cancel();
      }}
    >
      <p aria-live="polite">{sentence}</p>
      <progress max={1} value={share} aria-label={sentence} />
      <button type="button" className="quiet" disabled={isWriting} onClick={cancel}>
        {filesWords.files.cancel}
      </button>
    </dialog>
  );
}

function Summary({ editor, state: { name, changes, depth } }: { editor: Editor; state: Imported }) {
  const { undo } = useStore(editor.history.depth);
  const close = () => importAt(editor).set(null);
  const takeBack = () => {
    close();
    editor.undo();
  };
  return (
    <section
      className="island board-import-summary"
      aria-label={filesWords.files.label}
      aria-live="polite"
    >
      <p>{filesWords.files.imported(name)}</p>
      <ul>
        {changes.map(([change, count]) => (
          <li key={change}>{filesWords.files.changes[change](count)}</li>
        ))}
      </ul>
      <div className="board-import-actions">
        <button type="button" className="primary" onClick={close}>
          {words.notes.close}
        </button>
        {undo === depth ? (
          <button type="button" className="quiet" onClick={takeBack}>
            {filesWords.files.undo}
          </button>
        ) : null}
      </div>
    </section>
  );
}
