/** The pen of the overlay: it paints in CSS pixels, at one size for every zoom. */
import type { Palette } from "../../../shared/board/draw/palette.ts";
import { polylineOf } from "../../../shared/board/draw/polyline.ts";
import { withRoom } from "../../../shared/board/draw/shape-text.ts";
import { outlineOf } from "../../../shared/board/outline.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import { type Camera, toScreen } from "../camera.ts";
import { type Box, centerOf, cornersOf } from "../geometry.ts";
import type { View } from "../paint/view.ts";

/** A stroke of more points than this has its box for an outline: it would be traced in each frame. */
const MOST_OUTLINE_POINTS = 600;

export class ScreenPen {
  readonly context: CanvasRenderingContext2D;
  /** The camera that the shapes were painted with: shifted to whole pixels as they are. */
  readonly camera: Camera;
  readonly palette: Palette;
  readonly images: View["images"];
  readonly #pixelRatio: number;

  constructor(context: CanvasRenderingContext2D, view: View) {
    const { pixelRatio, palette, scale, originX, originY } = view;
    this.context = context;
    this.images = view.images;
    this.camera = { x: -originX / scale, y: -originY / scale, zoom: scale / pixelRatio };
    this.palette = palette;
    this.#pixelRatio = pixelRatio;
    this.reset();
  }

  /** Each part begins with a context as this one leaves it. */
  reset(): void {
    this.context.setTransform(this.#pixelRatio, 0, 0, this.#pixelRatio, 0, 0);
    this.context.globalAlpha = 1;
    this.context.setLineDash([]);
  }

  /** Sets the colour and width of lines: the width is of whole device pixels. */
  line(color: string, width: number): void {
    this.context.strokeStyle = color;
    this.context.lineWidth = Math.max(1, Math.round(width * this.#pixelRatio)) / this.#pixelRatio;
  }

  /** A straight line of the present width is crisp at this coordinate. */
  crisp(at: number): number {
    const pixels = Math.round(this.context.lineWidth * this.#pixelRatio);
    const half = pixels % 2 === 1 ? 0.5 : 0;
    return (Math.round(at * this.#pixelRatio) + half) / this.#pixelRatio;
  }

  /** Strokes a frame of the screen, turned about its middle. */
  frame(box: Box, angle = 0): void {
    const { minX, minY, maxX, maxY } = box;
    if (angle !== 0) {
      const corners = cornersOf([minX, minY], [maxX - minX, maxY - minY], angle);
      this.context.beginPath();
      for (const [x, y] of corners) this.context.lineTo(x, y);
      this.context.closePath();
      this.context.stroke();
      return;
    }
    const left = this.crisp(minX);
    const top = this.crisp(minY);
    this.context.strokeRect(left, top, this.crisp(maxX) - left, this.crisp(maxY) - top);
  }

  /** Strokes the line around a shape, or along it. */
  outline(stored: Shape): void {
    const shape = withRoom(stored);
    const { context, camera } = this;
    const { path, box, effort, closed } = outlineOf(shape);
    const isKnown = closed || (effort === 0 && polylineOf(path).count <= MOST_OUTLINE_POINTS);
    context.save();
    // The path is laid out as its shape is turned, and its line then has one width for every zoom.
    const { xy, size, angle } = shape;
    const [middleX, middleY] = toScreen(camera, centerOf(xy, size));
    context.translate(middleX, middleY);
    context.rotate(angle);
    context.scale(camera.zoom, camera.zoom);
    context.translate(-size[0] / 2, -size[1] / 2);
    context.beginPath();
    if (isKnown) path.trace(context);
    else context.rect(box.minX, box.minY, box.maxX - box.minX, box.maxY - box.minY);
    context.setTransform(this.#pixelRatio, 0, 0, this.#pixelRatio, 0, 0);
    context.stroke();
    context.restore();
  }
}
