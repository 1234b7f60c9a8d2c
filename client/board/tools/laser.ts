/** The laser: a line that everybody sees, that fades, and that is stored nowhere. */
import { WandSparkles } from "lucide-react";
import type { Point } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { trailsOf } from "../overlay/laser-trails.ts";
import type { Drag, PointerInput, Tool, ToolKind } from "./tool.ts";

/** Stands for my own hand among those of the others, whose numbers are not negative. */
const MY_HAND = -1;

/** Places that are closer than this, in CSS pixels, are one. */
const LEAST_STEP = 2;

/** Laser: a drag draws a line that fades. Viewers have it, too. */
function laserTool(editor: Editor): Tool {
  return {
    cursor: "crosshair",
    press(press: PointerInput): Drag {
      let last: Point = press.board;
      const show = (begins: boolean, places: readonly Point[]) => {
        const color = editor.people.colorOf(null) ?? "#bc4c20";
        trailsOf(editor).add(MY_HAND, color, { begins, places }, performance.now());
        editor.gestures.send({ kind: "laser", begins, places });
      };
      show(true, [press.board]);
      return {
        move({ board, trail }) {
          const step = LEAST_STEP / editor.view.camera.get().zoom;
          const places: Point[] = [];
          for (const at of [...trail.map(([x, y]): Point => [x, y]), board]) {
            if (Math.hypot(at[0] - last[0], at[1] - last[1]) < step) continue;
            places.push(at);
            last = at;
          }
          if (places.length > 0) show(false, places);
        },
        lift: () => undefined,
        cancel: () => undefined,
      };
    },
  };
}

export const LASER: ToolKind = {
  name: "laser",
  keys: ["k"],
  icon: WandSparkles,
  shelf: "draw",
  inPhoneMenu: true,
  forViewers: true,
  styles: [],
  make: laserTool,
};
