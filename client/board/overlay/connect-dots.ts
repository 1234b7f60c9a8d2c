/** The dots beside a shape under the pointer, or beside the selected one for fingers: a drag from one draws an arrow. */
import { isFollowable } from "../../../shared/board/bindings.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import { outlineOf, pointInShape } from "../../../shared/board/outline.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { createStore } from "../../ui/store.ts";
import { toBoard, toScreen } from "../camera.ts";
import { arrowDrag } from "../connect/arrow-drag.ts";
import { boxContainsPoint, boxOf, centerOf, distance, expandBox, rotate } from "../geometry.ts";
import { hitAt } from "../hit.ts";
import type { PointerInput } from "../tools/tool.ts";
import { isAtRest, type OverlayBoard, type OverlayPart } from "./part.ts";

/** The radius of a dot, and how far beside its middle a press takes it, in CSS pixels. */
const RADIUS = { mouse: 5, pen: 6, touch: 8 } as const;
const REACH = { mouse: 9, pen: 10, touch: 20 } as const;

/** How far beyond the outline dots stand, in CSS pixels: so far that a press at the outline moves the shape. */
const BESIDE = 16;

/** The same for a selected shape: beyond its handles, which a finger takes from further off. */
const BESIDE_SELECTED = { mouse: 26, pen: 26, touch: 32 } as const;

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
  const { selection, seen, readOnly } = editor;
  const { hover, motion, marquee } = editor.hand;
  const { editing } = editor.text;
  const { camera } = editor.view;
  /** The shape by which the pointer is, also where the select tool does not hover it. */
  const near = createStore<string | null>(null);
  /** The device that has touched the board last. */
  const device = createStore<PointerInput["pointer"]>("mouse");

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
    if (editor.hand.tool.get() !== "select" || seen.drafts().length > 0) return null;
    const [only, second] = selection.get();
    const id =
      device.get() === "touch"
        ? second === undefined
          ? only
          : undefined
        : (hover.get() ?? near.get());
    const shape = id == null ? undefined : seen.get(id)?.shape;
    return shape !== undefined && mayConnect(shape) ? shape : null;
  };
  const besideOf = (shape: Shape): number =>
    (selection.has(shape.id) ? BESIDE_SELECTED[device.get()] : BESIDE) / camera.get().zoom;

  const dotsOf = (shape: Shape): Point[] => {
    const { xy, size, angle } = shape;
    const isSelected = selection.has(shape.id);
    const middle = centerOf(xy, size);
    const beside = besideOf(shape);
    return SIDES.filter(({ out }) => !isSelected || out[1] >= 0).flatMap(({ at, out }) => {
      const upright: Point = [
        xy[0] + at[0] * size[0] + out[0] * beside,
        xy[1] + at[1] * size[1] + out[1] * beside,
      ];
      const point = rotate(upright, middle, angle);
      const hit = hitAt(editor.scene, point, 0);
      // Where another shape lies, a press means that one. An arrow leaves room for one more.
      const isTaken = hit?.place === "on" && isFollowable(hit.shape.type);
      return isTaken ? [] : [toScreen(camera.get(), point)];
    });
  };

  /** Is the pointer at the shape, or on the way from it to a dot? */
  const isAround = (shape: Shape, at: Point): boolean => {
    const room = besideOf(shape) + REACH[device.get()] / camera.get().zoom;
    const box = expandBox(boxOf([0, 0], shape.size), room);
    return boxContainsPoint(box, pointInShape(shape, toBoard(camera.get(), at)));
  };

  return {
    above: 28,
    from: [hover, near, device, selection, seen, motion, marquee, readOnly, editing],
    isShown: () => shown() !== null,
    paint({ context, palette }) {
      const shape = shown();
      if (shape === null) return;
      for (const [x, y] of dotsOf(shape)) {
        context.beginPath();
        context.arc(x, y, RADIUS[device.get()], 0, Math.PI * 2);
        context.fillStyle = palette.select;
        context.fill();
        context.lineWidth = 1.5;
        context.strokeStyle = palette.handle;
        context.stroke();
      }
    },
    grab(at, pointer) {
      device.set(pointer);
      const shape = shown();
      const isNear =
        shape !== null && dotsOf(shape).some((dot) => distance(dot, at) <= REACH[pointer]);
      near.set(shape !== null && isAround(shape, at) ? shape.id : null);
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
    leave: () => near.set(null),
  };
}
