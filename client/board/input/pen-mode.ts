/** Pen mode: where a pen draws, fingers move the board. This browser remembers it. */
import * as v from "valibot";
import { createStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { perEditor } from "../editor/per-editor.ts";
import type { Editor } from "../editor.ts";
import { panDrag } from "../tools/hand.ts";
import { type Drag, isDrag, type PointerInput } from "../tools/tool.ts";

/** `unseen`: no pen was used in this browser yet, and the page says nothing of them. */
const penModeSchema = v.picklist(["unseen", "on", "off"]);
export type PenMode = v.InferOutput<typeof penModeSchema>;

const KEY = "stoa.pen";

/** The pen mode of a board. */
export const penModeOf = perEditor(({ kept }) => {
  const mode = createStore<PenMode>(kept.read(KEY, penModeSchema) ?? "unseen");
  mode.subscribe(() => kept.write(KEY, mode.get()));
  return mode;
});

/** A pen is used: the first one turns the mode on. A user who has turned it off keeps it off. */
export function seePen(editor: Editor): void {
  const mode = penModeOf(editor);
  if (mode.get() !== "unseen") return;
  mode.set("on");
  editor.page.say(boardWords.commands.penMode);
}

/** Turns the mode on, or off. */
export function switchPenMode(editor: Editor): void {
  const mode = penModeOf(editor);
  mode.set(mode.get() === "on" ? "off" : "on");
}

/** A finger in pen mode: it moves the board. `tap`: it has lifted where it came down. */
export function fingerDrag(editor: Editor, press: PointerInput, tap: () => void): Drag {
  let pan: Drag | null = null;
  return {
    move(input) {
      if (pan === null && !isDrag(press, input)) return;
      pan ??= panDrag(editor, press);
      pan.move(input);
    },
    lift(input) {
      pan?.lift(input);
      if (pan === null) tap();
    },
    cancel: () => pan?.cancel(),
  };
}
