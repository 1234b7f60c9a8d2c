/** Resizes and turns the selection by keys: its right and lower side go, or the free end of a line. */
import { follow, kindOf } from "../../../../shared/board/kinds.ts";
import type { Point, Shape } from "../../../../shared/board/shape.ts";
import type { Editor } from "../../editor.ts";
import { boxCenter } from "../../geometry.ts";
import { selectionFrame } from "../../handles.ts";
import { resizedBox, resizedInFrame } from "./resize.ts";
import { writeByKey } from "./transform.ts";
import { turnedShape } from "./transformed.ts";

/** The one selected shape that is resized by its end: a line or an arrow, and which end is free. */
function freeEnd(
  shapes: readonly Shape[],
): { readonly shape: Shape; readonly at: Point; readonly name: string } | null {
  const [shape, second] = shapes;
  if (shape === undefined || second !== undefined) return null;
  const handles = kindOf(shape).handles?.(shape) ?? [];
  const isBound = (name: string) =>
    shape.type === "arrow" && (name === "from" ? shape.start : shape.end) !== null;
  const free = ["to", "from"].flatMap(
    (name) => handles.find((handle) => handle.name === name && !isBound(name)) ?? [],
  );
  return free[0] === undefined ? null : { shape, ...free[0] };
}

/** May the selection be resized by keys? An arrow whose ends are both bound goes with its shapes. */
export function canResize(editor: Editor): boolean {
  const shapes = editor.selection.unlocked();
  const [only, second] = shapes;
  if (only === undefined) return false;
  return second !== undefined || kindOf(only).handles === undefined || freeEnd(shapes) !== null;
}

/** Makes the selection so much wider and higher, along its own sides. Its upper left corner stays. */
export function resizeBy(editor: Editor, [x, y]: Point): void {
  const shapes = editor.selection.unlocked();
  const end = freeEnd(shapes);
  if (end !== null) {
    const { shape, name, at } = end;
    const pulled = kindOf(shape).pulled?.(shape, name, [at[0] + x, at[1] + y], false) ?? shape;
    writeByKey(editor, [follow(pulled, editor.scene.targetOf)], shapes);
    return;
  }
  const frame = selectionFrame(shapes);
  if (frame === null || !canResize(editor)) return;
  const handle = x === 0 ? "s" : "e";
  const keep = shapes.some((shape) => kindOf(shape).keepsRatio === true);
  const to = resizedBox(frame.box, handle, [x, y], { keep, centre: false });
  writeByKey(editor, resizedInFrame(shapes, frame, to, handle), shapes);
}

/** May the selection be turned? Frames stay upright. */
export function canTurn(editor: Editor): boolean {
  return editor.selection.unlocked().some((shape) => kindOf(shape).container === undefined);
}

/** Turns the selection about its middle by an angle in radians, clockwise; to the next whole step, where there is one. */
export function turnBy(editor: Editor, by: number, step: number): void {
  const shapes = editor.selection.unlocked();
  const frame = selectionFrame(shapes);
  if (frame === null) return;
  const whole = Math.round((frame.angle + by) / step) * step - frame.angle;
  const middle = boxCenter(frame.box);
  writeByKey(
    editor,
    shapes.map((shape) => turnedShape(shape, whole, middle)),
    shapes,
  );
}
