/** Sight: how much of a place lies in the part of the board that is drawn. */
import { type Box, centerOf, rotate } from "../geometry.ts";
import type { Place } from "./pen.ts";

/** Device pixels of a place's box in the part that is drawn. */
export function pixelsInSight({ xy: [x, y], size }: Place, within: Box, scale: number): number {
  const width = Math.min(within.maxX, x + size[0]) - Math.max(within.minX, x);
  const height = Math.min(within.maxY, y + size[1]) - Math.max(within.minY, y);
  return Math.max(0, width) * Math.max(0, height) * scale * scale;
}

/** The upright box around a part of the board, turned back about the middle of a place. */
export function turnedBack(box: Box, { xy, size, angle }: Place): Box {
  if (angle === 0) return box;
  const { minX, minY, maxX, maxY } = box;
  const center = centerOf(xy, size);
  const corners = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ] as const;
  const xs: number[] = [];
  const ys: number[] = [];
  for (const corner of corners) {
    const [x, y] = rotate(corner, center, -angle);
    xs.push(x);
    ys.push(y);
  }
  return {
    minX: Math.min(...xs),
    minY: Math.min(...ys),
    maxX: Math.max(...xs),
    maxY: Math.max(...ys),
  };
}
