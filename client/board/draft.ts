import * as Y from "yjs";
import type { Gesture } from "../../shared/board/gesture.ts";
import { encodeInk, type InkPoint } from "../../shared/board/ink.ts";
import type {
  ArrowShape,
  BoxShape,
  InkShape,
  Point,
  Shape,
  Size,
} from "../../shared/board/shape.ts";
import type { Color, Width } from "../../shared/board/style.ts";

type DraftGesture = Extract<Gesture, { kind: "draft" }>;

/** A draft's label: a text must be in some document to be read. */
const NO_TEXT = new Y.Doc().getText();

const UNWRITTEN = { angle: 0, z: "a0", opacity: 1, locked: false, by: "", at: 0 } as const;

/** The box, ellipse or arrow of a gesture, as a shape to paint; `null` for an arrow without ends. */
export function draftShape(gesture: DraftGesture): BoxShape | ArrowShape | null {
  const { kind: _kind, hand: _hand, type, from, to, fill, ...rest } = gesture;
  if (type !== "arrow") {
    return { ...UNWRITTEN, ...rest, type, fill, text: NO_TEXT, font: "hand", align: "middle" };
  }
  return from === undefined || to === undefined ? null : { ...UNWRITTEN, ...rest, type, from, to };
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

/** A pen stroke that is being drawn, as a shape to paint. */
export function draftInk(
  id: string,
  look: { stroke: Color; width: Width },
  points: readonly InkPoint[],
): InkShape {
  const { points: relative, ...box } = inkBox(points);
  return { ...UNWRITTEN, ...look, ...box, id, type: "ink", points: encodeInk(relative) };
}

/** The same shape at another place and in another size; an arrow's ends follow its box. */
export function placed(shape: Shape, xy: Point, size: Size): Shape {
  if (shape.type !== "arrow") return { ...shape, xy, size };
  return { ...shape, xy, size, ...scaledEnds(shape, size) };
}

/** An arrow's ends when its box takes another size. */
export function scaledEnds(arrow: ArrowShape, size: Size): { from: Point; to: Point } {
  const scaleX = arrow.size[0] === 0 ? 1 : size[0] / arrow.size[0];
  const scaleY = arrow.size[1] === 0 ? 1 : size[1] / arrow.size[1];
  return {
    from: [arrow.from[0] * scaleX, arrow.from[1] * scaleY],
    to: [arrow.to[0] * scaleX, arrow.to[1] * scaleY],
  };
}

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
