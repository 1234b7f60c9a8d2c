import type { Point } from "../../shared/board/shape.ts";
import { MAX_COORDINATE } from "../../shared/limits.ts";
import type { Box } from "./geometry.ts";

/** screen = (board − [x, y]) × zoom; the screen's origin is the board element's top left, in CSS pixels. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** The board element's size in CSS pixels. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** CSS pixels at each side that are covered by islands and the chat. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 16;

/** Air around what `fitBox` shows, in CSS pixels. */
const FIT_MARGIN = 32;

/** The least free width and height that `fitBox` reckons with when the insets leave next to nothing. */
const LEAST_FREE = 80;

export function toBoard(camera: Camera, screen: Point): Point {
  return [screen[0] / camera.zoom + camera.x, screen[1] / camera.zoom + camera.y];
}

export function toScreen(camera: Camera, board: Point): Point {
  return [(board[0] - camera.x) * camera.zoom, (board[1] - camera.y) * camera.zoom];
}

/** Moves the content by so many CSS pixels: it follows the hand. */
export function panBy(camera: Camera, dxScreen: number, dyScreen: number): Camera {
  return {
    x: bounded(camera.x - dxScreen / camera.zoom),
    y: bounded(camera.y - dyScreen / camera.zoom),
    zoom: camera.zoom,
  };
}

/** Zooms by a factor; the point of the board under `screen` stays there. */
export function zoomAt(camera: Camera, screen: Point, factor: number): Camera {
  return zoomTo(camera, screen, camera.zoom * factor);
}

/** Zooms to `zoom` (clamped); the point of the board under `screen` stays there. */
export function zoomTo(camera: Camera, screen: Point, zoom: number): Camera {
  const clamped = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
  const [x, y] = toBoard(camera, screen);
  return {
    x: bounded(x - screen[0] / clamped),
    y: bounded(y - screen[1] / clamped),
    zoom: clamped,
  };
}

/** The camera that shows all of `box` in the middle of the free part of the viewport. */
export function fitBox(box: Box, viewport: Viewport, insets: Insets, maxZoom = 1): Camera {
  const freeWidth = Math.max(LEAST_FREE, viewport.width - insets.left - insets.right);
  const freeHeight = Math.max(LEAST_FREE, viewport.height - insets.top - insets.bottom);
  const margin = Math.min(FIT_MARGIN, freeWidth / 8, freeHeight / 8);
  const zoom = Math.min(
    maxZoom,
    (freeWidth - 2 * margin) / Math.max(box.maxX - box.minX, 1e-6),
    (freeHeight - 2 * margin) / Math.max(box.maxY - box.minY, 1e-6),
  );
  const clamped = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
  return {
    x: (box.minX + box.maxX) / 2 - (insets.left + freeWidth / 2) / clamped,
    y: (box.minY + box.maxY) / 2 - (insets.top + freeHeight / 2) / clamped,
    zoom: clamped,
  };
}

/** The part of the board that the viewport shows. */
export function visibleBox(camera: Camera, viewport: Viewport): Box {
  return {
    minX: camera.x,
    minY: camera.y,
    maxX: camera.x + viewport.width / camera.zoom,
    maxY: camera.y + viewport.height / camera.zoom,
  };
}

/** Nobody gets lost further out than shapes may lie. */
function bounded(value: number): number {
  return Math.min(MAX_COORDINATE, Math.max(-MAX_COORDINATE, value));
}
