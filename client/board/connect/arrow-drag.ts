/** Drawing an arrow: from the press to the lift, and bound to the shapes at both. */
import type { Anchor } from "../../../shared/board/anchor.ts";
import { endsBetween, movedEnd } from "../../../shared/board/kinds/ends.ts";
import type { Editor } from "../editor.ts";
import type { NewPlace } from "../new-shape.ts";
import { addNew, drawDrag } from "../tools/drawn.ts";
import type { Drag, PointerInput } from "../tools/tool.ts";
import { Aiming, anchorIn, shapeToBind } from "./aiming.ts";

/** A hand that rests so long before it draws means the point, in milliseconds. */
const REST_MS = 350;

/** Draws an arrow. `from`: the anchor at which it begins, if that is not the one at the press; `click`: the press was none. */
export function arrowDrag(
  editor: Editor,
  press: PointerInput,
  { from, click }: { readonly from?: Anchor; readonly click?: () => void } = {},
): Drag {
  const startShape = press.ctrl ? null : shapeToBind(editor, press);
  const pressedAt = performance.now();
  let hasRested: boolean | null = null;
  let last = press;
  const aiming = new Aiming(editor, () => drag.move(last));

  /** The anchor at the press: another one, should both ends be in one shape. */
  const startFor = (end: Anchor | null): Anchor | null => {
    if (from !== undefined) return from;
    if (startShape === null || !editor.scene.has(startShape.id)) return null;
    hasRested ??= performance.now() - pressedAt >= REST_MS;
    return anchorIn(editor, startShape, press, hasRested || end?.shape === startShape.id);
  };

  const placeFor = (input: PointerInput): NewPlace => {
    const end = aiming.at(input, startFor(null));
    const start = startFor(end);
    const to = movedEnd(press.board, input.board, input.shift && end === null);
    return { ...endsBetween(press.board, to), start, end };
  };

  /** From a shape to the empty board: perhaps a shape is wanted there. */
  const offer = (id: string): void => {
    const made = editor.scene.get(id);
    if (made?.type !== "arrow" || made.start === null || made.end !== null || last.ctrl) return;
    if (!editor.hand.toolLock.get())
      editor.dialog.set({ kind: "offer", at: last.screen, arrow: id });
  };

  const drawn = drawDrag(editor, press, "arrow", placeFor, click, (place, id) => {
    addNew(editor, "arrow", place, id);
    offer(id);
  });
  const drag: Drag = {
    move(input) {
      last = input;
      drawn.move(input);
    },
    lift(input) {
      last = input;
      drawn.lift(input);
      aiming.end();
    },
    cancel() {
      drawn.cancel();
      aiming.end();
    },
  };
  return drag;
}

/** Lights up the shape that an arrow would begin at. */
export function showAim(editor: Editor, input: PointerInput | null): void {
  const shape = input === null || input.ctrl ? null : shapeToBind(editor, input);
  if (input === null || shape === null) editor.hand.aim.set(null);
  else {
    const anchor = anchorIn(editor, shape, input, false);
    editor.hand.aim.set({ anchor, isPrecise: false });
  }
}
