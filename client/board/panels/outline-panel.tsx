/** The outline of the board, and the button that leads to it, which only those see who come by key. The outline is loaded late. */
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import type { Editor } from "../editor.ts";
import { goToOutline, outlineOf } from "../outline/opened.ts";
import type { Panel, PanelProps } from "./panel.ts";
import "./outline-panel.css";

const Outline = lazyPart(async () => (await import("../outline/outline.tsx")).Outline);

function OutlinePart({ editor, compact }: PanelProps) {
  const isOpen = useStore(outlineOf(editor));
  return isOpen ? <Outline editor={editor} compact={compact} /> : null;
}

/** A button before the board: it leads past all its others. */
export function SkipToOutline({ editor }: { editor: Editor }) {
  return (
    <button
      type="button"
      className="visually-hidden island board-skip"
      onClick={() => goToOutline(editor)}
    >
      {boardWords.board.skip}
    </button>
  );
}

export const OUTLINE: Panel = { name: "outline", place: "over", Part: OutlinePart };
