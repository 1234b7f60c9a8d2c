import { Eraser } from "lucide-react";
import type { Point } from "../../../shared/board/shape.ts";
import { removeShapes } from "../../../shared/board/subtree-edits.ts";
import type { Editor } from "../editor.ts";
import { shapesTouching } from "../hit.ts";
import type { Drag, PointerInput, Tool, ToolKind } from "./tool.ts";

/** How much of a shape is still seen that will go when the hand lifts. */
const FADED = 0.25;

/** Eraser: what the hand passes over fades, and goes when it lifts. Locked shapes stay. */
export function eraserTool(editor: Editor): Tool {
  return {
    cursor: "crosshair",
    press(press: PointerInput): Drag {
      const doomed = new Set<string>();
      let last: Point = press.board;

      /** Touches all between the last point and this one, however fast the hand was. */
      const pass = (to: Point) => {
        const reach = editor.view.reach(press.pointer) / 2;
        const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - last[0], to[1] - last[1]) / reach));
        for (let step = 1; step <= steps; step++) {
          const x = last[0] + ((to[0] - last[0]) * step) / steps;
          const y = last[1] + ((to[1] - last[1]) * step) / steps;
          const box = { minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach };
          for (const shape of shapesTouching(editor.scene, box)) {
            if (!shape.locked) doomed.add(shape.id);
          }
        }
        last = to;
      };

      const passTrail = (input: PointerInput) => {
        for (const [x, y] of input.trail) pass([x, y]);
        pass(input.board);
      };

      const fade = () => {
        const shapes = [...doomed].flatMap((id) => editor.scene.get(id) ?? []);
        editor.hand.show({
          moved: shapes.map((shape) => ({ ...shape, opacity: shape.opacity * FADED })),
        });
      };

      pass(press.board);
      return {
        move(input) {
          const before = doomed.size;
          passTrail(input);
          if (doomed.size !== before) fade();
        },
        lift(input) {
          passTrail(input);
          if (doomed.size > 0) editor.transact(() => removeShapes(editor.scene.relations, doomed));
          editor.hand.rest();
        },
        cancel: () => editor.hand.rest(),
      };
    },
  };
}

export const ERASER: ToolKind = {
  name: "eraser",
  keys: ["e", "0"],
  icon: Eraser,
  shelf: "draw",
  styles: [],
  make: eraserTool,
};
