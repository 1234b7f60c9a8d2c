/** Where shapes are on the board, whatever their kind: by their outlines. */
import { chipsBox } from "./draw/chips.ts";
import { heightBound } from "./draw/shape-text.ts";
import { type Box, boxFromPoints, centerOf, expandBox, rotate, unionBox } from "./geometry.ts";
import type { Outline } from "./kind.ts";
import { grown } from "./kinds/stretch.ts";
import { hasText, kindOf, type Shape } from "./kinds.ts";
import type { Point, Size } from "./record.ts";

/** The line around a shape, or along it. */
export function outlineOf(shape: Shape): Outline {
  return kindOf(shape).outline(shape);
}

/** A box relative to a shape's `xy`, as an upright box on the board: around it once it is turned. */
export function boxOnBoard({ xy, size, angle }: Shape, { minX, minY, maxX, maxY }: Box): Box {
  const [x, y] = xy;
  const box = { minX: x + minX, minY: y + minY, maxX: x + maxX, maxY: y + maxY };
  if (angle === 0) return box;
  const center = centerOf(xy, size);
  const corners: readonly Point[] = [
    [box.minX, box.minY],
    [box.maxX, box.minY],
    [box.maxX, box.maxY],
    [box.minX, box.maxY],
  ];
  return boxFromPoints(corners.map((corner) => rotate(corner, center, angle))) ?? box;
}

/** A point of the board relative to a shape's `xy`, before it is turned. */
export function pointInShape({ xy, size, angle }: Shape, point: Point): Point {
  const [x, y] = rotate(point, centerOf(xy, size), -angle);
  return [x - xy[0], y - xy[1]];
}

/** Everything that is drawn of a shape lies in this box. Words that are not set yet are reckoned about. */
export function shapeBox(shape: Shape): Box {
  if (!hasText(shape)) return drawnBox(shape);
  const height = heightBound(shape);
  const [width, own] = shape.size;
  if (height <= own) return drawnBox(shape);
  return unionBox(drawnBox(shape), drawnBox(grown(shape, [width, height])));
}

function drawnBox(shape: Shape): Box {
  const kind = kindOf(shape);
  const { box, bleed, closed } = kind.outline(shape);
  const chips = chipsBox(shape);
  const around = expandBox(box, bleed);
  const drawn = chips === null ? around : unionBox(around, chips);
  // The words of an arrow lie beside its line: without any, there is nothing.
  const isBare = hasText(shape) && shape.text.length === 0 && !closed;
  const frame = isBare ? undefined : kind.textFrame?.(shape);
  if (frame === undefined) return boxOnBoard(shape, drawn);
  // Words are drawn with at least one line, be the shape ever so small.
  const { x, y, width, height } = frame;
  const words = { minX: x, minY: y, maxX: x + width, maxY: y + height };
  return boxOnBoard(shape, unionBox(drawn, words));
}

/** The same shape at another place and in another size. */
export function placed(shape: Shape, xy: Point, size: Size): Shape {
  return kindOf(shape).placed?.(shape, xy, size) ?? { ...shape, xy, size };
}
