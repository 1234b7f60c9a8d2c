/** Cropping: an image whose edges the hand pulls, while the rest of it is seen. */

import { type Cropped, croppedBy, uncropped } from "../../../shared/board/crop.ts";
import type { BoxHandle } from "../../../shared/board/kind.ts";
import type { ImageShape } from "../../../shared/board/kinds/image.ts";
import { stored, storedPoint } from "../../../shared/board/kinds/stretch.ts";
import type { Point } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { rotate } from "../geometry.ts";
import { showChanged, writeMoved } from "../tools/select/transform.ts";
import { type Drag, isDrag, type PointerInput } from "../tools/tool.ts";
import { imagesOf } from "./state.ts";

/** The one image that is selected and may be changed; null: there is none. */
export function selectedImage(editor: Editor): ImageShape | null {
  const [only, second] = editor.selection.unlocked();
  return only?.type === "image" && second === undefined ? only : null;
}

/** Begins to crop the selected image. It ends with the selection. */
export function beginCrop(editor: Editor): boolean {
  const image = selectedImage(editor);
  if (image === null || editor.readOnly.get()) return false;
  imagesOf(editor).cropping.set(image.id);
  const stop = editor.selection.subscribe(() => {
    if (selectedImage(editor)?.id === image.id) return;
    stop();
    if (imagesOf(editor).cropping.get() === image.id) imagesOf(editor).cropping.set(null);
  });
  return true;
}

/** Ends it. Says whether there was something to end. */
export function endCrop(editor: Editor): boolean {
  if (imagesOf(editor).cropping.get() === null) return false;
  imagesOf(editor).cropping.set(null);
  return true;
}

/** Shows all of the selected image again. */
export function showWhole(editor: Editor): void {
  const image = selectedImage(editor);
  if (image !== null) writeMoved(editor, [withCrop(image, uncropped(image))]);
}

/** Moves an edge of the part that is shown, in board units along the image's own sides. */
export function moveEdge(editor: Editor, image: ImageShape, edge: BoxHandle, way: Point): void {
  const next = withCrop(image, croppedBy(image, edge, way));
  if (String(next.crop) !== String(image.crop)) writeMoved(editor, [next], [image]);
}

function withCrop(image: ImageShape, { xy, size, crop }: Cropped): ImageShape {
  return { ...image, crop, xy: storedPoint(xy), size: [stored(size[0]), stored(size[1])] };
}

/** Pulls an edge or a corner of the part that is shown. */
export function cropDrag(
  editor: Editor,
  press: PointerInput,
  image: ImageShape,
  handle: BoxHandle,
): Drag {
  let dragged = false;
  const cropped = ({ board }: PointerInput): ImageShape => {
    const way: Point = [board[0] - press.board[0], board[1] - press.board[1]];
    return withCrop(image, croppedBy(image, handle, rotate(way, [0, 0], -image.angle)));
  };
  return {
    move(input) {
      dragged ||= isDrag(press, input);
      if (dragged) showChanged(editor, [cropped(input)]);
    },
    lift(input) {
      if (dragged) {
        writeMoved(editor, [cropped(input)], [image]);
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
