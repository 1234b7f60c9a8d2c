/** The dialogs of the board: they cover it, and close as dialogs do. */
import { type MouseEvent, type RefObject, useEffect, useRef } from "react";
import type { Editor } from "../editor.ts";

export interface DialogProps {
  readonly ref: RefObject<HTMLDialogElement | null>;
  onClose(): void;
  onClick(event: MouseEvent<HTMLDialogElement>): void;
}

/** The attributes of a dialog that is open as long as it is there. Escape and a press beside it close it. */
export function useDialog(editor: Editor): DialogProps {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return {
    ref,
    onClose: () => editor.dialog.set(null),
    onClick: (event) => {
      if (event.target === event.currentTarget) editor.dialog.set(null);
    },
  };
}
