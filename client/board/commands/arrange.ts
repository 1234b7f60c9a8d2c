/** The commands that move shapes. */
import type { Point } from "../../../shared/board/shape.ts";
import { moveShapes } from "../../../shared/board/subtree-edits.ts";
import { type Chord, partsOf } from "../../ui/chords.ts";
import { panBy } from "../camera.ts";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";

const ARROWS: ReadonlyMap<string, Point> = new Map<string, Point>([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

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
  const [x, y] = ARROWS.get(chord === undefined ? "" : partsOf(chord).key) ?? [0, 0];
  if (editor.selection.get().length > 0) nudge(editor, x * step, y * step);
  else editor.view.camera.set(panBy(editor.view.camera.get(), -x * PAN_STEP, -y * PAN_STEP));
}

export const ARRANGE: readonly Command[] = [
  {
    id: "nudge",
    group: "arrange",
    keys: [...ARROWS.keys()],
    forViewers: true,
    byKey: true,
    run: (editor, chord) => nudgeOrPan(editor, chord, 1),
  },
  {
    id: "nudgeFar",
    group: "arrange",
    keys: [...ARROWS.keys()].map((key) => `shift+${key}`),
    forViewers: true,
    byKey: true,
    run: (editor, chord) => nudgeOrPan(editor, chord, FAR),
  },
];
