import { useEffect, useState, useSyncExternalStore } from "react";
import * as v from "valibot";
import type { Panel, PanelProps } from "./panel.ts";

const KEY = "stoa.drawn";

/** The words on an empty board, until the first stroke is made in this browser. */
function Hint({ editor, kept, compact }: PanelProps) {
  const [known, setKnown] = useState(() => kept.read(KEY, v.boolean()) === true);
  const isEmpty = useSyncExternalStore(
    (listener) => {
      const stops = [editor.scene.subscribe(listener), editor.motion.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    () => editor.scene.count === 0 && editor.motion.get().drafts.length === 0,
  );

  useEffect(() => {
    if (known) return;
    return editor.history.depth.subscribe(() => {
      if (editor.history.depth.get().undo === 0) return;
      kept.write(KEY, true);
      setKnown(true);
    });
  }, [editor, kept, known]);

  if (known || !isEmpty) return null;
  if (compact) return <p className="board-hint">Draw with the pen, or leave a note</p>;
  return (
    <p className="board-hint">
      Press <kbd>D</kbd> to draw, <kbd>N</kbd> for a note, <kbd>Enter</kbd> to talk
    </p>
  );
}

export const HINT: Panel = {
  name: "hint",
  place: "over",
  isShown: ({ readOnly }) => !readOnly,
  Part: Hint,
};
