/** The names of frames: how the writing of one begins and ends. */
import { changeShape } from "../../../shared/board/document.ts";
import type { FrameShape, Shape } from "../../../shared/board/shape.ts";
import { createStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { perEditor } from "../editor/per-editor.ts";
import type { Editor } from "../editor.ts";

/** The id of the frame whose name is being written; null: of none. */
export const namingOf = perEditor(() => createStore<string | null>(null));

/** The name of a frame as it is shown. */
export function shownName({ name }: Pick<FrameShape, "name">): string {
  return name.trim() === "" ? boardWords.shapes.frame : name;
}

export function isNamed(shape: Shape): shape is FrameShape {
  return shape.type === "frame";
}

/** Begins to write the name of a frame. */
export function nameFrame(editor: Editor, id: string): void {
  const shape = editor.scene.get(id);
  if (shape === undefined || !isNamed(shape) || shape.locked || editor.readOnly.get()) return;
  editor.text.end();
  editor.hand.hover.set(null);
  editor.selection.set([id]);
  namingOf(editor).set(id);
}

/** Ends that, and writes the name unless it is `null`. */
export function endNaming(editor: Editor, name: string | null): void {
  const id = namingOf(editor).get();
  if (id === null) return;
  namingOf(editor).set(null);
  const shape = editor.scene.get(id);
  if (name === null || shape === undefined || !isNamed(shape)) return;
  const written = name.replace(/\s+/gu, " ").trim();
  if (written !== shape.name) editor.transact(() => changeShape(editor.doc, id, { name: written }));
}
