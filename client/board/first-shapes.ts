import type { Editor } from "./editor.ts";
import { boxContains } from "./geometry.ts";
import { freeBox, showFirst } from "./view.ts";

/** The first shapes that come to an untouched board come into view, if they are not in it. */
export function showFirstShapes(editor: Editor): () => void {
  const stops: (() => void)[] = [];
  const stop = () => {
    for (const one of stops.splice(0)) one();
  };
  const look = () => {
    const bounds = editor.scene.bounds();
    const { width, height } = editor.view.viewport.get();
    if (bounds === null || width === 0 || height === 0) return;
    stop();
    if (!boxContains(freeBox(editor, editor.view.camera.get()), bounds)) showFirst(editor);
  };
  stops.push(
    editor.scene.subscribe(look),
    editor.view.viewport.subscribe(look),
    // Set by the page right after the board was opened: then it is known what is covered.
    editor.view.insets.subscribe(look),
    editor.view.camera.subscribe(stop),
    // A user who draws has touched the board: it stays where it is under their hand.
    editor.hand.tool.subscribe(stop),
    editor.text.editing.subscribe(stop),
  );
  return stop;
}
