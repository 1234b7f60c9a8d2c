/** Paints shapes, as finely as there is time for. */
import { drawShape, prepareShape as prepare } from "../../../shared/board/draw/draw-shape.ts";
import type { Box } from "../../../shared/board/geometry.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import type { Brush } from "./brush.ts";
import { CanvasPen } from "./canvas-pen.ts";
import type { Effort } from "./effort.ts";
import type { View } from "./view.ts";

/** The topmost shapes are painted also when there is no time left: what has just been drawn is seen at once. */
const ALWAYS_ON_TOP = 40;

/** The target of painting, and how much of it is painted. */
export interface Painting {
  readonly brush: Brush;
  readonly view: View;
  /** The part of the board that is painted. */
  readonly within: Box;
  /** The id of the shape whose text is left out. */
  readonly editing: string | null;
  readonly effort: Effort;
}

/**
 * Paints shapes bottom to top until the effort is spent. Then the rest is left
 * out, except for the topmost ones, and the effort is marked as unfinished.
 */
export function paintShapes(painting: Painting, shapes: readonly Shape[]): void {
  const { effort } = painting;
  const pen = penFor(painting);
  const top = shapes.length - ALWAYS_ON_TOP;
  for (let index = 0; index < shapes.length; index++) {
    if (effort.isOver && index < top) {
      effort.isUnfinished = true;
      index = top;
    }
    const shape = shapes[index];
    if (shape !== undefined) paintShape(painting, shape, pen);
  }
}

/** Paints one shape; `pen`: that of the painting, when there is one already. */
export function paintShape(painting: Painting, shape: Shape, pen = penFor(painting)): void {
  drawShape(shape, pen, painting.view.palette, shape.id !== painting.editing);
}

/**
 * Makes what a shape needs before it is painted finely, when that takes long,
 * so that it can be painted another time. Says whether it has made something.
 */
export function prepareShape(painting: Painting, shape: Shape): boolean {
  return prepare(shape, penFor(painting));
}

function penFor({ brush, view, within, effort }: Painting): CanvasPen {
  return new CanvasPen(brush, view, within, effort);
}
