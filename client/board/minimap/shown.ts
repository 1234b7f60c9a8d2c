/** Whether the minimap of a board is shown. This browser remembers it. */
import * as v from "valibot";
import { createStore } from "../../ui/store.ts";
import { perEditor } from "../editor/per-editor.ts";
import type { Editor } from "../editor.ts";

const KEY = "stoa.minimap";

/** Is the minimap shown? Not at first. */
export const minimapOf = perEditor(({ kept }) => createStore(kept.read(KEY, v.boolean()) ?? false));

/** Shows or hides it. */
export function toggleMinimap(editor: Editor): void {
  const shown = minimapOf(editor);
  shown.set(!shown.get());
  editor.kept.write(KEY, shown.get());
}
