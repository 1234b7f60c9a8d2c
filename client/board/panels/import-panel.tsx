/** The import of a drawing: loaded when there is one. */
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { importAt } from "../files/state.ts";
import type { Panel, PanelProps } from "./panel.ts";

const ImportNote = lazyPart(async () => (await import("../files/import-note.tsx")).ImportNote);

function Import({ editor }: PanelProps) {
  const state = useStore(importAt(editor));
  return state === null ? null : <ImportNote editor={editor} state={state} />;
}

export const IMPORT: Panel = {
  name: "import",
  place: "over",
  isShown: ({ readOnly }) => !readOnly,
  Part: Import,
};
