/** The light on the shape or place to which a link or a search has led. */
import { createStore, type Store } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import type { Box } from "../geometry.ts";

/** Milliseconds for which something is lit that a link leads to. */
export const LIT_MS = 2_600;

export interface Lit {
  /** A shape, wherever it goes. */
  readonly id?: string;
  /** A part of the board, where no shape is meant. */
  readonly box?: Box;
  /** When it began, by `performance.now()`; null: it stays lit. */
  readonly since: number | null;
}

const known = new WeakMap<Editor, Store<Lit | null>>();

/** The thing that is lit on a board. */
export function litOf(editor: Editor): Store<Lit | null> {
  const lit = known.get(editor) ?? createStore<Lit | null>(null);
  known.set(editor, lit);
  return lit;
}

/** Lights a shape for a moment. */
export function light(editor: Editor, id: string): void {
  litOf(editor).set({ id, since: performance.now() });
}
