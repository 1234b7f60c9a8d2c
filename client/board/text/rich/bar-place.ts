import type { Editor } from "../../editor.ts";
import { frameOf, selectionBox } from "../../handles.ts";

/** Air between the bar and the shape, and between it and what covers the board, in CSS pixels. */
const AIR = 12;
const EDGE = 8;

/** Keeps the bar above the shape whose text is edited, or below it where there is no room, and within the view. */
export function standAbove(bar: HTMLElement, editor: Editor, id: string): () => void {
  const stand = (): void => {
    const shape = editor.scene.get(id);
    const box = shape === undefined ? null : selectionBox([shape]);
    if (box === null) return;
    const { minX, minY, maxX, maxY } = frameOf(box, editor.view.camera.get());
    const { width, height } = editor.view.viewport.get();
    const { top, right, bottom, left } = editor.view.insets.get();
    const { offsetWidth, offsetHeight } = bar;
    const above = minY - AIR - offsetHeight;
    const below = maxY + AIR;
    const highest = top + EDGE;
    const isRoomBelow = below + offsetHeight < height - bottom - EDGE;
    const y = above >= highest || !isRoomBelow ? Math.max(above, highest) : below;
    const x = (minX + maxX - offsetWidth) / 2;
    const most = width - right - offsetWidth - EDGE;
    const within = Math.max(Math.min(Math.max(x, left + EDGE), most), EDGE);
    bar.style.transform = `translate(${Math.round(within)}px, ${Math.round(y)}px)`;
  };
  stand();
  const stops = [editor.view.camera, editor.scene, editor.view.viewport, editor.view.insets].map(
    (each) => each.subscribe(stand),
  );
  return () => {
    for (const stop of stops) stop();
  };
}
