/** Which shapes are under the pointer, or in a box. */

import { polylineOf } from "../../shared/board/draw/polyline.ts";
import { labelBox, labelEffort, withRoom } from "../../shared/board/draw/shape-text.ts";
import type { Outline } from "../../shared/board/kind.ts";
import { kindOf } from "../../shared/board/kinds.ts";
import { boxOnBoard, outlineOf, pointInShape, shapeBox } from "../../shared/board/outline.ts";
import { hasText, type Point, type Shape, type TextualShape } from "../../shared/board/shape.ts";
import {
  type Box,
  boxCenter,
  boxContains,
  boxContainsPoint,
  boxesTouch,
  boxOf,
  boxWithin,
  centerOf,
  expandBox,
  outlineBox,
  rotate,
} from "./geometry.ts";
import { Effort } from "./paint/effort.ts";
import type { Scene } from "./scene/scene.ts";

/** Microseconds of estimated work of one look for shapes: the pointer looks at each move. */
const LOOK_EFFORT = 15_000;

/** Microseconds in which a point, or a box, is compared with one point of a line, about. */
const POINT_EFFORT = 0.015;

/** A shape under a point. */
export interface Hit {
  readonly shape: Shape;
  /** Is the point on what is drawn of it, or in its hollow inside? */
  readonly place: "on" | "inside";
}

/**
 * The topmost shape under a point; `toleranceBoard` is how far beside it a
 * press may be. The inside of a shape without fill is looked through: it counts
 * only where nothing else is, and then the smallest one is meant. On a board
 * that takes too long to search, strokes and labels that have not been read yet
 * are found by a later search.
 */
export function hitAt(
  scene: Scene,
  point: Point,
  toleranceBoard: number,
  effort = new Effort(LOOK_EFFORT),
): Hit | null {
  const around = expandBox(boxOf(point, [0, 0]), toleranceBoard);
  let inside: Shape | null = null;
  for (const { shape, clip } of [...scene.placedIn(around)].reverse()) {
    if (clip !== null && !boxContainsPoint(clip, point)) continue;
    const place = placeIn(shape, point, toleranceBoard, effort);
    if (place === "on") return { shape, place };
    if (place === "inside" && (inside === null || areaOf(shape) < areaOf(inside))) inside = shape;
    // A frame hides what lies below it.
    if (place === "inside" && kindOf(shape).container !== undefined) break;
  }
  return inside === null ? null : { shape: inside, place: "inside" };
}

/** The shape that `hitAt` finds, wherever it is hit. */
export function shapeAt(
  scene: Scene,
  point: Point,
  toleranceBoard: number,
  effort = new Effort(LOOK_EFFORT),
): Shape | null {
  return hitAt(scene, point, toleranceBoard, effort)?.shape ?? null;
}

/** Is the point within a shape's outline, whether that is hollow or not? */
export function isInShape(shape: Shape, point: Point): boolean {
  return placeIn(shape, point, 0, new Effort(LOOK_EFFORT)) !== null;
}

/**
 * The shapes of which something that is drawn lies in the box, bottom to top.
 * On a board that takes too long to look through, the box around a stroke or a
 * label stands for it.
 */
export function shapesTouching(scene: Scene, box: Box, effort = new Effort(LOOK_EFFORT)): Shape[] {
  const found: Shape[] = [];
  for (const { shape, clip } of scene.placedIn(box)) {
    if (clip !== null && !boxesTouch(clip, box)) continue;
    // A frame is meant when it lies in the box as a whole. Else what lies in it is.
    const isMeant =
      kindOf(shape).container === undefined || boxContains(box, boxOf(shape.xy, shape.size));
    if (isMeant && touches(shape, clip === null ? box : boxWithin(box, clip), effort))
      found.push(shape);
  }
  return found;
}

function areaOf(shape: Shape): number {
  return shape.size[0] * shape.size[1];
}

/** `on` what is drawn of the shape, in its hollow `inside`, or `null`: beside it. */
function placeIn(
  shape: Shape,
  point: Point,
  tolerance: number,
  effort: Effort,
): "on" | "inside" | null {
  // A label counts only where the inside does not.
  const { hollow, closed } = outlineOf(shape);
  const label = (hollow || !closed) && hasText(shape) ? quickLabel(shape, effort) : null;
  const seen = withRoom(shape);
  const outline = outlineOf(seen);
  const local = pointInShape(seen, point);
  const reach = outline.line / 2 + tolerance;
  const isInReach = boxContainsPoint(expandBox(outline.box, reach), local);
  const line = isInReach ? quickLine(outline, effort) : null;
  if (line?.isNear(local, reach)) return "on";
  if (line !== null && isNearLines(outline, local, reach)) return "on";
  if (label !== null && boxContainsPoint(expandBox(label, tolerance), local)) return "on";
  if (line === null || !outline.closed || !line.contains(local)) return null;
  return outline.hollow ? "inside" : "on";
}

/** Is the point near a line that is drawn within a hollow shape? */
function isNearLines({ lines, hollow }: Outline, point: Point, reach: number): boolean {
  return hollow && lines !== undefined && polylineOf(lines).isNear(point, reach);
}

/** The line of an outline, where it is known or can be found in time. */
function quickLine(outline: Outline, effort: Effort) {
  const making = outline.effort;
  effort.spend(making);
  // A line that is known is compared whatever it takes: a document's points are bounded by its size.
  if (effort.isOver && making > 0) return null;
  const line = polylineOf(outline.path);
  effort.spend(line.count * POINT_EFFORT);
  return line;
}

/** The box around a label, where it is known or can be found in time. */
function quickLabel(shape: TextualShape, effort: Effort): Box | null {
  if (shape.text.length === 0) return null;
  const needed = labelEffort(shape);
  if (needed > 0 && !effort.has(needed)) return null;
  effort.spend(needed);
  return labelBox(shape);
}

function touches(stored: Shape, box: Box, effort: Effort): boolean {
  const shape = withRoom(stored);
  const { xy, size, angle } = shape;
  if (boxContains(box, outlineBox(xy, size, angle))) return true;
  if (!boxesTouch(box, shapeBox(shape))) return false;
  const outline = outlineOf(shape);
  const line = quickLine(outline, effort);
  if (line === null) return true;
  if (angle !== 0) effort.spend(line.count * POINT_EFFORT * 3);
  const center = centerOf([0, 0], size);
  const turn = angle === 0 ? null : (point: Point) => rotate(point, center, angle);
  const reach = shiftedBy(expandBox(box, outline.line / 2), xy);
  if (line.touches(reach, turn)) return true;
  const { lines } = outline;
  if (lines !== undefined && polylineOf(lines).touches(reach, turn)) return true;
  if (!outline.closed) return false;
  if (!outline.hollow) return placeIn(shape, boxCenter(box), 0, effort) === "on";
  const label = hasText(shape) ? quickLabel(shape, effort) : null;
  // A turned label is taken by the upright box around it.
  return label !== null && boxesTouch(box, boxOnBoard(withRoom(shape), label));
}

/** A box of the board, relative to a point. */
function shiftedBy({ minX, minY, maxX, maxY }: Box, [x, y]: Point): Box {
  return { minX: minX - x, minY: minY - y, maxX: maxX - x, maxY: maxY - y };
}
