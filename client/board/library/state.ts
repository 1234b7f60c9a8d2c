/** Whether the library of shapes is open at a board. */
import { createStore, type Store } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";

/** The type by which a thing is known that is dragged out of the library. */
export const ITEM_TYPE = "application/x-stoa-item";

const opened = new WeakMap<Editor, Store<boolean>>();

/** The library at a board: open or not. */
export function libraryAt(editor: Editor): Store<boolean> {
  let isOpen = opened.get(editor);
  if (isOpen === undefined) {
    isOpen = createStore(false);
    opened.set(editor, isOpen);
  }
  return isOpen;
}
