/** Ink: a pen stroke, as thick as the pen pressed. */
import { type Budget, MOST_ON_TOP } from "../draw/budget.ts";
import { inkLineOf, readingEffort } from "../draw/ink-line.ts";
import { drawLine } from "../draw/lines.ts";
import { EDGE, type Palette } from "../draw/palette.ts";
import { BoxPath, type Path } from "../draw/path.ts";
import type { Pen } from "../draw/pen.ts";
import { pixelsInSight } from "../draw/sight.ts";
import {
  coarseInkLine,
  inkEffort,
  inkLine,
  inkOutline,
  inkSize,
  inkTrail,
  isTooMuch,
  MOST_COARSE_POINTS,
  SHORT_STROKE,
  thinInkLine,
} from "../draw/stroke.ts";
import type { Box } from "../geometry.ts";
import type { Ink } from "../ink.ts";
import type { Outline, ShapeKind } from "../kind.ts";
import { oneOf, type ShapeBase } from "../record.ts";
import { NIBS, type Nib } from "../style.ts";
import { mirroredPoints } from "./mirrored-points.ts";
import { stretched } from "./stretch.ts";

/** A pen stroke. */
export interface InkShape extends ShapeBase {
  readonly type: "ink";
  /** Relative to `xy`; drawn stretched from the points' own box to `size`. Coded in a document, plain in a draft. */
  readonly points: Ink;
  /** Absent in documents of before: a pen. */
  readonly nib: Nib;
}

/** Pen strokes thinner than this, in device pixels, are drawn as lines. */
const LEAST_INK = 1.6;

/** Those that are also smaller than this, in device pixels, are drawn as coarse lines. */
const LEAST_FINE_LINE = 40;

/** A middle line that takes longer is drawn of fewer points, in microseconds of estimated work. */
const LONGEST_LINE = 10_000;

/** Device pixels across a screen, about: what lies beyond costs little. */
const SCREEN = 1_500;

/** Microseconds that a coarse line of a few pixels takes, about. */
const SMALL_LINE_EFFORT = 3;

/** How much thinner a line is than the stroke that it stands for from afar. */
const THINNER = 0.8;

/** The outline of a stroke: its path is read when it is asked for, since there are thousands of strokes. */
class InkOutline implements Outline {
  readonly box: Box;
  readonly bleed: number;
  readonly line: number;
  readonly closed = false;
  readonly hollow = false;
  readonly #shape: InkShape;

  constructor(shape: InkShape) {
    const [width, height] = shape.size;
    this.box = { minX: 0, minY: 0, maxX: width, maxY: height };
    this.line = inkSize(shape);
    // perfect-freehand swells to three quarters of its size at full pressure.
    this.bleed = this.line * 0.75 + 1;
    this.#shape = shape;
  }

  get effort(): number {
    return readingEffort(this.#shape);
  }

  get path(): Path {
    // It is read from now on, and takes nothing more.
    inkLineOf(this.#shape);
    return inkTrail(this.#shape);
  }
}

export const ink: ShapeKind<InkShape> = {
  type: "ink",
  keys: ["points", "nib"],
  styles: ["stroke", "width"],
  paced: true,

  read(base, fields) {
    const points = fields.get("points");
    if (!(points instanceof Uint8Array)) return null;
    return { ...base, type: "ink", points, nib: oneOf(NIBS, fields.get("nib"), "pen") };
  },

  outline: (shape) => new InkOutline(shape),

  draw(shape, pen, palette) {
    const { budget } = pen;
    const reading = readingEffort(shape);
    if (budget.isOver && reading > MOST_ON_TOP) {
      budget.isUnfinished = true;
      return;
    }
    budget.spend(reading);
    drawInk(shape, pen, palette);
  },

  prepare(shape, pen) {
    if (shape.nib === "marker" || inkSize(shape) * pen.detail < LEAST_INK) return false;
    const line = inkLineOf(shape);
    if (line === null || line.count <= SHORT_STROKE) return false;
    const outline = inkOutline(shape);
    const needed = inkEffort(shape, line, pen.detail, 1, pen.has(outline));
    if (needed.making === 0 || isTooMuch(needed)) return false;
    pen.budget.spend(needed.making);
    pen.make(outline);
    return true;
  },

  mirrored: (shape, axis) => ({ ...shape, points: mirroredPoints(shape.points, axis) }),

  resized: (shape, from, to) => ({ ...shape, ...stretched(shape, from, to) }),
};

const dot = new BoxPath();

/** A dot of a marker is round, and as thick as its line. */
function dotBox(size: number): [x: number, y: number, width: number, height: number, r: number] {
  return [-size / 2, -size / 2, size, size, size / 2];
}

/** Draws a stroke as finely as there is room for: its outline, its middle line, or a coarse one. */
function drawInk(shape: InkShape, pen: Pen, palette: Palette): void {
  const { budget, detail } = pen;
  const { stroke: color } = shape;
  const edge = palette.edge[color];
  const line = inkLineOf(shape);
  if (line === null) return;
  const [width, height] = shape.size;
  // A file can be enlarged: nothing in it is thin or small.
  const scale = Number.isFinite(detail) ? detail : 1;
  const thickness = inkSize(shape);
  const isMarker = shape.nib === "marker";
  // A marker's stroke is one line of one thickness: where it crosses itself, its colour does not add up.
  const isThick = !isMarker && thickness * detail >= LEAST_INK;
  const share = shareInSight(shape, pen, scale);
  const isMade = isThick && pen.has(inkOutline(shape));
  const needed = inkEffort(shape, line, scale, share, isMade);
  const isShort = line.count <= SHORT_STROKE;
  // An edge is the outline once more.
  const fine = needed.making + needed.filling * (edge === null ? 1 : 2);
  if (isThick && !isTooMuch(needed) && mayBeFine(budget, isShort && needed.making === 0, fine)) {
    if (edge !== null) pen.stroke(inkOutline(shape), edge, 2 * EDGE, "solid");
    pen.fill(inkOutline(shape), palette.stroke[color]);
    return;
  }
  const extent = Math.max(width, height) * scale;
  const stroke = thickness * (isThick || isMarker ? 1 : THINNER);
  const draw = (path: Path): void => {
    if (!isMarker) drawLine(pen, palette, color, path, stroke, "solid");
    else if (line.count === 1) pen.fill(dot.of(...dotBox(thickness)), palette.marker[color]);
    else pen.stroke(path, palette.marker[color], stroke, "solid");
  };
  if (!isThick && extent < LEAST_FINE_LINE) {
    budget.spend(SMALL_LINE_EFFORT);
    draw(coarseInkLine(shape));
    return;
  }
  const isLine = !isThick || isTooMuch(needed);
  if (isLine && mayBeFine(budget, isShort, needed.line)) {
    const isLong = needed.line > LONGEST_LINE;
    const path = isLong ? thinInkLine(shape) : inkLine(shape);
    draw(path);
    return;
  }
  budget.isUnfinished = true;
  const coarse = 8 + MOST_COARSE_POINTS * Math.min(extent, SCREEN) * 0.06;
  const isQuick = isShort && needed.line < MOST_ON_TOP && budget.has(needed.line);
  const rest = isQuick ? needed.line : coarse;
  if (budget.isOver && rest > MOST_ON_TOP) return;
  budget.spend(rest);
  const path = isQuick ? inkLine(shape) : coarseInkLine(shape);
  draw(path);
}

/** The part of a stroke that is in sight, from 0 to 1. */
function shareInSight(shape: InkShape, { within }: Pen, scale: number): number {
  if (shape.angle !== 0) return 1;
  const [width, height] = shape.size;
  const own = Math.max(1, width * scale) * Math.max(1, height * scale);
  return Math.min(1, Math.max(pixelsInSight(shape, within, scale), 1) / own);
}

/** May so much be spent on a stroke? Those that take long must leave something for coarse ones. */
function mayBeFine(budget: Budget, isQuick: boolean, needed: number): boolean {
  if (isQuick) {
    if (!budget.has(needed)) return false;
    budget.spend(needed);
    return true;
  }
  if (!budget.hasForFine(needed)) return false;
  budget.spendOnFine(needed);
  return true;
}
