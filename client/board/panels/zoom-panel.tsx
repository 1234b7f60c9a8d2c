/** The zoom as buttons. */
import { useMemo } from "react";
import { paced, pickFrom, useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import type { Camera } from "../camera.ts";
import { minimapOf } from "../minimap/shown.ts";
import { zoomToFull } from "../view.ts";
import { CommandButton } from "./command-button.tsx";
import type { Panel, PanelProps } from "./panel.ts";
import "./islands.css";

const percent = ({ zoom }: Camera): number => Math.round(zoom * 100);

/** Milliseconds between two figures while the zoom changes: one in each frame cannot be read, and costs a layout. */
const CALM_MS = 100;

/** The zoom in percent, and the ways to change it. */
function ZoomPanel({ editor }: PanelProps) {
  const shown = useMemo(() => paced(pickFrom(editor.view.camera, percent), CALM_MS), [editor]);
  const zoom = useStore(shown);
  const hasMap = useStore(minimapOf(editor));
  return (
    <fieldset className="island board-small" aria-label={boardWords.zoom.label}>
      <CommandButton editor={editor} id="zoomOut" />
      <button
        type="button"
        className="board-percent"
        aria-label={boardWords.zoom.reset(zoom)}
        onClick={() => zoomToFull(editor)}
      >
        {boardWords.zoom.percent(zoom)}
      </button>
      <CommandButton editor={editor} id="zoomIn" />
      <CommandButton editor={editor} id="zoomToFit" />
      <span className="board-minimap-toggle">
        <CommandButton editor={editor} id="minimap" pressed={hasMap} />
      </span>
    </fieldset>
  );
}

export const ZOOM: Panel = {
  name: "zoom",
  place: "corner",
  isShown: ({ compact }) => !compact,
  Part: ZoomPanel,
};
