/** Paints shapes, as finely as there is time for. */
import {
  type Drawn,
  drawShape,
  drawShapes,
  prepareShape as prepare,
} from "../../../shared/board/draw/draw-shape.ts";
import type { Box } from "../../../shared/board/geometry.ts";
import type { Brush } from "./brush.ts";
import { CanvasPen } from "./canvas-pen.ts";
import type { Effort } from "./effort.ts";
import type { View } from "./view.ts";

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

/** Paints shapes bottom to top, until the effort is spent. */
export function paintShapes(painting: Painting, shapes: readonly Drawn[]): void {
  drawShapes(shapes, penFor(painting), painting.view.palette, painting.editing);
}

/** Paints one shape. */
export function paintShape(painting: Painting, { shape, clip }: Drawn): void {
  const pen = penFor(painting);
  const draw = () => drawShape(shape, pen, painting.view.palette, shape.id !== painting.editing);
  if (clip === null) draw();
  else pen.clipped(clip, draw);
}

/**
 * Makes what a shape needs before it is painted finely, when that takes long,
 * so that it can be painted another time. Says whether it has made something.
 */
export function prepareShape(painting: Painting, { shape }: Drawn): boolean {
  return prepare(shape, penFor(painting));
}

function penFor({ brush, view, within, effort }: Painting): CanvasPen {
  return new CanvasPen(brush, view, within, effort);
}
