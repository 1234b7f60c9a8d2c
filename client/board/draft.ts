import type { NewShape } from "../../shared/board/document.ts";
import type { InkPoint } from "../../shared/board/ink.ts";
import { readShape } from "../../shared/board/kinds.ts";
import { plainFields } from "../../shared/board/record.ts";
import type { InkShape, Point, Shape, Size } from "../../shared/board/shape.ts";
import type { Color, Nib, Width } from "../../shared/board/style.ts";

const UNWRITTEN = { angle: 0, z: "a0", opacity: 1, locked: false, by: "", at: 0 } as const;

/** A new shape before it is written, to be painted. */
export function draftOf(made: NewShape): Shape {
  const shape = readShape(made.id, plainFields({ ...made }));
  if (shape === null) throw new Error(`got a new ${made.type} that cannot be read`);
  return shape;
}

/** The place and size of a pen stroke, and its points relative to that place. */
export function inkBox(points: readonly InkPoint[]): { xy: Point; size: Size; points: InkPoint[] } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return {
    xy: [left, top],
    size: [right - left, bottom - top],
    points: points.map(([x, y, pressure]) => [x - left, y - top, pressure]),
  };
}

/** A pen stroke that is being drawn, as a shape to paint. Its points are not coded: it grows with each move. */
export function draftInk(
  id: string,
  look: { stroke: Color; width: Width; nib?: Nib | undefined },
  points: readonly InkPoint[],
): InkShape {
  const { nib = "pen" } = look;
  return { ...UNWRITTEN, ...look, nib, ...inkBox(points), id, type: "ink" };
}
