import type { ArrowShape, Point, Shape } from "../../shared/board/shape.ts";
import { type Camera, toScreen } from "./camera.ts";
import { arrowEnds, type Box, outlineBox, unionBoxes } from "./geometry.ts";

/** The eight handles of a selection's frame, by the side of the board they look to. */
export type BoxHandle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

/** The two ends of a single selected arrow. */
export type EndHandle = "from" | "to";

export type HandleName = BoxHandle | EndHandle;

/** Where a handle is on the screen: its middle. */
export interface Handle {
  readonly name: HandleName;
  readonly at: Point;
}

/** Air between what is selected and its frame, in CSS pixels. */
export const FRAME_GAP = 6;

/** The side of a handle's square, in CSS pixels. */
export const HANDLE_SIZE = 10;

/** How far from a handle's middle a press still takes it: finer for a mouse than for a finger. */
const REACH = { mouse: 9, touch: 20 } as const;

/** Frames narrower or lower than this have no handles at the middles of those sides, in CSS pixels. */
const LEAST_SIDE = 44;

/** The box that a selection's frame goes around: the turned outlines, without line widths. */
export function selectionBox(shapes: readonly Shape[]): Box | null {
  return unionBoxes(shapes.map((shape) => outlineBox(shape.xy, shape.size, shape.angle)));
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

/** The handles of a frame around `selection`, corners first. */
export function handlesOf(selection: Box, camera: Camera): Handle[] {
  const { minX, minY, maxX, maxY } = frameOf(selection, camera);
  const middleX = (minX + maxX) / 2;
  const middleY = (minY + maxY) / 2;
  const handles: Handle[] = [
    { name: "nw", at: [minX, minY] },
    { name: "ne", at: [maxX, minY] },
    { name: "se", at: [maxX, maxY] },
    { name: "sw", at: [minX, maxY] },
  ];
  if (maxX - minX >= LEAST_SIDE) {
    handles.push({ name: "n", at: [middleX, minY] }, { name: "s", at: [middleX, maxY] });
  }
  if (maxY - minY >= LEAST_SIDE) {
    handles.push({ name: "e", at: [maxX, middleY] }, { name: "w", at: [minX, middleY] });
  }
  return handles;
}

/** The handles of a single arrow: its two ends. */
export function arrowHandlesOf(arrow: ArrowShape, camera: Camera): Handle[] {
  const [from, to] = arrowEnds(arrow);
  return [
    { name: "from", at: toScreen(camera, from) },
    { name: "to", at: toScreen(camera, to) },
  ];
}

/** The handles that a selection shows: a single arrow's ends, or those of its frame. */
export function handlesOfSelection(shapes: readonly Shape[], camera: Camera): Handle[] {
  const [only, second] = shapes;
  if (only === undefined) return [];
  if (only.type === "arrow" && second === undefined) return arrowHandlesOf(only, camera);
  const box = selectionBox(shapes);
  return box === null ? [] : handlesOf(box, camera);
}

/** The handle under a point of the screen: the nearest within reach. */
export function handleAt(
  handles: readonly Handle[],
  screen: Point,
  pointer: "mouse" | "touch" = "mouse",
): HandleName | null {
  let nearest: HandleName | null = null;
  let least: number = REACH[pointer];
  for (const { name, at } of handles) {
    const away = Math.max(Math.abs(at[0] - screen[0]), Math.abs(at[1] - screen[1]));
    if (away < least || (away === least && nearest === null)) {
      least = away;
      nearest = name;
    }
  }
  return nearest;
}
