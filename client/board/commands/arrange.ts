/** The commands that move shapes. */

import { moveShapes } from "../../../shared/board/subtree-edits.ts";
import type { Chord } from "../../ui/chords.ts";
import { panBy } from "../camera.ts";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";
import { wayOfKey, waysWith } from "./ways.ts";

/** How far an arrow key moves the board when nothing is selected, in CSS pixels. */
const PAN_STEP = 64;

/** How far a shape goes at once with shift, in board units. */
const FAR = 10;

/** Moves the selected shapes a little; quick nudges are one step of undo. */
export function nudge(editor: Editor, x: number, y: number): void {
  const shapes = editor.selection.unlocked();
  if (shapes.length === 0 || editor.readOnly.get()) return;
  const ids = shapes.map(({ id }) => id);
  editor.history.run(() => moveShapes(editor.scene.relations, ids, [x, y]));
}

function nudgeOrPan(editor: Editor, chord: Chord | undefined, step: number): void {
  const [x, y] = wayOfKey(chord);
  if (editor.selection.get().length > 0) nudge(editor, x * step, y * step);
  else editor.view.camera.set(panBy(editor.view.camera.get(), -x * PAN_STEP, -y * PAN_STEP));
}

export const ARRANGE: readonly Command[] = [
  {
    id: "nudge",
    group: "arrange",
    keys: waysWith(),
    forViewers: true,
    byKey: true,
    run: (editor, chord) => nudgeOrPan(editor, chord, 1),
  },
  {
    id: "nudgeFar",
    group: "arrange",
    keys: waysWith("shift"),
    forViewers: true,
    byKey: true,
    run: (editor, chord) => nudgeOrPan(editor, chord, FAR),
  },
];
