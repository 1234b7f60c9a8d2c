import type { Point } from "../../shared/board/shape.ts";
import { type Camera, fitBox, type Insets, panBy, toScreen, zoomAt, zoomTo } from "./camera.ts";
import type { Editor } from "./editor.ts";
import { type Box, boxCenter, distance } from "./geometry.ts";

/** The steps of the zoom buttons. */
const STEPS = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16] as const;

/** The least zoom of a first view. From further away, words of the usual size cannot be read. */
export const LEAST_FIRST_ZOOM = 0.5;

/** Air around what is brought into view, in CSS pixels. */
const REVEAL_MARGIN = 48;

/** Zooms to the next step in or out, about the middle of the free board. */
export function zoomStep(editor: Editor, direction: 1 | -1): void {
  const camera = editor.view.camera.get();
  // A hair of tolerance: pinching leaves zooms such as 0.9999.
  const next =
    direction > 0
      ? STEPS.find((step) => step > camera.zoom * 1.001)
      : STEPS.findLast((step) => step < camera.zoom * 0.999);
  if (next !== undefined) editor.view.camera.set(zoomTo(camera, editor.view.freeMiddle(), next));
}

/** Back to 100 %, about the middle of the free board. */
export function zoomToFull(editor: Editor): void {
  editor.view.camera.set(zoomTo(editor.view.camera.get(), editor.view.freeMiddle(), 1));
}

/** Zooms by a factor about a point of the screen. */
export function zoomBy(editor: Editor, screen: readonly [number, number], factor: number): void {
  editor.view.camera.set(zoomAt(editor.view.camera.get(), screen, factor));
}

/** Shows everything that was drawn, in the part of the view that no island covers. */
export function zoomToFit(editor: Editor): void {
  const bounds = editor.scene.bounds();
  if (bounds === null) zoomToFull(editor);
  else editor.view.camera.set(fitBox(bounds, editor.view.viewport.get(), editor.view.insets.get()));
}

/** Shows these shapes, in the part of the view that no island covers. */
export function zoomToShapes(editor: Editor, ids: readonly string[]): void {
  const bounds = editor.scene.bounds(ids);
  if (bounds !== null) {
    editor.view.camera.set(fitBox(bounds, editor.view.viewport.get(), editor.view.insets.get()));
  }
}

/** Shows what was drawn to somebody who has not seen it: all of it, or a part that can be read. */
export function showFirst(editor: Editor): void {
  const bounds = editor.scene.bounds();
  if (bounds === null) return;
  const whole = fitBox(bounds, editor.view.viewport.get(), editor.view.insets.get());
  editor.view.camera.set(whole.zoom < LEAST_FIRST_ZOOM ? readablePart(editor, bounds) : whole);
  editor.view.firstPart.set(whole.zoom < LEAST_FIRST_ZOOM ? editor.view.camera.get() : null);
}

/** The middle of the drawing, or the shape that is nearest to it when nothing is there. */
function readablePart(editor: Editor, bounds: Box): Camera {
  const { scene } = editor;
  const about = ([x, y]: Point): Camera => {
    const point = { minX: x, minY: y, maxX: x, maxY: y };
    return fitBox(point, editor.view.viewport.get(), editor.view.insets.get(), LEAST_FIRST_ZOOM);
  };
  const middle = boxCenter(bounds);
  if (scene.touches(freeBox(editor, about(middle)))) return about(middle);
  let nearest: Point = middle;
  let least = Number.POSITIVE_INFINITY;
  for (const { id } of scene.inOrder()) {
    const box = scene.boxOf(id);
    if (box === undefined) continue;
    const center = boxCenter(box);
    const far = distance(center, middle);
    if (far >= least) continue;
    [nearest, least] = [center, far];
  }
  return about(nearest);
}

/** The reason for which the board offers a way back: nothing of the drawing is in view, or a part of it at first. */
export type Astray = "lost" | "part";

/** Says whether the user needs a way back to the drawing, and why. */
export function astray(editor: Editor): Astray | null {
  const { width, height } = editor.view.viewport.get();
  if (editor.scene.count === 0 || width === 0 || height === 0) return null;
  const camera = editor.view.camera.get();
  // The style panel covers only a part of its column: what lies beside it is seen.
  const { left, bottom } = editor.view.styleCover.get();
  const insets = editor.view.insets.get();
  const open = { ...insets, left: insets.left - left, bottom: insets.bottom - bottom };
  if (!editor.scene.touches(freeBox(editor, camera, open))) return "lost";
  return editor.view.firstPart.get() === camera ? "part" : null;
}

/** The part of the board that a camera shows within these insets: by default where no island covers it. */
export function freeBox(
  editor: Editor,
  { x, y, zoom }: Camera,
  insets: Insets = editor.view.insets.get(),
): Box {
  const { width, height } = editor.view.viewport.get();
  const { top, right, bottom, left } = insets;
  return {
    minX: x + left / zoom,
    minY: y + top / zoom,
    maxX: x + (width - right) / zoom,
    maxY: y + (height - bottom) / zoom,
  };
}

/** Brings a point of the board into the middle of the free view. The zoom stays. */
export function lookAt(editor: Editor, point: Point): void {
  const camera = editor.view.camera.get();
  const [middleX, middleY] = editor.view.freeMiddle();
  const [x, y] = toScreen(camera, point);
  editor.view.camera.set(panBy(camera, middleX - x, middleY - y));
}

/** Moves the board no further than needed to bring a box into view. */
export function reveal(editor: Editor, box: Box): void {
  editor.view.camera.set(revealing(editor, box));
}

function revealing(editor: Editor, box: Box): Camera {
  const camera = editor.view.camera.get();
  const { width, height } = editor.view.viewport.get();
  const insets = editor.view.insets.get();
  const [left, top] = toScreen(camera, [box.minX, box.minY]);
  const [right, bottom] = toScreen(camera, [box.maxX, box.maxY]);
  return panBy(
    camera,
    correction(left, right, insets.left + REVEAL_MARGIN, width - insets.right - REVEAL_MARGIN),
    correction(top, bottom, insets.top + REVEAL_MARGIN, height - insets.bottom - REVEAL_MARGIN),
  );
}

/** How far `from..to` must move to lie within `least..most`; what is larger than that shows its start. */
function correction(from: number, to: number, least: number, most: number): number {
  if (from < least || to - from > most - least) return least - from;
  return to > most ? most - to : 0;
}
