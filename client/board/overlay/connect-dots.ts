/** The dots at the sides of a shape under the pointer, or of the selected one for fingers: a drag from one draws an arrow. */
import { isFollowable } from "../../../shared/board/bindings.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import { outlineOf } from "../../../shared/board/outline.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { createStore } from "../../ui/store.ts";
import { toScreen } from "../camera.ts";
import { arrowDrag } from "../connect/arrow-drag.ts";
import { centerOf, distance, rotate } from "../geometry.ts";
import { isAtRest, type OverlayBoard, type OverlayPart } from "./part.ts";

/** The radius of a dot, and how far beside its middle a press takes it, in CSS pixels. */
const RADIUS = 4.5;
const REACH = { mouse: 9, pen: 12, touch: 20 } as const;

/** How far from a selected shape its dots stand, in CSS pixels: beyond its handles. */
const BESIDE = 26;

/** Shapes that are smaller on the screen have no dots, in CSS pixels. */
const LEAST = 56;

/** The four sides, as shares of the box, and the way out. Above a selected shape stands the handle that turns it. */
const SIDES: readonly { readonly at: Point; readonly out: Point }[] = [
  { at: [1, 0.5], out: [1, 0] },
  { at: [0.5, 1], out: [0, 1] },
  { at: [0, 0.5], out: [-1, 0] },
  { at: [0.5, 0], out: [0, -1] },
];

export function connectDots({ editor }: Pick<OverlayBoard, "editor">): OverlayPart {
  const { hover, selection, seen, motion, marquee, readOnly, editing, camera } = editor;
  /** The shape with a dot under the pointer: the select tool does not hover it meanwhile. */
  const near = createStore<string | null>(null);
  /** Has a finger touched the board last? */
  const byTouch = createStore(false);

  const mayConnect = (shape: Shape): boolean => {
    if (shape.locked || !isFollowable(shape.type)) return false;
    const { container, paper } = kindOf(shape);
    if (container !== undefined || shape.type === "text" || !outlineOf(shape).closed) return false;
    // A selected note has signs of its own there.
    if (paper === true && selection.has(shape.id)) return false;
    return Math.min(...shape.size) * camera.get().zoom >= LEAST;
  };
  const shown = (): Shape | null => {
    if (readOnly.get() || editing.get() !== null || !isAtRest(editor)) return null;
    if (editor.tool.get() !== "select" || seen.drafts().length > 0) return null;
    const [only, second] = selection.get();
    const id = byTouch.get()
      ? second === undefined
        ? only
        : undefined
      : (hover.get() ?? near.get());
    const shape = id == null ? undefined : seen.get(id)?.shape;
    return shape !== undefined && mayConnect(shape) ? shape : null;
  };
  const dotsOf = (shape: Shape): Point[] => {
    const { xy, size, angle } = shape;
    const isSelected = selection.has(shape.id);
    const middle = centerOf(xy, size);
    return SIDES.filter(({ out }) => !isSelected || out[1] >= 0).map(({ at, out }) => {
      const beside = isSelected ? BESIDE / camera.get().zoom : 0;
      const point: Point = [
        xy[0] + at[0] * size[0] + out[0] * beside,
        xy[1] + at[1] * size[1] + out[1] * beside,
      ];
      return toScreen(camera.get(), rotate(point, middle, angle));
    });
  };

  return {
    above: 28,
    from: [hover, near, byTouch, selection, seen, motion, marquee, readOnly, editing],
    isShown: () => shown() !== null,
    paint({ context, palette }) {
      const shape = shown();
      if (shape === null) return;
      for (const [x, y] of dotsOf(shape)) {
        context.beginPath();
        context.arc(x, y, RADIUS, 0, Math.PI * 2);
        context.fillStyle = palette.select;
        context.fill();
        context.lineWidth = 1.5;
        context.strokeStyle = palette.handle;
        context.stroke();
      }
    },
    grab(at, pointer) {
      byTouch.set(pointer === "touch");
      const shape = shown();
      const isNear =
        shape !== null && dotsOf(shape).some((dot) => distance(dot, at) <= REACH[pointer]);
      near.set(isNear ? shape.id : null);
      if (!isNear) return null;
      return {
        cursor: "crosshair",
        drag(press) {
          near.set(null);
          const from = { shape: shape.id, at: [0.5, 0.5], edge: true } as const;
          return arrowDrag(editor, press, { from, click: () => selection.set([shape.id]) });
        },
      };
    },
  };
}
