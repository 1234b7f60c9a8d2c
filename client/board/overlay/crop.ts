/** The frame of an image that is being cropped: all of the image, and the handles of the part that is shown. */

import { uncropped } from "../../../shared/board/crop.ts";
import { isFlipped } from "../../../shared/board/flip.ts";
import type { BoxHandle } from "../../../shared/board/kind.ts";
import type { ImageShape } from "../../../shared/board/kinds/image.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { type Camera, toScreen } from "../camera.ts";
import type { Editor } from "../editor.ts";
import { centerOf, cornersOf, rotate } from "../geometry.ts";
import { cropDrag } from "../images/cropping.ts";
import { imagesOf } from "../images/state.ts";
import type { OverlayBoard, OverlayPart } from "./part.ts";
import type { ScreenPen } from "./screen-pen.ts";

/** The length and width of a corner's mark, in CSS pixels. */
const MARK = { length: 16, width: 4 } as const;

/** How much of the colour of the cropped part is seen. */
const FAINT = 0.35;

/** How far beside a handle a press still takes it, in CSS pixels. */
const REACH = { mouse: 10, pen: 12, touch: 20 } as const;

/** The handles, each by its place in the box from -1 to 1. */
const HANDLES: readonly (readonly [BoxHandle, Point])[] = [
  ["nw", [-1, -1]],
  ["ne", [1, -1]],
  ["se", [1, 1]],
  ["sw", [-1, 1]],
  ["n", [0, -1]],
  ["e", [1, 0]],
  ["s", [0, 1]],
  ["w", [-1, 0]],
];

/** A handle on the screen. */
interface Grip {
  readonly handle: BoxHandle;
  readonly side: Point;
  readonly at: Point;
}

function gripsOf({ xy, size, angle }: ImageShape, camera: Camera): Grip[] {
  const middle = centerOf(xy, size);
  return HANDLES.map(([handle, side]) => {
    const point: Point = [middle[0] + (side[0] * size[0]) / 2, middle[1] + (side[1] * size[1]) / 2];
    return { handle, side, at: toScreen(camera, rotate(point, middle, angle)) };
  });
}

export function crop({ editor }: Pick<OverlayBoard, "editor">): OverlayPart {
  const { seen } = editor;
  const { cropping } = imagesOf(editor);
  const shown = (): ImageShape | null => imageOf(editor);

  return {
    above: 40,
    from: [cropping, seen, editor.readOnly],
    isShown: () => shown() !== null,
    paint(pen) {
      const image = shown();
      if (image === null) return;
      const { context, camera, palette } = pen;
      // All of the image: the part that is cropped away has an edge of its own.
      const whole = uncropped(image);
      paintWhole(pen, { ...image, ...whole });
      const corners = cornersOf(whole.xy, whole.size, image.angle);
      context.beginPath();
      for (const corner of corners) context.lineTo(...toScreen(camera, corner));
      context.closePath();
      context.setLineDash([4, 4]);
      pen.line(palette.select, 1);
      context.stroke();
      context.setLineDash([]);
      for (const { side, at } of gripsOf(image, camera))
        paintMark(context, palette, image, side, at);
    },
    grab(at, pointer) {
      const image = shown();
      if (image === null || editor.readOnly.get()) return null;
      const near = gripsOf(image, editor.view.camera.get()).find(
        (grip) => Math.hypot(grip.at[0] - at[0], grip.at[1] - at[1]) <= REACH[pointer],
      );
      if (near === undefined) return null;
      return { cursor: "move", drag: (input) => cropDrag(editor, input, image, near.handle) };
    },
  };
}

/** Paints all of the image, faintly: over the part that is shown, that changes nothing. */
function paintWhole({ context, camera, images }: ScreenPen, whole: ImageShape): void {
  const { asset, natural, xy, size, angle, flip } = whole;
  const scale = camera.zoom * devicePixelRatio;
  const bitmap = images?.get(asset, natural, Math.max(...size) * scale, whole);
  if (bitmap === undefined || typeof bitmap === "string") return;
  const [x, y] = toScreen(camera, centerOf(xy, size));
  const [width, height] = [size[0] * camera.zoom, size[1] * camera.zoom];
  context.save();
  context.globalAlpha = FAINT;
  context.translate(x, y);
  context.rotate(angle);
  context.scale(isFlipped(flip, "x") ? -1 : 1, isFlipped(flip, "y") ? -1 : 1);
  context.drawImage(bitmap, -width / 2, -height / 2, width, height);
  context.restore();
}

/** The image that is being cropped, as it is seen. */
function imageOf(editor: Editor): ImageShape | null {
  const id = imagesOf(editor).cropping.get();
  const shape = id === null ? undefined : editor.seen.get(id)?.shape;
  return shape?.type === "image" ? shape : null;
}

/** Strokes an angle at a corner and a bar at a side, each light within dark, so that they show on any picture. */
function paintMark(
  context: CanvasRenderingContext2D,
  palette: { readonly select: string; readonly handle: string },
  { angle }: ImageShape,
  [x, y]: Point,
  at: Point,
): void {
  const arm = (by: Point): Point => {
    const [dx, dy] = rotate(by, [0, 0], angle);
    return [at[0] + dx, at[1] + dy];
  };
  const isCorner = x !== 0 && y !== 0;
  const ends: readonly Point[] = isCorner
    ? [arm([-x * MARK.length, 0]), at, arm([0, -y * MARK.length])]
    : [
        arm([(y * MARK.length) / 2, (x * MARK.length) / 2]),
        arm([(-y * MARK.length) / 2, (-x * MARK.length) / 2]),
      ];
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const [color, width] of [
    [palette.select, MARK.width + 3],
    [palette.handle, MARK.width],
  ] as const) {
    context.beginPath();
    for (const end of ends) context.lineTo(...end);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
}
