/** The import of a file as the page shows it: under way, or what has become of it. */
import { createStore, type Store } from "../../ui/store.ts";
import type { Change } from "../clipboard/foreign/values.ts";
import type { Editor } from "../editor.ts";

/** The part of an import that is under way. */
export type ImportPhase = "reading" | "images" | "writing";

/** An import that is under way. */
export interface Importing {
  readonly kind: "importing";
  readonly name: string;
  readonly phase: ImportPhase;
  /** 0 to 1. */
  readonly share: number;
  cancel(): void;
}

/** An import that is done, in which some things have become others. */
export interface Imported {
  readonly kind: "imported";
  readonly name: string;
  readonly changes: readonly (readonly [Change, number])[];
  /** The steps of undo right after it: with another number, its own is not the last one any more. */
  readonly depth: number;
}

const states = new WeakMap<Editor, Store<Importing | Imported | null>>();

/** The import at a board; `null`: there is none to tell of. */
export function importAt(editor: Editor): Store<Importing | Imported | null> {
  let state = states.get(editor);
  if (state === undefined) {
    state = createStore<Importing | Imported | null>(null);
    states.set(editor, state);
  }
  return state;
}
