/** The library of shapes: loaded when it is first opened. */
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { libraryAt } from "../library/state.ts";
import type { Panel, PanelProps } from "./panel.ts";

const Shelf = lazyPart(async () => (await import("../library/shelf.tsx")).Shelf);

function Library({ editor, theme, compact }: PanelProps) {
  const isOpen = useStore(libraryAt(editor));
  return isOpen ? <Shelf editor={editor} theme={theme} compact={compact} /> : null;
}

export const LIBRARY: Panel = {
  name: "library",
  place: "over",
  isShown: ({ readOnly }) => !readOnly,
  Part: Library,
};
