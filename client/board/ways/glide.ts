/** Journeys of the view: it glides from one place of the board to another, so that the user sees where it goes. */
import { wantsStillness } from "../../ui/media.ts";
import { type Camera, fitBox, MAX_ZOOM, MIN_ZOOM, type Viewport } from "../camera.ts";
import type { Editor } from "../editor.ts";
import { type Box, boxContains } from "../geometry.ts";
import { freeBox } from "../view.ts";

/** Milliseconds of a journey. */
const GLIDE_MS = 320;

/** The zooms between which words of the usual size are read well. */
const READABLE = { least: 0.5, most: 2 } as const;

const running = new WeakMap<Editor, () => void>();

/** Moves the view to another place. Whatever else moves the view meanwhile ends the journey. */
export function glideTo(editor: Editor, goal: Camera): void {
  running.get(editor)?.();
  const { camera } = editor.view;
  if (wantsStillness()) {
    camera.set(goal);
    return;
  }
  const from = camera.get();
  const began = performance.now();
  let mine = from;
  let frame = 0;
  const end = () => {
    stop();
    cancelAnimationFrame(frame);
    running.delete(editor);
  };
  const stop = camera.subscribe(() => {
    if (camera.get() !== mine) end();
  });
  const step = () => {
    const share = Math.min(1, (performance.now() - began) / GLIDE_MS);
    mine = share === 1 ? goal : between(from, goal, editor.view.viewport.get(), eased(share));
    frame = requestAnimationFrame(step);
    camera.set(mine);
    if (share === 1) end();
  };
  running.set(editor, end);
  frame = requestAnimationFrame(step);
}

/** Returns the place on the way from one camera to another: the middle goes straight, and the zoom evenly. */
export function between(
  from: Camera,
  to: Camera,
  { width, height }: Viewport,
  share: number,
): Camera {
  const zoom = from.zoom * (to.zoom / from.zoom) ** share;
  // Evenly on the screen: at a larger zoom, the same way on the board is longer there.
  const [start, end] = [1 / from.zoom, 1 / to.zoom];
  const way = start === end ? share : (1 / zoom - start) / (end - start);
  const middle = (one: number, other: number, size: number) => {
    const first = one + size / 2 / from.zoom;
    return first + (other + size / 2 / to.zoom - first) * way - size / 2 / zoom;
  };
  return { x: middle(from.x, to.x, width), y: middle(from.y, to.y, height), zoom };
}

function eased(share: number): number {
  return 1 - (1 - share) ** 3;
}

/** Returns the camera that shows a box so that its words can be read, or all of a box that is larger than the view. */
export function cameraFor(editor: Editor, box: Box): Camera {
  const { zoom } = editor.view.camera.get();
  const wanted = Math.min(READABLE.most, Math.max(READABLE.least, zoom));
  return fitBox(box, editor.view.viewport.get(), editor.view.insets.get(), wanted);
}

/** Moves the view to a box, unless all of it is in view and can be read. */
export function travelTo(editor: Editor, box: Box): void {
  const camera = editor.view.camera.get();
  if (camera.zoom >= READABLE.least && boxContains(freeBox(editor, camera), box)) return;
  glideTo(editor, cameraFor(editor, box));
}

/** Returns the camera that shows all of a box, as large as it can be: what somebody else sees. */
export function cameraOn(editor: Editor, { minX, minY, maxX, maxY }: Box): Camera {
  const { width, height } = editor.view.viewport.get();
  const { top, right, bottom, left } = editor.view.insets.get();
  const free = {
    width: Math.max(1, width - left - right),
    height: Math.max(1, height - top - bottom),
  };
  const fitting = Math.min(
    free.width / Math.max(maxX - minX, 1e-6),
    free.height / Math.max(maxY - minY, 1e-6),
  );
  const zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, fitting));
  return {
    x: (minX + maxX) / 2 - (left + free.width / 2) / zoom,
    y: (minY + maxY) / 2 - (top + free.height / 2) / zoom,
    zoom,
  };
}
