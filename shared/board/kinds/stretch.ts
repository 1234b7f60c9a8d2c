/** Stretching: where a shape comes to stand when the box around a selection changes. */
import { type Box, boxOf, centerOf, rotate } from "../geometry.ts";
import type { AnyShape, BoxHandle } from "../kind.ts";
import type { Point, Size } from "../record.ts";

/**
 * A coordinate as it is stored: rounded to a 64th of a unit. So a nudge by the
 * hand does not leave fifteen digits in the document.
 */
export function stored(value: number): number {
  return Math.round(value * 64) / 64;
}

/** A point as it is stored. */
export function storedPoint([x, y]: Point): Point {
  return [stored(x), stored(y)];
}

/** How much wider and higher one box is than another. */
export function scalesOf(from: Box, to: Box): Point {
  return [
    ratio(to.maxX - to.minX, from.maxX - from.minX),
    ratio(to.maxY - to.minY, from.maxY - from.minY),
  ];
}

/** The box of an upright shape when the box around the selection becomes another one. */
export function stretchedBox({ xy, size }: AnyShape, from: Box, to: Box): Box {
  const [scaleX, scaleY] = scalesOf(from, to);
  return boxOf(
    [to.minX + (xy[0] - from.minX) * scaleX, to.minY + (xy[1] - from.minY) * scaleY],
    [size[0] * scaleX, size[1] * scaleY],
  );
}

/** Place and size of any shape then. A turned one cannot be stretched along the board's sides: it scales as a whole. */
export function stretched(shape: AnyShape, from: Box, to: Box): { xy: Point; size: Size } {
  if (shape.angle === 0) {
    const box = stretchedBox(shape, from, to);
    return {
      xy: storedPoint([box.minX, box.minY]),
      size: [stored(box.maxX - box.minX), stored(box.maxY - box.minY)],
    };
  }
  const { xy, size } = shape;
  const [scaleX, scaleY] = scalesOf(from, to);
  const scale = Math.sqrt(scaleX * scaleY);
  const middleX = to.minX + (xy[0] + size[0] / 2 - from.minX) * scaleX;
  const middleY = to.minY + (xy[1] + size[1] / 2 - from.minY) * scaleY;
  const scaled: Size = [stored(size[0] * scale), stored(size[1] * scale)];
  return { xy: storedPoint([middleX - scaled[0] / 2, middleY - scaled[1] / 2]), size: scaled };
}

/**
 * The same for a shape that is as high as its words need at least, at the size that it takes.
 * Above its words, it grows away from the handle.
 */
export function stretchedWithRoom<S extends AnyShape>(
  shape: S,
  from: Box,
  to: Box,
  handle: BoxHandle,
  heightFor: (size: Size) => number,
): S {
  const { xy, size } = stretched(shape, from, to);
  const height = Math.max(size[1], heightFor(size));
  const more = height - size[1];
  const top = handle.includes("n") ? xy[1] - more : xy[1];
  return { ...shape, xy: [xy[0], stored(top)], size: [size[0], height] };
}

/** A shape in another size, whose upper left corner stays where it is on the board, turned or not. */
export function grown<S extends AnyShape>(shape: S, size: Size): S {
  const { xy, angle } = shape;
  if (angle === 0) return { ...shape, size };
  const corner = rotate(xy, centerOf(xy, shape.size), angle);
  const [x, y] = rotate([size[0] / 2, size[1] / 2], [0, 0], angle);
  return { ...shape, size, xy: [corner[0] + x - size[0] / 2, corner[1] + y - size[1] / 2] };
}

function ratio(after: number, before: number): number {
  return before === 0 ? 1 : after / before;
}
