/** Leads the focus back to the outline when something ends that was begun there: the text of a shape, a menu, a dialog. */
import type { Editor } from "../editor.ts";

/**
 * Calls `back` once the text or dialog that is open now has ended. The focus is on the board then, and
 * no pointer has led it there. Returns the function that stops waiting.
 */
export function whenOver(editor: Editor, region: HTMLElement, back: () => void): () => void {
  let byPointer = false;
  const point = () => {
    byPointer = true;
  };
  addEventListener("pointerdown", point, { capture: true });
  const stop = () => {
    removeEventListener("pointerdown", point, { capture: true });
    for (const one of stops) one();
  };
  const look = () => {
    if (editor.text.editing.get() !== null || editor.dialog.get() !== null) return;
    stop();
    // The board takes the focus first.
    setTimeout(() => {
      const { activeElement } = document;
      const isFree = activeElement === region || activeElement === document.body;
      if (!byPointer && isFree) back();
    });
  };
  const stops = [editor.text.editing.subscribe(look), editor.dialog.subscribe(look)];
  return stop;
}
