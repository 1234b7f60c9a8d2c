/** The button that leads back to the drawing. */
import { useSyncExternalStore } from "react";
import { words } from "../../words/words.ts";
import { astray, showFirst, zoomToFit } from "../view.ts";
import type { Panel, PanelProps } from "./panel.ts";

/** A way back for a user who sees nothing of the drawing, or at first only a part. */
function WayBack({ editor }: PanelProps) {
  const reason = useSyncExternalStore(
    (listener) => {
      const { camera, viewport, insets, firstPart, scene } = editor;
      const stops = [camera, viewport, insets, firstPart, scene].map((one) =>
        one.subscribe(listener),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
    () => astray(editor),
  );
  if (reason === null) return null;
  return (
    <button
      type="button"
      className="island board-way-back"
      onClick={() => (reason === "lost" ? showFirst(editor) : zoomToFit(editor))}
    >
      {words.wayBack[reason]}
    </button>
  );
}

export const WAY_BACK: Panel = { name: "way-back", place: "over", Part: WayBack };
