/** The part of the board that the user sees: the camera, the window that it fills, and the islands above it. */
import type { Theme } from "../../../shared/board/draw/palette.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { createStore } from "../../ui/store.ts";
import { type Camera, type Insets, toBoard, toScreen, type Viewport } from "../camera.ts";

/** How far around the pointer a shape is still hit, in CSS pixels. */
const REACH = { mouse: 6, pen: 8, touch: 14 } as const;

/** One user's view of a board. */
export class View {
  readonly camera = createStore<Camera>({ x: 0, y: 0, zoom: 1 });
  /** The camera of a first view that shows a part of the drawing only. */
  readonly firstPart = createStore<Camera | null>(null);
  readonly viewport = createStore<Viewport>({ width: 0, height: 0 });
  readonly insets = createStore<Insets>({ top: 0, right: 0, bottom: 0, left: 0 });
  /** CSS pixels of the insets that the style panel covers. */
  readonly styleCover = createStore({ left: 0, bottom: 0 });
  /** CSS pixels of the insets that the outline covers. */
  readonly outlineCover = createStore({ right: 0, bottom: 0 });
  /** The theme in which the user sees the board. */
  theme: Theme = "light";

  toBoard(screen: Point): Point {
    return toBoard(this.camera.get(), screen);
  }

  toScreen(board: Point): Point {
    return toScreen(this.camera.get(), board);
  }

  /** How far from the pointer something is still under it, in board units. */
  reach(pointer: "mouse" | "pen" | "touch"): number {
    return REACH[pointer] / this.camera.get().zoom;
  }

  /** The middle of the part of the view that no island covers, in CSS pixels. */
  freeMiddle(): Point {
    const { width, height } = this.viewport.get();
    const { top, right, bottom, left } = this.insets.get();
    return [(left + width - right) / 2, (top + height - bottom) / 2];
  }
}
