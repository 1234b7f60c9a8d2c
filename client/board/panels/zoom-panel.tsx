import { Minus, Plus, Scan } from "lucide-react";
import { IconButton } from "../../ui/icon-button.tsx";
import { pickFrom, useStore } from "../../ui/store.ts";
import type { Camera } from "../camera.ts";
import type { Editor } from "../editor.ts";
import { zoomStep, zoomToFit, zoomToFull } from "../view.ts";

const percent = ({ zoom }: Camera): number => Math.round(zoom * 100);

/** The zoom in percent, and the ways to change it. */
export function ZoomPanel({ editor }: { editor: Editor }) {
  const zoom = useStore(pickFrom(editor.camera, percent));
  return (
    <fieldset className="island board-small" aria-label="Zoom">
      <IconButton
        label="Zoom out"
        icon={Minus}
        shortcut="Ctrl+-"
        onClick={() => zoomStep(editor, -1)}
      />
      <button
        type="button"
        className="board-percent"
        aria-label={`Zoom ${zoom} %, back to 100 %`}
        onClick={() => zoomToFull(editor)}
      >
        {zoom}%
      </button>
      <IconButton
        label="Zoom in"
        icon={Plus}
        shortcut="Ctrl+="
        onClick={() => zoomStep(editor, 1)}
      />
      <IconButton
        label="Zoom to fit"
        icon={Scan}
        shortcut="Shift+1"
        onClick={() => zoomToFit(editor)}
      />
    </fieldset>
  );
}
