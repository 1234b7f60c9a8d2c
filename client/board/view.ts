import { type Camera, fitBox, panBy, toScreen, zoomAt, zoomTo } from "./camera.ts";
import type { Editor } from "./editor.ts";
import type { Box } from "./geometry.ts";

/** The steps of the zoom buttons. */
const STEPS = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16] as const;

/** Air around what is brought into view, in CSS pixels. */
const REVEAL_MARGIN = 48;

/** Zooms to the next step in or out, about the middle of the free board. */
export function zoomStep(editor: Editor, direction: 1 | -1): void {
  const camera = editor.camera.get();
  // A hair of tolerance: pinching leaves zooms such as 0.9999.
  const next =
    direction > 0
      ? STEPS.find((step) => step > camera.zoom * 1.001)
      : STEPS.findLast((step) => step < camera.zoom * 0.999);
  if (next !== undefined) editor.camera.set(zoomTo(camera, editor.freeMiddle(), next));
}

/** Back to 100 %, about the middle of the free board. */
export function zoomToFull(editor: Editor): void {
  editor.camera.set(zoomTo(editor.camera.get(), editor.freeMiddle(), 1));
}

/** Zooms by a factor about a point of the screen. */
export function zoomBy(editor: Editor, screen: readonly [number, number], factor: number): void {
  editor.camera.set(zoomAt(editor.camera.get(), screen, factor));
}

/** Shows everything that was drawn, in the part of the view that no island covers. */
export function zoomToFit(editor: Editor): void {
  const bounds = editor.scene.bounds();
  if (bounds === null) zoomToFull(editor);
  else editor.camera.set(fitBox(bounds, editor.viewport.get(), editor.insets.get()));
}

/** Moves the board no further than needed to bring a box into view. */
export function reveal(editor: Editor, box: Box): void {
  editor.camera.set(revealing(editor, box));
}

function revealing(editor: Editor, box: Box): Camera {
  const camera = editor.camera.get();
  const { width, height } = editor.viewport.get();
  const insets = editor.insets.get();
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
