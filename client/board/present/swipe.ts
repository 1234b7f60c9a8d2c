/** Fingers in a presentation: a swipe turns the page, and so does a tap at the left or right edge. */
import type { Editor } from "../editor.ts";
import type { Drag, PointerInput } from "../tools/tool.ts";
import { step } from "./presenting.ts";

/** A finger that goes so far across, in CSS pixels, has swiped. */
const SWIPE = 48;

/** A tap strays no further, in CSS pixels. */
const TAP = 12;

/** The part of the window at each edge in which a tap turns the page. */
const EDGE = 0.3;

/** The drag of a finger that turns the pages. */
export function swipeDrag(editor: Editor, press: PointerInput): Drag {
  return {
    move: () => undefined,
    lift({ screen: [x, y] }) {
      const [across, down] = [x - press.screen[0], y - press.screen[1]];
      const { width } = editor.view.viewport.get();
      if (Math.abs(across) >= SWIPE && Math.abs(across) > Math.abs(down))
        step(editor, across < 0 ? 1 : -1);
      else if (Math.hypot(across, down) > TAP) return;
      else if (x < width * EDGE) step(editor, -1);
      else if (x > width * (1 - EDGE)) step(editor, 1);
    },
    cancel: () => undefined,
  };
}
