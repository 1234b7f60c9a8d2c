/** The box that selects what it touches. */
import { toScreen } from "../camera.ts";
import type { OverlayKind } from "./part.ts";

export const marquee: OverlayKind = ({ editor }) => ({
  above: 50,
  from: [editor.hand.marquee],
  isShown: () => editor.hand.marquee.get() !== null,
  paint(pen) {
    const box = editor.hand.marquee.get();
    if (box === null) return;
    const { context, camera, palette } = pen;
    const [minX, minY] = toScreen(camera, [box.minX, box.minY]);
    const [maxX, maxY] = toScreen(camera, [box.maxX, box.maxY]);
    context.fillStyle = palette.select;
    context.globalAlpha = 0.1;
    context.fillRect(minX, minY, maxX - minX, maxY - minY);
    context.globalAlpha = 1;
    pen.line(palette.select, 1);
    pen.frame({ minX, minY, maxX, maxY });
  },
});
