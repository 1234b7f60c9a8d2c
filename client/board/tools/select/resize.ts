import type { Point, Shape, Size, TextShape } from "../../../../shared/board/shape.ts";
import { FONT_SIZE } from "../../../../shared/board/style.ts";
import { placed, stored, storedPoint } from "../../draft.ts";
import type { Editor } from "../../editor.ts";
import { type Box, boxOf } from "../../geometry.ts";
import { type BoxHandle, selectionBox } from "../../handles.ts";
import { fittedSize, nearestWidth, roomyNote, wrapWidth } from "../../text-fit.ts";
import { type Drag, isDrag, type PointerInput } from "../tool.ts";
import { showMoved, writeMoved } from "./transform.ts";

/** A selection is never made smaller than this, in board units: it does not turn inside out. */
const LEAST_SIDE = 8;

/** A text's column is never made narrower than this, in board units. */
const LEAST_COLUMN = 24;

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
  const scaleX = ratio(to.maxX - to.minX, from.maxX - from.minX);
  const scaleY = ratio(to.maxY - to.minY, from.maxY - from.minY);
  return shapes.map((shape) => {
    const { xy, size } = shape;
    if (shape.angle !== 0) {
      // A turned shape cannot be stretched along the board's sides; it scales as a whole, about its middle.
      const scale = Math.sqrt(scaleX * scaleY);
      const middleX = to.minX + (xy[0] + size[0] / 2 - from.minX) * scaleX;
      const middleY = to.minY + (xy[1] + size[1] / 2 - from.minY) * scaleY;
      const scaled: Size = [stored(size[0] * scale), stored(size[1] * scale)];
      return placed(shape, storedPoint([middleX - scaled[0] / 2, middleY - scaled[1] / 2]), scaled);
    }
    const box = boxOf(
      [to.minX + (xy[0] - from.minX) * scaleX, to.minY + (xy[1] - from.minY) * scaleY],
      [size[0] * scaleX, size[1] * scaleY],
    );
    if (shape.type === "text") return resizedText(shape, box, handle, scaleX, scaleY);
    const scaled: Size = [stored(box.maxX - box.minX), stored(box.maxY - box.minY)];
    if (shape.type !== "note") return placed(shape, storedPoint([box.minX, box.minY]), scaled);
    // A note is never too small for its text; above, it grows away from the handle.
    const roomy = roomyNote(shape, scaled);
    const top = handle.includes("n") ? box.maxY - roomy[1] : box.minY;
    return { ...shape, xy: storedPoint([box.minX, top]), size: roomy };
  });
}

/**
 * Text has four sizes, the same for everybody, so that a board stays calm: a
 * corner steps through them, and the box follows the letters. Its left and
 * right sides set the column's width, and above and below there is nothing to
 * pull. It stays where the dragged handle does not pull it away from.
 */
function resizedText(
  shape: TextShape,
  box: Box,
  handle: BoxHandle,
  scaleX: number,
  scaleY: number,
): Shape {
  const text = shape.text.toString();
  let { width } = shape;
  let wrap = wrapWidth(shape);
  if (handle === "e" || handle === "w") wrap = Math.max(LEAST_COLUMN, box.maxX - box.minX);
  else if (handle !== "n" && handle !== "s") {
    width = nearestWidth(FONT_SIZE[shape.width] * Math.sqrt(scaleX * scaleY));
    if (wrap !== null) wrap *= FONT_SIZE[width] / FONT_SIZE[shape.width];
  }
  const size = fittedSize(text, shape.font, width, wrap);
  const x = handle.includes("w") ? box.maxX - size[0] : box.minX;
  const y = handle.includes("n") ? box.maxY - size[1] : box.minY;
  return { ...shape, width, size, xy: storedPoint([x, y]) };
}

function ratio(after: number, before: number): number {
  return before === 0 ? 1 : after / before;
}

/** Resizes the selection by one of its frame's handles. */
export function resizeDrag(editor: Editor, press: PointerInput, handle: BoxHandle): Drag {
  const shapes = editor.selection.unlocked();
  const box = selectionBox(shapes);
  let dragged = false;

  const resized = (input: PointerInput): Shape[] => {
    if (box === null) return [];
    const by: Point = [input.board[0] - press.board[0], input.board[1] - press.board[1]];
    const keys = { keep: input.shift, centre: input.alt };
    const still = shapes.filter(({ id }) => editor.scene.get(id) !== undefined);
    return resizedShapes(still, box, resizedBox(box, handle, by, keys), handle);
  };

  return {
    move(input) {
      dragged ||= isDrag(press, input);
      if (dragged) showMoved(editor, resized(input));
    },
    lift(input) {
      if (dragged) {
        writeMoved(editor, resized(input));
        editor.gestures.send({ kind: "done" });
      }
      editor.rest();
    },
    cancel() {
      if (dragged) editor.gestures.send({ kind: "cancel" });
      editor.rest();
    },
  };
}
