/** The line around the shape that a press would take. */
import type { Shape } from "../../../shared/board/shape.ts";
import { isAtRest, type OverlayKind } from "./part.ts";

export const hover: OverlayKind = ({ editor }) => {
  const shape = (): Shape | null => {
    const id = editor.hand.hover.get();
    if (id === null || editor.selection.has(id) || !isAtRest(editor)) return null;
    return editor.seen.get(id)?.shape ?? null;
  };
  return {
    above: 20,
    from: [
      editor.hand.hover,
      editor.selection,
      editor.hand.motion,
      editor.hand.marquee,
      editor.seen,
    ],
    isShown: () => shape() !== null,
    paint(pen) {
      const hovered = shape();
      if (hovered === null) return;
      pen.line(pen.palette.select, 1.5);
      pen.outline(hovered);
    },
  };
};
