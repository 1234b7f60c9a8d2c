/** Lines as Excalidraw has them: arrows with what they are bound to, lines with corners, and strokes. */
import type { Anchor } from "../../../../shared/board/anchor.ts";
import { storedPoints } from "../../../../shared/board/draw/ink-line.ts";
import { fillColor } from "../../../../shared/board/draw/palette.ts";
import { boxFromPoints, centerOf, rotate } from "../../../../shared/board/geometry.ts";
import type { Ink } from "../../../../shared/board/ink.ts";
import { wayOf } from "../../../../shared/board/kinds/ends.ts";
import type { Point, Shape } from "../../../../shared/board/shape.ts";
import { type Head, MARKER_WIDTH } from "../../../../shared/board/style.ts";
import { type Element, elementOf, LIGHT, PENS, ROUND, type Standing } from "./element.ts";

type Ended = Extract<Shape, { readonly type: "arrow" | "line" }>;
type Polyline = Extract<Shape, { readonly type: "polyline" }>;
type InkShape = Extract<Shape, { readonly type: "ink" }>;

const HEADS: Readonly<Record<Head, string | null>> = {
  none: null,
  open: "arrow",
  filled: "triangle",
  dot: "dot",
  bar: "bar",
  crow: "crowfoot_many",
};

/** Units between the end of an arrow and the element to which it is bound. */
const GAP = 5;

/** An arc that bends further is drawn through more points. */
const BENT = 0.45;

/** How much thicker its stroke is than the number that says so. */
const PEN = 4.25;

/** The share of its colour that a highlighter leaves. */
const MARKER = 0.35;

/** Finds the shape to which an end can be bound in the file. */
export type BindableFinder = (id: string) => Shape | undefined;

/** An arrow or a line. Only an arrow may have words there: a line with words becomes one without heads. */
export function endedElement(
  shape: Ended,
  standing: Standing,
  bindable: BindableFinder,
  hasWords: boolean,
): Element {
  const points = pointsOf(shape);
  const [from, to] = [points[0] ?? shape.xy, points.at(-1) ?? shape.xy];
  const isElbow = shape.route === "elbow" && points.length > 2;
  const isArrow = shape.type === "arrow" || hasWords || isElbow;
  const bound = (anchor: Anchor | null, end: Point, before: Point) =>
    anchor === null ? null : bindingOf(anchor, bindable(anchor.shape), { end, before }, isElbow);
  const isBindable = shape.type === "arrow";
  return elementOf(isArrow ? "arrow" : "line", shape, standing, {
    ...through(points),
    angle: 0,
    roundness: shape.route === "curve" && points.length > 2 ? ROUND.share : null,
    startArrowhead: HEADS[shape.tail],
    endArrowhead: HEADS[shape.head],
    startBinding: isBindable ? bound(shape.start, from, points[1] ?? to) : null,
    endBinding: isBindable ? bound(shape.end, to, points.at(-2) ?? from) : null,
    ...(isArrow && { elbowed: isElbow }),
    ...(isElbow && { fixedSegments: null, startIsSpecial: null, endIsSpecial: null }),
  });
}

/** The points of a way on the board: its corners, or some of its arc. */
function pointsOf(shape: Ended): Point[] {
  const way = wayOf(shape);
  const isArc = shape.route === "curve" && way.steps.length > 2;
  const count = Math.abs(shape.followed?.bend ?? shape.bend) > BENT ? 4 : 2;
  const own = isArc
    ? Array.from({ length: count + 1 }, (_, at) => way.at((way.length * at) / count))
    : way.steps.map(({ at }) => at);
  const middle = centerOf(shape.xy, shape.size);
  return own.map(([x, y]) => rotate([shape.xy[0] + x, shape.xy[1] + y], middle, shape.angle));
}

interface End {
  readonly end: Point;
  /** The point of the line before the end. */
  readonly before: Point;
}

/**
 * A binding. Excalidraw up to 0.18 reads `focus` and `gap`, and later versions read `fixedPoint` and `mode`. The point
 * of an elbow is the place of its end.
 */
function bindingOf(
  { shape: elementId, at, edge }: Anchor,
  target: Shape | undefined,
  { end, before }: End,
  isElbow: boolean,
): Element | null {
  if (target === undefined) return null;
  const { xy, size, angle } = target;
  const middle = centerOf(xy, size);
  const [x, y] = rotate(end, middle, -angle);
  if (isElbow) {
    const point = [(x - xy[0]) / Math.max(size[0], 1), (y - xy[1]) / Math.max(size[1], 1)];
    return { elementId, focus: 0, gap: GAP, fixedPoint: point };
  }
  const focus = focusOf(target, [x, y], rotate(before, middle, -angle));
  return { elementId, focus, gap: GAP, fixedPoint: [...at], mode: edge ? "orbit" : "inside" };
}

/**
 * How far beside the middle of an element an arrow aims, as Excalidraw reckons it. That is where its line meets the
 * diagonals, as a share of half of one; the sign is the side. The element is not turned.
 */
function focusOf({ type, xy, size }: Shape, end: Point, before: Point): number {
  const [across, down] = [end[0] - before[0], end[1] - before[1]];
  const [x, y] = [end[0] - xy[0] - size[0] / 2, end[1] - xy[1] - size[1] / 2];
  const [half, high] = [size[0] / 2, size[1] / 2];
  const diagonals: readonly Point[] =
    type === "diamond"
      ? [
          [0, high],
          [half, 0],
        ]
      : [
          [half, high],
          [half, -high],
        ];
  const shares = diagonals.flatMap(([right, low]) => {
    const cross = right * down - low * across;
    // The line is x + s · across; the diagonal is t · right. Parallels do not meet.
    return Math.abs(cross) < 1e-9 ? [] : [Math.abs((x * down - y * across) / cross)];
  });
  const least = Math.min(...shares);
  if (!Number.isFinite(least) || least < 0.05) return 0;
  return Math.sign(across * y - down * x) * -Math.min(least, 0.95);
}

/** A line with corners, or round; a closed one leads back to its first point. */
export function polylineElement(shape: Polyline, standing: Standing): Element {
  const points = stretchedPoints(shape).map(([x, y]): Point => [x, y]);
  const [first] = points;
  const isClosed = shape.closed && points.length > 2;
  return elementOf("line", shape, standing, {
    ...through(isClosed && first !== undefined ? [...points, first] : points),
    backgroundColor: fillColor(LIGHT, shape.fill, shape.tone) ?? "transparent",
    roundness: shape.round ? ROUND.share : null,
    startArrowhead: null,
    endArrowhead: null,
    startBinding: null,
    endBinding: null,
  });
}

/** A stroke of the pen. */
export function inkElement(shape: InkShape, standing: Standing): Element {
  const points = stretchedPoints(shape);
  const isMarker = shape.nib === "marker";
  return elementOf("freedraw", shape, standing, {
    ...through(points.map(([x, y]): Point => [x, y])),
    pressures: points.map(([, , pressure]) => pressure),
    simulatePressure: false,
    ...(isMarker
      ? {
          strokeWidth: MARKER_WIDTH[shape.width] / PEN,
          strokeColor: LIGHT.solid[shape.stroke],
          opacity: Math.round(shape.opacity * MARKER * 100),
        }
      : { strokeWidth: PENS[shape.width] }),
  });
}

/** A line through points of a shape, filled or not: for figures that Excalidraw does not have. */
export function outlineElement(
  shape: Shape,
  standing: Standing,
  {
    id,
    points,
    fill,
  }: { readonly id: string; readonly points: readonly Point[]; readonly fill: string | null },
): Element {
  const [left, top] = shape.xy;
  const middle = centerOf(shape.xy, shape.size);
  // The middle of its points need not be that of the shape: it is turned point by point.
  const onBoard = points.map(([x, y]) => rotate([left + x, top + y], middle, shape.angle));
  return elementOf("line", shape, standing, {
    id,
    ...through(onBoard),
    angle: 0,
    backgroundColor: fill ?? "transparent",
    startArrowhead: null,
    endArrowhead: null,
    startBinding: null,
    endBinding: null,
  });
}

/** The place of points of the board, and themselves, the first of which is 0, 0. */
function through(points: readonly Point[]): Element {
  const [x, y] = points[0] ?? [0, 0];
  const { minX, minY, maxX, maxY } = boxFromPoints(points) ?? {
    minX: 0,
    minY: 0,
    maxX: 0,
    maxY: 0,
  };
  return {
    x,
    y,
    width: maxX - minX,
    height: maxY - minY,
    points: points.map(([ownX, ownY]) => [ownX - x, ownY - y]),
    lastCommittedPoint: null,
  };
}

/** Stored points on the board: those of a shape are stretched to its size. */
function stretchedPoints({ xy, size, points }: { xy: Point; size: Point; points: Ink }) {
  const stored = storedPoints(points);
  const box = boxFromPoints(stored.map(([x, y]): Point => [x, y]));
  if (box === null) return [];
  const [width, height] = [box.maxX - box.minX, box.maxY - box.minY];
  const [scaleX, scaleY] = [width === 0 ? 1 : size[0] / width, height === 0 ? 1 : size[1] / height];
  return stored.map(
    ([x, y, pressure]) =>
      [xy[0] + (x - box.minX) * scaleX, xy[1] + (y - box.minY) * scaleY, pressure] as const,
  );
}
