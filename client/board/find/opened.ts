/** Whether the search of a board is open, and what its keys ask of it. */
import { createStore, type Store } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";

/** The search that is open. */
export interface Opened {
  /** Counts the times that it was asked for: each gives its field the focus. */
  readonly asked: number;
  /** Shows the next hit or the one before; null until the search is there. */
  step: ((direction: 1 | -1) => void) | null;
}

const known = new WeakMap<Editor, Store<Opened | null>>();

/** The search of a board; null: it is closed. */
export function searchOf(editor: Editor): Store<Opened | null> {
  const opened = known.get(editor) ?? createStore<Opened | null>(null);
  known.set(editor, opened);
  return opened;
}

/** Opens the search, or goes back to its field. */
export function openSearch(editor: Editor): void {
  const store = searchOf(editor);
  const before = store.get();
  editor.text.end();
  store.set({ asked: (before?.asked ?? 0) + 1, step: before?.step ?? null });
}
