/** The switch of pen mode, once a pen was used in this browser. */
import { useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { penModeOf } from "../input/pen-mode.ts";
import { CommandButton } from "./command-button.tsx";
import type { Panel, PanelProps } from "./panel.ts";
import "./islands.css";

function PenModeSwitch({ editor }: PanelProps) {
  const mode = useStore(penModeOf(editor));
  if (mode === "unseen") return null;
  return (
    <fieldset className="island board-small" aria-label={boardWords.penMode}>
      <CommandButton editor={editor} id="penMode" pressed={mode === "on"} />
    </fieldset>
  );
}

export const PEN_MODE: Panel = {
  name: "pen-mode",
  place: "corner",
  isShown: ({ readOnly }) => !readOnly,
  Part: PenModeSwitch,
};
