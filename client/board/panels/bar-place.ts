/** The place of a bar beside a selection: it hides neither that nor the islands. It knows no page. */
import type { Box } from "../geometry.ts";

/** CSS pixels between the selection's marks and the bar, and between the bar and what surrounds the board. */
const AIR = 10;
const EDGE = 8;

/**
 * Returns where the upper left corner of a bar stands, in CSS pixels. That is above the selection, else below it, else at
 * the top of the free part of the view. `null` when nothing of the selection is in that part. `marks`: the selection
 * with its handles.
 */
export function barPlace(
  marks: Box,
  bar: { readonly width: number; readonly height: number },
  free: Box,
): { readonly x: number; readonly y: number } | null {
  const isInView =
    marks.maxX > free.minX &&
    marks.minX < free.maxX &&
    marks.maxY > free.minY &&
    marks.minY < free.maxY;
  if (!isInView) return null;
  const least = free.minX + EDGE;
  const most = Math.max(least, free.maxX - EDGE - bar.width);
  const x = Math.min(most, Math.max(least, (marks.minX + marks.maxX - bar.width) / 2));
  const above = marks.minY - AIR - bar.height;
  const below = marks.maxY + AIR;
  if (above >= free.minY + EDGE && above + bar.height <= free.maxY) return { x, y: above };
  if (below + bar.height <= free.maxY - EDGE && below >= free.minY) return { x, y: below };
  return { x, y: free.minY + EDGE };
}
