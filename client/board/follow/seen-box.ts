/** The part of the board that I see, as others are told it. */
import { visibleBox } from "../camera.ts";
import type { Editor } from "../editor.ts";
import type { Box } from "../geometry.ts";
import { slideOf } from "../present/presenting.ts";
import { freeBox } from "../view.ts";

/** Returns it: what no island covers, or all of the window while I present. */
export function seenBox(editor: Editor): Box {
  const camera = editor.view.camera.get();
  if (slideOf(editor).get() === null) return freeBox(editor, camera);
  return visibleBox(camera, editor.view.viewport.get());
}
