/** Selects what the hand takes: shapes, with all that is grouped with them where the user works. */
import { batch } from "../ui/store.ts";
import { type Taken, takenByBox, takenByClick } from "./dive.ts";
import type { Editor } from "./editor.ts";

/** Returns what a click on a shape takes. */
export function clickTakes(editor: Editor, id: string): Taken {
  return takenByClick(editor.scene.relations.groups, id, editor.selection.dive.get());
}

/** Returns the shapes that a box around some takes. */
export function boxTakes(editor: Editor, ids: Iterable<string>): string[] {
  const taken = takenByBox(editor.scene.relations, ids, editor.selection.dive.get());
  return taken.filter((id) => editor.scene.has(id));
}

/** Selects what was taken. */
export function select(editor: Editor, { ids, dive }: Taken): void {
  batch(() => {
    editor.selection.dive.set(dive);
    editor.selection.set(ids.filter((id) => editor.scene.has(id)));
  });
}
