import type { BoxHandle } from "../../../../shared/board/kind.ts";
import { kindOf } from "../../../../shared/board/kinds.ts";
import type { Point, Shape } from "../../../../shared/board/shape.ts";
import type { Editor } from "../../editor.ts";
import { type Box, boxCenter, boxOf, rotate } from "../../geometry.ts";
import { type SelectionFrame, selectionFrame } from "../../handles.ts";
import { type MovingSides, Snapper } from "../../snap/snapper.ts";
import { type Drag, isDrag, type PointerInput } from "../tool.ts";
import { showChanged, writeMoved } from "./transform.ts";
import { turnedShape } from "./transformed.ts";

/** A selection is never made smaller than this, in board units: it does not turn inside out. */
const LEAST_SIDE = 8;

/** The box after one of its handles was dragged so far; `keep` its proportion, `centre` from its middle. */
export function resizedBox(
  box: Box,
  handle: BoxHandle,
  [dx, dy]: Point,
  { keep, centre }: { keep: boolean; centre: boolean },
): Box {
  const width = box.maxX - box.minX;
  const height = box.maxY - box.minY;
  const sideX = handle.includes("e") ? 1 : handle.includes("w") ? -1 : 0;
  const sideY = handle.includes("s") ? 1 : handle.includes("n") ? -1 : 0;
  const share = centre ? 2 : 1;
  let newWidth = Math.max(Math.min(width, LEAST_SIDE), width + sideX * dx * share);
  let newHeight = Math.max(Math.min(height, LEAST_SIDE), height + sideY * dy * share);
  if (keep && width > 0 && height > 0) {
    const scaleX = newWidth / width;
    const scaleY = newHeight / height;
    // A corner follows the further of the two ways; a side takes the other side along.
    const scale = sideX === 0 ? scaleY : sideY === 0 ? scaleX : Math.max(scaleX, scaleY);
    newWidth = width * scale;
    newHeight = height * scale;
  }
  const startX = centre || sideX === 0 ? (width - newWidth) / 2 : sideX < 0 ? width - newWidth : 0;
  const startY =
    centre || sideY === 0 ? (height - newHeight) / 2 : sideY < 0 ? height - newHeight : 0;
  return boxOf([box.minX + startX, box.minY + startY], [newWidth, newHeight]);
}

/** Shapes as they are when the box around them becomes another one. */
export function resizedShapes(
  shapes: readonly Shape[],
  from: Box,
  to: Box,
  handle: BoxHandle,
): Shape[] {
  return shapes.map((shape) => kindOf(shape).resized(shape, from, to, handle));
}

/** The same in a turned frame: along its own sides, and the corner or side across from the handle stays. */
export function resizedInFrame(
  shapes: readonly Shape[],
  { box, angle }: SelectionFrame,
  to: Box,
  handle: BoxHandle,
): Shape[] {
  if (angle === 0) return resizedShapes(shapes, box, to, handle);
  const middle = boxCenter(box);
  const upright = shapes.map((shape) => turnedShape(shape, -angle, middle));
  const resized = resizedShapes(upright, box, to, handle);
  return resized.map((shape) => turnedShape(shape, angle, middle));
}

function movingSides(handle: BoxHandle): MovingSides {
  return [
    handle.includes("e") ? "end" : handle.includes("w") ? "start" : null,
    handle.includes("s") ? "end" : handle.includes("n") ? "start" : null,
  ];
}

/** Resizes the selection by one of its frame's handles. */
export function resizeDrag(editor: Editor, press: PointerInput, handle: BoxHandle): Drag {
  const shapes = editor.selection.unlocked();
  const frame = selectionFrame(shapes);
  const keepsRatio = shapes.some((shape) => kindOf(shape).keepsRatio === true);
  const snapper = new Snapper(
    editor,
    shapes.map(({ id }) => id),
  );
  // The box of a text follows its letters, and not the hand.
  const snaps = frame?.angle === 0 && shapes.some((shape) => kindOf(shape).words?.only !== true);
  let dragged = false;

  const resized = (input: PointerInput): Shape[] => {
    if (frame === null) return [];
    const way: Point = [input.board[0] - press.board[0], input.board[1] - press.board[1]];
    const by = rotate(way, [0, 0], -frame.angle);
    const keys = { keep: input.shift || keepsRatio, centre: input.alt };
    const still = shapes.filter(({ id }) => editor.scene.get(id) !== undefined);
    let to = resizedBox(frame.box, handle, by, keys);
    if (snaps && !keys.keep) {
      const [x, y] = snapper.stretched(to, movingSides(handle), input);
      to = resizedBox(frame.box, handle, [by[0] + x, by[1] + y], keys);
    }
    return resizedInFrame(still, frame, to, handle);
  };

  return {
    move(input) {
      dragged ||= isDrag(press, input);
      if (dragged) showChanged(editor, resized(input));
    },
    lift(input) {
      if (dragged) {
        writeMoved(editor, resized(input), shapes);
        editor.gestures.send({ kind: "done" });
      }
      editor.hand.rest();
    },
    cancel() {
      if (dragged) editor.gestures.send({ kind: "cancel" });
      editor.hand.rest();
    },
  };
}
