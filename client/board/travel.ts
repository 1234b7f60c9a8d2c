import { deleteShapes } from "../../shared/board/document.ts";
import { isNothing } from "../../shared/board/kinds.ts";
import type { Editor } from "./editor.ts";

/**
 * Takes one step of undo or redo. A text without a letter is only there while
 * it is edited. So a step that leaves one is followed by the next, which takes
 * the text away or brings its first word.
 */
export function travel(editor: Editor, step: () => void): void {
  const { scene, text, history } = editor;
  const touched = new Set<string>();
  const stop = scene.subscribe(({ added, changed }) => {
    for (const id of [...added, ...changed]) touched.add(id);
  });
  const emptied = () =>
    [...touched].filter((id) => {
      const shape = scene.get(id);
      return shape !== undefined && isNothing(shape) && text.editing.get() !== id;
    });
  step();
  if (emptied().length > 0) step();
  const left = emptied();
  if (left.length > 0) history.unrecorded(() => deleteShapes(editor.doc, left));
  stop();
}
