/** The button that leads back to the drawing. */
import { useSyncExternalStore } from "react";
import type { Editor } from "../editor.ts";
import { type Astray, astray, showFirst, zoomToFit } from "../view.ts";

const WORDS: Record<Astray, string> = {
  lost: "Back to the drawing",
  part: "Show the whole drawing",
};

/** A way back for a user who sees nothing of the drawing, or at first only a part. */
export function WayBack({ editor }: { editor: Editor }) {
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
      {WORDS[reason]}
    </button>
  );
}
