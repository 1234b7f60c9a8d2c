/** The zoom as buttons. */
import { pickFrom, useStore } from "../../ui/store.ts";
import { words } from "../../words/words.ts";
import type { Camera } from "../camera.ts";
import { zoomToFull } from "../view.ts";
import { CommandButton } from "./command-button.tsx";
import type { Panel, PanelProps } from "./panel.ts";

const percent = ({ zoom }: Camera): number => Math.round(zoom * 100);

/** The zoom in percent, and the ways to change it. */
function ZoomPanel({ editor }: PanelProps) {
  const zoom = useStore(pickFrom(editor.camera, percent));
  return (
    <fieldset className="island board-small" aria-label={words.zoom.label}>
      <CommandButton editor={editor} id="zoomOut" />
      <button
        type="button"
        className="board-percent"
        aria-label={words.zoom.reset(zoom)}
        onClick={() => zoomToFull(editor)}
      >
        {words.zoom.percent(zoom)}
      </button>
      <CommandButton editor={editor} id="zoomIn" />
      <CommandButton editor={editor} id="zoomToFit" />
    </fieldset>
  );
}

export const ZOOM: Panel = {
  name: "zoom",
  place: "corner",
  isShown: ({ compact }) => !compact,
  Part: ZoomPanel,
};
