/** Whether the outline of a board is open. This browser remembers it, so a user of a screen reader opens it once. */
import * as v from "valibot";
import { createStore } from "../../ui/store.ts";
import { perEditor } from "../editor/per-editor.ts";
import type { Editor } from "../editor.ts";

const KEY = "stoa.outline";

/** The outline at a board: open or not. */
export const outlineOf = perEditor((editor) => {
  const isOpen = createStore(editor.kept.read(KEY, v.boolean()) ?? false);
  isOpen.subscribe(() => editor.kept.write(KEY, isOpen.get()));
  return isOpen;
});

/** Counts the times that the user has asked for the outline: each gives it the focus. A page that opens with it does not. */
export const outlineAsked = perEditor(() => createStore(0));

/** Opens the outline, with the focus in it. */
export function goToOutline(editor: Editor): void {
  outlineAsked(editor).set(outlineAsked(editor).get() + 1);
  outlineOf(editor).set(true);
}

/** Opens the outline with the focus in it, or closes it. */
export function toggleOutline(editor: Editor): void {
  if (outlineOf(editor).get()) outlineOf(editor).set(false);
  else goToOutline(editor);
}
