/** Copies the selection: at once, since an event of the clipboard does not wait. */
import { clippingOf } from "../../../shared/board/clipping.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import { removeShapes } from "../../../shared/board/subtree-edits.ts";
import { createStore } from "../../ui/store.ts";
import { filesWords } from "../../words/files-words.ts";
import { perEditor } from "../editor/per-editor.ts";
import type { Editor } from "../editor.ts";
import { type Copied, wordsOf } from "./flavors.ts";

/** The shapes that I have copied last, also when the clipboard has others by now. */
export const lastCopied = perEditor(() => createStore<Copied | null>(null));

/** Copies the selected shapes with all that lies in them; `null`: none are selected, or the user was told why not. */
export function copySelection(editor: Editor): Copied | null {
  return copied(editor, editor.selection.shapes());
}

/** A cut: what is copied, and the act that deletes it, once it is on the clipboard. */
export interface Cut {
  readonly copied: Copied;
  readonly remove: () => void;
}

/** Copies the selected shapes that are not locked, to delete them. Locked ones stay, and are not copied. */
export function cutSelection(editor: Editor): Cut | null {
  if (editor.readOnly.get()) return null;
  const shapes = editor.selection.unlocked();
  if (shapes.length === 0 && editor.selection.get().length > 0)
    editor.page.say(filesWords.clipboard.locked);
  const made = copied(editor, shapes);
  if (made === null) return null;
  const remove = () =>
    editor.transact(() => {
      removeShapes(
        editor.scene.relations,
        shapes.map(({ id }) => id),
      );
    });
  return { copied: made, remove };
}

function copied(editor: Editor, shapes: readonly Shape[]): Copied | null {
  if (shapes.length === 0) return null;
  const { relations } = editor.scene;
  const ids = shapes.map(({ id }) => id);
  const clipping = clippingOf(relations, ids, editor.room);
  if (clipping === null) {
    editor.page.say(filesWords.clipboard.tooMuchToCopy);
    return null;
  }
  const all = [...relations.tree.subtrees(ids)].flatMap((id) => editor.scene.get(id) ?? []);
  const images = new Set(all.flatMap((shape) => (shape.type === "image" ? [shape.asset] : [])));
  const made = { clipping, words: wordsOf(all), images: [...images] };
  lastCopied(editor).set(made);
  return made;
}
