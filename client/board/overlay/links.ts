/** The button of a link card, and its click with Ctrl: both open it. They paint nothing: the card does. */
import { openButton } from "../../../shared/board/kinds/link.ts";
import { pointInShape } from "../../../shared/board/outline.ts";
import { boxContainsPoint, boxOf } from "../geometry.ts";
import { shapeAt } from "../hit.ts";
import { isLink, openLink } from "../links.ts";
import { selectTool } from "../tools/select/select.ts";
import { clickDrag } from "./click-drag.ts";
import type { OverlayKind } from "./part.ts";

/** Buttons smaller than this on the screen are not pressed by chance, in CSS pixels. */
const LEAST_BUTTON = 14;

export const links: OverlayKind = ({ editor }) => {
  const select = selectTool(editor);
  return {
    above: 25,
    from: [],
    isShown: () => false,
    paint: () => undefined,
    grab(at, _pointer, ctrl = false) {
      const point = editor.view.toBoard(at);
      if (!editor.scene.some(boxOf(point, [0, 0]), (placed) => isLink(placed.shape))) return null;
      const shape = shapeAt(editor.scene, point, 0) ?? undefined;
      if (!isLink(shape)) return null;
      const button = openButton(shape);
      const isLarge = (button.maxX - button.minX) * editor.view.camera.get().zoom >= LEAST_BUTTON;
      const isOnButton = isLarge && boxContainsPoint(button, pointInShape(shape, point));
      if (!ctrl && !isOnButton) return null;
      return {
        cursor: "pointer",
        drag: (press) => clickDrag(press, select.press(press), () => openLink(shape)),
      };
    },
  };
};
