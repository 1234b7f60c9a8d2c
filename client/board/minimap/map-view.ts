/** The arithmetic of the minimap: which part of the board it shows, and what a point of it means. It knows no DOM. */
import type { Point } from "../../../shared/board/shape.ts";
import { type Camera, panBy } from "../camera.ts";
import { wayOf } from "../commands/ways.ts";
import type { Editor } from "../editor.ts";
import { type Box, unionBox } from "../geometry.ts";
import { freeBox } from "../view.ts";

/** Pixels around what the map shows. */
const MARGIN = 8;

/** The share of my view by which an arrow key moves it. */
const KEY_SHARE = 0.25;

/** Map = (board − [x, y]) × scale. */
export interface MapFrame {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Returns the frame that shows the drawing and my view, in a map of this size. */
export function mapFrame(
  drawing: Box | null,
  view: Box,
  { width, height }: { readonly width: number; readonly height: number },
): MapFrame {
  const box = drawing === null ? view : unionBox(drawing, view);
  const scale = Math.min(
    (width - 2 * MARGIN) / Math.max(box.maxX - box.minX, 1e-6),
    (height - 2 * MARGIN) / Math.max(box.maxY - box.minY, 1e-6),
  );
  return {
    x: (box.minX + box.maxX) / 2 - width / 2 / scale,
    y: (box.minY + box.maxY) / 2 - height / 2 / scale,
    scale,
  };
}

/** Returns where a box of the board is on the map: left, top, width, height. */
export function onMap(
  { x, y, scale }: MapFrame,
  box: Box,
): readonly [number, number, number, number] {
  return [
    (box.minX - x) * scale,
    (box.minY - y) * scale,
    (box.maxX - box.minX) * scale,
    (box.maxY - box.minY) * scale,
  ];
}

/** Returns the point of the board that a point of the map means. */
export function fromMap({ x, y, scale }: MapFrame, [left, top]: Point): Point {
  return [left / scale + x, top / scale + y];
}

/** Returns the camera that has a point of the board in the middle of the free view. */
export function cameraAt(editor: Editor, [x, y]: Point): Camera {
  const { zoom } = editor.view.camera.get();
  const [middleX, middleY] = editor.view.freeMiddle();
  return { x: x - middleX / zoom, y: y - middleY / zoom, zoom };
}

/** Moves the view by an arrow key; false: the key is none. */
export function moveByKey(editor: Editor, key: string): boolean {
  const way = wayOf(key);
  if (way === null) return false;
  const camera = editor.view.camera.get();
  const { minX, minY, maxX, maxY } = freeBox(editor, camera);
  const [across, along] = [(maxX - minX) * camera.zoom, (maxY - minY) * camera.zoom];
  editor.view.camera.set(panBy(camera, -way[0] * across * KEY_SHARE, -way[1] * along * KEY_SHARE));
  return true;
}
