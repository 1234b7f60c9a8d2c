/** A press that is a click of its own, or else the beginning of a drag that somebody else takes. */
import { type Drag, isDrag, type PointerInput } from "../tools/tool.ts";

/** Does `click` where the hand has not moved when it lifts. A drag means what it means to `rest`. */
export function clickDrag(press: PointerInput, rest: Drag | null, click: () => void): Drag {
  let dragged = false;
  return {
    move(input) {
      dragged ||= isDrag(press, input);
      if (dragged) rest?.move(input);
    },
    lift(input) {
      if (dragged) return rest?.lift(input);
      rest?.cancel();
      click();
    },
    cancel: () => rest?.cancel(),
  };
}
