/** The button that leads back to the drawing. */
import { useMemo } from "react";
import { derived, useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { astray, showFirst, zoomToFit } from "../view.ts";
import type { Panel, PanelProps } from "./panel.ts";
import "./way-back.css";

/** A way back for a user who sees nothing of the drawing, or at first only a part. */
function WayBack({ editor }: PanelProps) {
  const astrayNow = useMemo(() => {
    const { camera, viewport, insets, firstPart } = editor.view;
    return derived([camera, viewport, insets, firstPart, editor.scene.changes], () =>
      astray(editor),
    );
  }, [editor]);
  const reason = useStore(astrayNow);
  if (reason === null) return null;
  return (
    <button
      type="button"
      className="island board-way-back"
      onClick={() => (reason === "lost" ? showFirst(editor) : zoomToFit(editor))}
    >
      {boardWords.wayBack[reason]}
    </button>
  );
}

export const WAY_BACK: Panel = { name: "way-back", place: "over", Part: WayBack };
