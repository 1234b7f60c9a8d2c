/** The shape that the end of an arrow in my hand is bound to, and the point of it. */
import { anchoredPoint } from "../../../shared/board/anchor.ts";
import { toScreen } from "../camera.ts";
import type { OverlayKind } from "./part.ts";

/** The radius of the dot at the point, in CSS pixels. */
const DOT = 4;

export const aim: OverlayKind = ({ editor }) => ({
  above: 40,
  from: [editor.hand.aim, editor.seen],
  isShown: () => editor.hand.aim.get() !== null,
  paint(pen) {
    const now = editor.hand.aim.get();
    const shape = now === null ? undefined : editor.seen.get(now.anchor.shape)?.shape;
    if (now === null || shape === undefined) return;
    const { context, palette, camera } = pen;
    pen.line(palette.select, 2.5);
    pen.outline(shape);
    // A dot in the middle would lie over the words.
    if (!now.isPrecise) return;
    const [x, y] = toScreen(camera, anchoredPoint(now.anchor, shape));
    context.beginPath();
    context.arc(x, y, DOT, 0, Math.PI * 2);
    context.fillStyle = palette.select;
    context.fill();
  },
});
