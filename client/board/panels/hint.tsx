import { useEffect, useMemo, useState } from "react";
import * as v from "valibot";
import { chordInWords } from "../../ui/chords.ts";
import { derived, useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import type { ToolName } from "../tools/tool.ts";
import type { Panel, PanelProps } from "./panel.ts";
import "./hint.css";

const KEY = "stoa.drawn";

/** The words on an empty board, until the first stroke is made in this browser. */
function Hint({ editor, kept, compact }: PanelProps) {
  const [known, setKnown] = useState(() => kept.read(KEY, v.boolean()) === true);
  const emptyNow = useMemo(() => {
    const { scene, hand } = editor;
    return derived(
      [scene.changes, hand.motion],
      () => scene.count === 0 && hand.motion.get().drafts.length === 0,
    );
  }, [editor]);
  const isEmpty = useStore(emptyNow);

  useEffect(() => {
    if (known) return;
    return editor.history.depth.subscribe(() => {
      if (editor.history.depth.get().undo === 0) return;
      kept.write(KEY, true);
      setKnown(true);
    });
  }, [editor, kept, known]);

  if (known || !isEmpty) return null;
  if (compact) return <p className="board-hint">{boardWords.hint.touch}</p>;
  const keyOf = (tool: ToolName) => chordInWords(editor.kindOf(tool).keys[0] ?? "");
  const parts = boardWords.hint
    .keys(keyOf("pen"), keyOf("note"), chordInWords("Enter"))
    .split(/\[(.*?)\]/);
  return (
    <p className="board-hint">
      {/* Every second part is a key. */}
      {parts.map((part, index) => (index % 2 === 1 ? <kbd key={part}>{part}</kbd> : part))}
    </p>
  );
}

export const HINT: Panel = {
  name: "hint",
  place: "over",
  isShown: ({ readOnly }) => !readOnly,
  Part: Hint,
};
