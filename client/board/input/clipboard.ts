/** The page's copy, cut and paste, as far as they are the board's. They ask for no permission. */
import { copySelection, cutSelection } from "../clipboard/copy.ts";
import { type Brought, type Copied, htmlOf, plainOf } from "../clipboard/flavors.ts";
import { addImages, pasteByCommand, pasteFrom } from "../commands/copy.ts";
import type { Editor } from "../editor.ts";
import type { Interaction } from "../interaction.ts";
import { isCovered, isTextField } from "./key-source.ts";

/** Listens to the page's clipboard. It is the board's wherever the board's keys are, and no text of the page is selected. */
export function listenToClipboard(
  region: HTMLElement,
  editor: Editor,
  interaction: Interaction,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  /** Was this paste asked for at the pointer? The event itself does not say. */
  let atPointer = false;

  const isMine = ({ target, defaultPrevented }: Event): boolean => {
    if (defaultPrevented || interaction.isDragging || editor.text.editing.get() !== null)
      return false;
    const focus = document.activeElement;
    const isField = [target, focus].some((one) => one instanceof Element && isTextField(one));
    return !isField && !isCovered(region);
  };
  const hasShapes = (event: Event): boolean =>
    isMine(event) && editor.selection.get().length > 0 && !isTextSelected();

  const hand = (event: ClipboardEvent, copied: Copied): void => {
    event.clipboardData?.setData("text/html", htmlOf(copied));
    event.clipboardData?.setData("text/plain", plainOf(copied));
    event.preventDefault();
    void addImages(editor, copied);
  };

  const onCopy = (event: ClipboardEvent) => {
    const copied = hasShapes(event) ? copySelection(editor) : null;
    if (copied !== null) hand(event, copied);
  };
  const onCut = (event: ClipboardEvent) => {
    const cut = hasShapes(event) ? cutSelection(editor) : null;
    if (cut === null) return;
    hand(event, cut.copied);
    cut.remove();
  };
  const onPaste = (event: ClipboardEvent) => {
    const data = event.clipboardData;
    if (data === null || editor.readOnly.get() || !isMine(event)) return;
    event.preventDefault();
    void pasteEvent(editor, broughtBy(data), atPointer);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.code === "KeyV" || event.key.toLowerCase() === "v") atPointer = event.shiftKey;
  };

  document.addEventListener("copy", onCopy, { signal });
  document.addEventListener("cut", onCut, { signal });
  document.addEventListener("paste", onPaste, { signal });
  window.addEventListener("keydown", onKey, { signal, capture: true });
  // Safari asks so whether there is anything to copy where no text is selected.
  for (const name of ["beforecopy", "beforecut"]) {
    document.addEventListener(name, (event) => hasShapes(event) && event.preventDefault(), {
      signal,
    });
  }
  document.addEventListener("beforepaste", (event) => isMine(event) && event.preventDefault(), {
    signal,
  });
  return () => listening.abort();
}

/** A paste as plain text may hand over nothing where there are no words: then the clipboard is read. */
async function pasteEvent(editor: Editor, brought: Brought, atPointer: boolean): Promise<void> {
  const isEmpty = brought.html === "" && brought.text === "" && brought.files.length === 0;
  if (isEmpty && atPointer) await pasteByCommand(editor, atPointer);
  else await pasteFrom(editor, brought, atPointer);
}

function broughtBy(data: DataTransfer): Brought {
  return {
    html: data.getData("text/html"),
    text: data.getData("text/plain"),
    files: [...data.files],
  };
}

/** Has the user selected text of the page, such as a message? */
function isTextSelected(): boolean {
  return document.getSelection()?.isCollapsed === false;
}
