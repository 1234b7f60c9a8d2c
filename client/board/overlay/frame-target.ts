/** The light on the frame into which my hand would put what it drags. */

import type { Shape } from "../../../shared/board/shape.ts";
import { toScreen } from "../camera.ts";
import type { OverlayKind } from "./part.ts";

export const frameTarget: OverlayKind = ({ editor }) => {
  const target = (): Shape | null => {
    const [frame] = editor.hand.motion.get().frames?.values() ?? [];
    return frame === undefined || frame === null ? null : (editor.seen.get(frame)?.shape ?? null);
  };
  return {
    above: 15,
    from: [editor.hand.motion],
    isShown: () => target() !== null,
    paint(pen) {
      const frame = target();
      if (frame === null) return;
      const { context, camera, palette } = pen;
      const [minX, minY] = toScreen(camera, frame.xy);
      const { zoom } = camera;
      const [width, height] = frame.size;
      context.fillStyle = palette.select;
      context.globalAlpha = 0.08;
      context.fillRect(minX, minY, width * zoom, height * zoom);
      context.globalAlpha = 1;
      pen.line(palette.select, 2);
      pen.frame({ minX, minY, maxX: minX + width * zoom, maxY: minY + height * zoom });
    },
  };
};
