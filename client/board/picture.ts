/** A small picture of a whole board, painted as the board itself is. */

import { PALETTES, type Theme } from "../../shared/board/draw/palette.ts";
import type { Size } from "../../shared/board/shape.ts";
import type { Camera } from "./camera.ts";
import type { Box } from "./geometry.ts";
import type { ImageSource } from "./images/source.ts";
import { Brush } from "./paint/brush.ts";
import { Effort, FRAME_EFFORT } from "./paint/effort.ts";
import { paintShapes } from "./paint/shapes.ts";
import { boardBox, viewOf } from "./paint/view.ts";
import type { Scene } from "./scene/scene.ts";

/** The air around what is drawn, as a share of the picture's side. */
const AIR = 0.07;

/** Paints all that is drawn on a canvas of this size in CSS pixels; `null` for an empty board. */
export function pictureOf(
  scene: Scene,
  theme: Theme,
  [width, height]: Size,
  pixelRatio: number,
  images: ImageSource | null = null,
): HTMLCanvasElement | null {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * pixelRatio);
  canvas.height = Math.round(height * pixelRatio);
  return paintPicture(canvas, scene, theme, pixelRatio, images) ? canvas : null;
}

/** Paints all that is drawn over the whole of a canvas. Says whether anything is drawn. */
export function paintPicture(
  canvas: HTMLCanvasElement,
  scene: Scene,
  theme: Theme,
  pixelRatio: number,
  images: ImageSource | null = null,
): boolean {
  const bounds = scene.bounds();
  const context = canvas.getContext("2d");
  if (bounds === null || context === null) return false;
  const { width, height } = canvas;
  const palette = PALETTES[theme];
  const view = viewOf(
    fitted(bounds, [width / pixelRatio, height / pixelRatio]),
    pixelRatio,
    palette,
    () => null,
    images,
  );
  const within = boardBox({ x: 0, y: 0, width, height }, view);
  const brush = new Brush(context);
  brush.fill(palette.paper);
  context.fillRect(0, 0, width, height);
  // One frame's effort: of a very full board, the picture shows what a first glance would.
  const effort = new Effort(FRAME_EFFORT);
  paintShapes({ brush, view, within, editing: null, effort }, scene.placedIn(within));
  return true;
}

/** The camera that shows all of a box in the middle of the picture, and never larger than it is. */
function fitted({ minX, minY, maxX, maxY }: Box, [width, height]: Size): Camera {
  const free = 1 - 2 * AIR;
  const [across, down] = [Math.max(maxX - minX, 1), Math.max(maxY - minY, 1)];
  const zoom = Math.min(1, (width * free) / across, (height * free) / down);
  return {
    x: (minX + maxX - width / zoom) / 2,
    y: (minY + maxY - height / zoom) / 2,
    zoom,
  };
}
