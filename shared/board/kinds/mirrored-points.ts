/** The points of a stroke or a line, mirrored within their own box. */
import { storedPoints } from "../draw/ink-line.ts";
import { boxFromPoints } from "../geometry.ts";
import { encodeInk, type Ink, type InkPoint } from "../ink.ts";

/** Mirrors points along an axis; they stay in the box that they are in. */
export function mirroredPoints<P extends Ink>(points: P, axis: "x" | "y"): P | Uint8Array {
  const stored = storedPoints(points);
  const box = boxFromPoints(stored);
  if (box === null) return points;
  const mirror = ([x, y, pressure]: InkPoint): InkPoint =>
    axis === "x" ? [box.minX + box.maxX - x, y, pressure] : [x, box.minY + box.maxY - y, pressure];
  return encodeInk(stored.map(mirror));
}
