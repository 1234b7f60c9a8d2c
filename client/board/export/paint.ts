/** Paints the shapes of a picture on a canvas, or a part of them. */
import { NoLimit } from "../../../shared/board/draw/budget.ts";
import { drawShapes } from "../../../shared/board/draw/draw-shape.ts";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import type { Box } from "../../../shared/board/geometry.ts";
import type { Editor } from "../editor.ts";
import type { ImageSource } from "../images/source.ts";
import { Brush } from "../paint/brush.ts";
import { CanvasPen } from "../paint/canvas-pen.ts";
import { viewOf } from "../paint/view.ts";
import { drawnOf, initialsFor, type Look } from "./look.ts";
import type { Subject } from "./subject.ts";

/** Draws as on paper that can be enlarged: all of it is fine, and frames have their names. */
class PicturePen extends CanvasPen {
  override readonly detail = Number.POSITIVE_INFINITY;
}

/** More shapes than this are drawn as finely as the picture shows. */
const MOST_FINE = 3_000;

/** Paints the part of the picture that begins at `from` (device pixels) over the whole of a canvas. */
export function paintSubject(
  context: CanvasRenderingContext2D,
  editor: Editor,
  { shapes, box, frame }: Subject,
  look: Look,
  scale: number,
  images: ImageSource,
  from: readonly [x: number, y: number] = [0, 0],
): void {
  const { width, height } = context.canvas;
  const palette = PALETTES[look.theme];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.clearRect(0, 0, width, height);
  if (look.hasPaper) {
    context.fillStyle = palette.paper;
    context.fillRect(0, 0, width, height);
  }
  const camera = { x: box.minX + from[0] / scale, y: box.minY + from[1] / scale, zoom: scale };
  const view = viewOf(camera, 1, palette, initialsFor(editor), images);
  const within: Box = {
    minX: camera.x,
    minY: camera.y,
    maxX: camera.x + width / scale,
    maxY: camera.y + height / scale,
  };
  const drawn = drawnOf(shapes, look, frame).filter((placed) => touches(placed.box, within));
  const Pen = drawn.length > MOST_FINE && scale < 1 ? CanvasPen : PicturePen;
  drawShapes(drawn, new Pen(new Brush(context), view, within, new NoLimit()), palette);
}

function touches(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}
