import { withRoom } from "../../shared/board/draw/shape-text.ts";
import type { BoxHandle } from "../../shared/board/kind.ts";
import { kindOf } from "../../shared/board/kinds.ts";
import { outlineOf } from "../../shared/board/outline.ts";
import type { Point, Shape } from "../../shared/board/shape.ts";
import { type Camera, toScreen } from "./camera.ts";
import {
  type Box,
  boxCenter,
  boxFromPoints,
  cornersOf,
  outlineBox,
  rotate,
  segmentDistance,
  unionBoxes,
} from "./geometry.ts";

/** Where a handle is on the screen: one of a frame, or one that a single shape has by itself. */
export type Handle = HandlePlace &
  (
    | { readonly isPoint: false; readonly name: BoxHandle | "turn" }
    | { readonly isPoint: true; readonly name: string }
  );

interface HandlePlace {
  /** Its middle. */
  readonly at: Point;
  /** A side's handle is the whole side; only those at the corners are drawn. */
  readonly along?: readonly [Point, Point];
}

/** Air between what is selected and its frame, in CSS pixels. */
export const FRAME_GAP = 6;

/** How far above the frame the handle stands that turns it, in CSS pixels. */
export const TURN_GAP = 22;

/** The side of a handle's square, in CSS pixels. */
export const HANDLE_SIZE = 10;

/** How far beside a corner, or an arrow's end, a press still takes it: finer for a mouse than for a finger. */
const REACH = { mouse: 9, touch: 20 } as const;

/** The same for a side; with a mouse never into the shape. */
const SIDE_REACH = { mouse: FRAME_GAP, touch: 12 } as const;

/** Frames narrower or lower than this have handles at the corners alone, in CSS pixels. */
const LEAST_SIDE = 44;

/** The box that a selection's frame goes around: the turned outlines, without line widths. */
export function selectionBox(shapes: readonly Shape[]): Box | null {
  return boxAround(shapes, false);
}

/** The same around the whole thickness of strokes, to be drawn. */
export function drawnBox(shapes: readonly Shape[]): Box | null {
  return boxAround(shapes, true);
}

function boxAround(shapes: readonly Shape[], withLine: boolean): Box | null {
  const boxes = shapes.map((shape) => {
    const { xy, size, angle } = seenBox(shape, withLine);
    return outlineBox(xy, size, angle);
  });
  return unionBoxes(boxes);
}

/** A shape's place and size as it is seen; with the thickness of its stroke, where it is one that is drawn freely. */
function seenBox(shape: Shape, withLine: boolean): Pick<Shape, "xy" | "size" | "angle"> {
  const { xy, size, angle } = withRoom(shape);
  const { closed, line } = outlineOf(shape);
  if (!withLine || closed || kindOf(shape).handles !== undefined) return { xy, size, angle };
  const half = line / 2;
  return { xy: [xy[0] - half, xy[1] - half], size: [size[0] + line, size[1] + line], angle };
}

/** The frame of a selection: an upright box that is turned about its middle, by radians. */
export interface SelectionFrame {
  readonly box: Box;
  readonly angle: number;
}

/** The frame that is drawn around a selection: around the whole thickness of strokes. A drag goes by the other one. */
export function drawnFrame(shapes: readonly Shape[]): SelectionFrame | null {
  return frameAround(shapes, true);
}

/** The frame of a selection. It is turned as its shapes are, where all are turned alike. */
export function selectionFrame(shapes: readonly Shape[]): SelectionFrame | null {
  return frameAround(shapes, false);
}

function frameAround(shapes: readonly Shape[], withLine: boolean): SelectionFrame | null {
  const angle = commonAngle(shapes);
  if (angle === 0) {
    const box = boxAround(shapes, withLine);
    return box === null ? null : { box, angle };
  }
  // Turned back about one point, all of them are upright.
  const back = (point: Point) => rotate(point, [0, 0], -angle);
  const points = shapes.flatMap((stored) => {
    const { xy, size, angle: own } = seenBox(stored, withLine);
    return cornersOf(xy, size, own).map(back);
  });
  const box = boxFromPoints(points);
  if (box === null) return null;
  const [x, y] = boxCenter(box);
  const [toX, toY] = rotate([x, y], [0, 0], angle);
  return { box: shiftedBox(box, [toX - x, toY - y]), angle };
}

/** The angle of all shapes but those with ends, which have none; 0 where they differ. */
function commonAngle(shapes: readonly Shape[]): number {
  const boxes = shapes.filter((shape) => kindOf(shape).handles === undefined);
  const [first, ...others] = boxes;
  if (first === undefined) return 0;
  const isSame = others.every(({ angle }) => Math.abs(angle - first.angle) < 1e-6);
  return isSame ? first.angle : 0;
}

function shiftedBox({ minX, minY, maxX, maxY }: Box, [x, y]: Point): Box {
  return { minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y };
}

/** The selection's frame on the screen. */
export function frameOf(selection: Box, camera: Camera): Box {
  const [left, top] = toScreen(camera, [selection.minX, selection.minY]);
  const [right, bottom] = toScreen(camera, [selection.maxX, selection.maxY]);
  return {
    minX: left - FRAME_GAP,
    minY: top - FRAME_GAP,
    maxX: right + FRAME_GAP,
    maxY: bottom + FRAME_GAP,
  };
}

/** The handles of a frame around `selection`, corners first; all turned about its middle with it. */
export function handlesOf(selection: Box, camera: Camera, angle = 0): Handle[] {
  const handles = uprightHandles(selection, camera);
  if (angle === 0) return handles;
  const middle = toScreen(camera, boxCenter(selection));
  const turned = (point: Point) => rotate(point, middle, angle);
  return handles.map((handle) => {
    const at = turned(handle.at);
    if (handle.along === undefined) return { ...handle, at };
    return { ...handle, at, along: [turned(handle.along[0]), turned(handle.along[1])] as const };
  });
}

/** The handle that turns a frame: above the middle of its upper side. */
function turnHandle({ box, angle }: SelectionFrame, camera: Camera): Handle {
  const { minX, minY, maxX } = frameOf(box, camera);
  const middle = toScreen(camera, boxCenter(box));
  const at = rotate([(minX + maxX) / 2, minY - TURN_GAP], middle, angle);
  return { isPoint: false, name: "turn", at };
}

function uprightHandles(selection: Box, camera: Camera): Handle[] {
  const { minX, minY, maxX, maxY } = frameOf(selection, camera);
  const middleX = (minX + maxX) / 2;
  const middleY = (minY + maxY) / 2;
  const northWest: Point = [minX, minY];
  const northEast: Point = [maxX, minY];
  const southEast: Point = [maxX, maxY];
  const southWest: Point = [minX, maxY];
  const isPoint = false;
  const handles: Handle[] = [
    { isPoint, name: "nw", at: northWest },
    { isPoint, name: "ne", at: northEast },
    { isPoint, name: "se", at: southEast },
    { isPoint, name: "sw", at: southWest },
  ];
  if (maxX - minX >= LEAST_SIDE) {
    handles.push(
      { isPoint, name: "n", at: [middleX, minY], along: [northWest, northEast] },
      { isPoint, name: "s", at: [middleX, maxY], along: [southWest, southEast] },
    );
  }
  if (maxY - minY >= LEAST_SIDE) {
    handles.push(
      { isPoint, name: "e", at: [maxX, middleY], along: [northEast, southEast] },
      { isPoint, name: "w", at: [minX, middleY], along: [northWest, southWest] },
    );
  }
  return handles;
}

/** The handles that a selection shows: those of a single shape that has its own, or those of the frame around its box. */
export function handlesOfSelection(
  shapes: readonly Shape[],
  frame: SelectionFrame | null,
  camera: Camera,
): Handle[] {
  const [only, second] = shapes;
  if (only === undefined) return [];
  const own = second === undefined ? kindOf(only).handles?.(only) : undefined;
  if (own !== undefined) {
    return own.map(({ name, at }) => ({ isPoint: true, name, at: toScreen(camera, at) }));
  }
  if (frame === null) return [];
  const handles = handlesOf(frame.box, camera, frame.angle);
  const turns = shapes.some((shape) => kindOf(shape).container === undefined);
  return turns ? [...handles, turnHandle(frame, camera)] : handles;
}

/** The handle under a point of the screen: the nearest corner or end within reach, or else the nearest side. */
export function handleAt(
  handles: readonly Handle[],
  screen: Point,
  pointer: "mouse" | "touch" = "mouse",
): Handle | null {
  const corners = handles.filter((handle) => handle.along === undefined);
  const sides = handles.filter((handle) => handle.along !== undefined);
  return (
    nearest(corners, screen, REACH[pointer], true) ??
    nearest(sides, screen, SIDE_REACH[pointer], pointer === "touch")
  );
}

function nearest(
  handles: readonly Handle[],
  screen: Point,
  reach: number,
  inclusive: boolean,
): Handle | null {
  let found: Handle | null = null;
  let least = inclusive ? reach + 1e-6 : reach;
  for (const handle of handles) {
    const [from, to] = handle.along ?? [handle.at, handle.at];
    const away = segmentDistance(screen, from, to);
    if (away < least) {
      least = away;
      found = handle;
    }
  }
  return found;
}
