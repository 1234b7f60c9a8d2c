import { panBy, zoomAt } from "../camera.ts";
import type { Editor } from "../editor.ts";

/** Pixels of a line and of a page, for devices that scroll by those. */
const UNIT = [1, 16, 400] as const;

/**
 * Pixels from which one event is a notch of a mouse wheel: browsers report 48 to 120. A trackpad's
 * pinch reports ones to tens, as 100 times the logarithm of the fingers' scale.
 */
const LEAST_NOTCH = 40;

/** The factor of one notch. */
const NOTCH_ZOOM = 1.1;

/** The wheel over the board: it moves, with ctrl (which is also what a trackpad's pinch says) it zooms at the pointer. */
export function listenToWheel(region: HTMLElement, editor: Editor, onMove: () => void): () => void {
  const onWheel = (event: WheelEvent) => {
    const zooms = event.ctrlKey || event.metaKey;
    const isOverPanel =
      event.target instanceof Element && event.target.closest(".island, .popover") !== null;
    // Over a panel the wheel scrolls the panel, but never zooms the page.
    if (isOverPanel && !zooms) return;
    event.preventDefault();
    if (isOverPanel) return;
    const unit = UNIT[event.deltaMode] ?? 1;
    const camera = editor.view.camera.get();
    if (zooms) {
      const { left, top } = region.getBoundingClientRect();
      const factor = wheelZoom(event.deltaY * unit);
      editor.view.camera.set(zoomAt(camera, [event.clientX - left, event.clientY - top], factor));
    } else {
      const isSideways = event.shiftKey && event.deltaX === 0;
      const x = isSideways ? event.deltaY : event.deltaX;
      const y = isSideways ? 0 : event.deltaY;
      editor.view.camera.set(panBy(camera, -x * unit, -y * unit));
    }
    onMove();
  };
  region.addEventListener("wheel", onWheel, { passive: false });
  return () => region.removeEventListener("wheel", onWheel);
}

/** Returns the factor by which a wheel event zooms that reports `delta` pixels. */
export function wheelZoom(delta: number): number {
  if (Math.abs(delta) < LEAST_NOTCH) return 2 ** (-delta / 100);
  return delta < 0 ? NOTCH_ZOOM : 1 / NOTCH_ZOOM;
}
