/** The place of the search on the board. It is loaded when it is first opened. */
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { searchOf } from "../find/opened.ts";
import type { Panel, PanelProps } from "./panel.ts";

const FindPanel = lazyPart(async () => (await import("../find/find-panel.tsx")).FindPanel);

function Find({ editor }: PanelProps) {
  const opened = useStore(searchOf(editor));
  return opened === null ? null : <FindPanel editor={editor} opened={opened} />;
}

export const FIND: Panel = { name: "find", place: "over", Part: Find };
