/** Paints shapes, as finely as there is time for. */
import type {
  ArrowShape,
  BoxShape,
  InkShape,
  NoteShape,
  Shape,
  TextualShape,
} from "../../../shared/board/shape.ts";
import { hasText } from "../../../shared/board/shape.ts";
import { FONT_SIZE, LINE_WIDTH } from "../../../shared/board/style.ts";
import { arrowHead, type Box, centerOf, distance, inkSize, rotate } from "../geometry.ts";
import type { Brush } from "./brush.ts";
import type { Effort } from "./effort.ts";
import { inkLineOf, readingEffort } from "./ink-line.ts";
import { baselineOf } from "./measure.ts";
import { fillColor } from "./palette.ts";
import { labelEffort, shownText, textColor } from "./shape-text.ts";
import {
  coarseInkLine,
  inkEffort,
  inkLine,
  inkOutline,
  isTooMuch,
  MOST_COARSE_POINTS,
  SHORT_STROKE,
  thinInkLine,
} from "./stroke.ts";
import type { View } from "./view.ts";

/** Roundness of a rectangle's corners, in board units. */
const CORNER = 10;
const NOTE_CORNER = 3;

/** Text lower than this many CSS pixels is not drawn: it could not be read. */
const LEAST_TEXT = 4;

/** Lines are never thinner than this, in device pixels, so that they do not fade from afar. */
const LEAST_LINE = 0.75;

/** Pen strokes thinner than this, in device pixels, are drawn as lines. */
const LEAST_INK = 1.6;

/** Those that are also smaller than this, in device pixels, are drawn as coarse lines. */
const LEAST_FINE_LINE = 40;

/** A middle line that takes longer is drawn of fewer points, in microseconds of estimated work. */
const LONGEST_LINE = 10_000;

/** Device pixels across a screen, about: what lies beyond costs little. */
const SCREEN = 1_500;

/** Corners rounder than this are drawn so, in device pixels. */
const LEAST_CORNER = 1.5;

const FULL_TURN = Math.PI * 2;

/** The topmost shapes are painted also when there is no time left: what has just been drawn is seen at once. */
const ALWAYS_ON_TOP = 40;

/** Microseconds of estimated work: one of those is left out, too, when it takes longer. */
const MOST_ON_TOP = 400;

/** Microseconds that a shape takes whatever it is, and that a thousand of its pixels take, about. */
const SHAPE_EFFORT = 2;
const PIXELS_EFFORT = 0.5;

/** Microseconds that a coarse line of a few pixels takes, about. */
const SMALL_LINE_EFFORT = 3;

/** The target of painting, and how much of it is painted. */
export interface Painting {
  readonly brush: Brush;
  readonly view: View;
  /** The part of the board that is painted. */
  readonly within: Box;
  /** The id of the shape whose text is left out. */
  readonly editing: string | null;
  readonly effort: Effort;
}

/**
 * Paints shapes bottom to top until the effort is spent. Then the rest is left
 * out, except for the topmost ones, and the effort is marked as unfinished.
 */
export function paintShapes(painting: Painting, shapes: readonly Shape[]): void {
  const { effort } = painting;
  const top = shapes.length - ALWAYS_ON_TOP;
  for (let index = 0; index < shapes.length; index++) {
    if (effort.isOver && index < top) {
      effort.isUnfinished = true;
      index = top;
    }
    const shape = shapes[index];
    if (shape !== undefined) paintShape(painting, shape);
  }
}

/** Paints one shape. */
export function paintShape(painting: Painting, shape: Shape): void {
  const { brush, view, effort } = painting;
  const pixels = pixelsInSight(shape, painting);
  const needed = SHAPE_EFFORT + (pixels / 1000) * PIXELS_EFFORT;
  if (shape.type !== "ink") {
    if (effort.isOver && needed > MOST_ON_TOP) {
      effort.isUnfinished = true;
      return;
    }
    effort.spend(needed);
  }
  place(brush, shape, view);
  brush.opacity(shape.opacity);
  switch (shape.type) {
    case "rectangle":
    case "ellipse":
      paintBox(brush, shape, view);
      break;
    case "arrow":
      paintArrow(brush, shape, view);
      break;
    case "ink":
      paintInk(painting, shape, pixels);
      break;
    case "note":
      paintNote(brush, shape, view);
      break;
    case "text":
      break;
  }
  if (hasText(shape) && shape.id !== painting.editing) paintText(painting, shape);
}

/**
 * Makes what a shape needs before it is painted finely, when that takes long,
 * so that it can be painted another time. Says whether it has made something.
 */
export function prepareShape({ view, effort }: Painting, shape: Shape): boolean {
  if (hasText(shape)) {
    const needed = isReadable(shape, view) ? labelEffort(shape) : 0;
    if (needed < MOST_ON_TOP) return false;
    effort.spend(needed);
    shownText(shape);
    return true;
  }
  if (shape.type !== "ink" || inkSize(shape.width) * view.scale < LEAST_INK) return false;
  const line = inkLineOf(shape);
  if (line === null || line.count <= SHORT_STROKE) return false;
  const needed = inkEffort(shape, line, view.scale, 1);
  if (needed.making === 0 || isTooMuch(needed)) return false;
  effort.spend(needed.making);
  inkOutline(shape);
  return true;
}

/** Device pixels of a shape's box in the part that is painted. */
function pixelsInSight(shape: Shape, { within, view }: Painting): number {
  const [x, y] = shape.xy;
  const width = Math.min(within.maxX, x + shape.size[0]) - Math.max(within.minX, x);
  const height = Math.min(within.maxY, y + shape.size[1]) - Math.max(within.minY, y);
  return Math.max(0, width) * Math.max(0, height) * view.scale * view.scale;
}

/** Puts the context's origin at the shape's top left, turned with it. Far from the board's origin only this is exact. */
function place(brush: Brush, shape: Shape, view: View): void {
  const { scale, originX, originY } = view;
  if (shape.angle === 0) {
    const x = originX + shape.xy[0] * scale;
    const y = originY + shape.xy[1] * scale;
    brush.context.setTransform(scale, 0, 0, scale, x, y);
    return;
  }
  const cos = Math.cos(shape.angle) * scale;
  const sin = Math.sin(shape.angle) * scale;
  const halfWidth = shape.size[0] / 2;
  const halfHeight = shape.size[1] / 2;
  brush.context.setTransform(
    cos,
    sin,
    -sin,
    cos,
    originX + (shape.xy[0] + halfWidth) * scale - cos * halfWidth + sin * halfHeight,
    originY + (shape.xy[1] + halfHeight) * scale - sin * halfWidth - cos * halfHeight,
  );
}

function lineWidth(shape: Shape, view: View): number {
  return Math.max(LINE_WIDTH[shape.width], LEAST_LINE / view.scale);
}

function paintBox(brush: Brush, shape: BoxShape, view: View): void {
  const { context } = brush;
  const [width, height] = shape.size;
  const fill = fillColor(view.palette, shape.fill);
  const line = lineWidth(shape, view);
  brush.stroke(view.palette.stroke[shape.stroke], line);
  brush.dash(shape.dash, line, 2 * (width + height), view.scale);
  if (fill !== null) brush.fill(fill);
  const corner = Math.min(CORNER, width / 3, height / 3);
  if (shape.type === "rectangle" && corner * view.scale < LEAST_CORNER) {
    if (fill !== null) context.fillRect(0, 0, width, height);
    context.strokeRect(0, 0, width, height);
    return;
  }
  context.beginPath();
  if (shape.type === "rectangle") context.roundRect(0, 0, width, height, corner);
  else context.ellipse(width / 2, height / 2, width / 2, height / 2, 0, 0, FULL_TURN);
  if (fill !== null) context.fill();
  context.stroke();
}

function paintArrow(brush: Brush, shape: ArrowShape, view: View): void {
  const { context } = brush;
  const { from, to } = shape;
  const line = lineWidth(shape, view);
  brush.stroke(view.palette.stroke[shape.stroke], line);
  brush.dash(shape.dash, line, distance(from, to), view.scale);
  context.beginPath();
  context.moveTo(from[0], from[1]);
  context.lineTo(to[0], to[1]);
  if (shape.dash !== "solid") {
    // The head is whole, or it would not be seen as one.
    context.stroke();
    brush.dash("solid", line, 0, view.scale);
    context.beginPath();
  }
  const [left, right] = arrowHead(from, to, shape.width);
  context.moveTo(left[0], left[1]);
  context.lineTo(to[0], to[1]);
  context.lineTo(right[0], right[1]);
  context.stroke();
}

function paintInk(painting: Painting, shape: InkShape, pixels: number): void {
  const { brush, view, effort } = painting;
  const reading = readingEffort(shape);
  if (effort.isOver && reading > MOST_ON_TOP) {
    effort.isUnfinished = true;
    return;
  }
  effort.spend(reading);
  const line = inkLineOf(shape);
  if (line === null) return;
  const thickness = inkSize(shape.width);
  const color = view.palette.stroke[shape.stroke];
  const { scale } = view;
  const own = Math.max(1, shape.size[0] * scale) * Math.max(1, shape.size[1] * scale);
  const share = shape.angle === 0 ? Math.min(1, Math.max(pixels, 1) / own) : 1;
  const needed = inkEffort(shape, line, scale, share);
  const isThick = thickness * scale >= LEAST_INK;
  const extent = Math.max(shape.size[0], shape.size[1]) * scale;
  const coarse = 8 + MOST_COARSE_POINTS * Math.min(extent, SCREEN) * 0.06;
  const isShort = line.count <= SHORT_STROKE;
  const fine = needed.making + needed.filling;
  if (isThick && !isTooMuch(needed) && mayBeFine(effort, isShort && needed.making === 0, fine)) {
    brush.fill(color);
    brush.context.fill(inkOutline(shape));
    return;
  }
  brush.stroke(color, Math.max(thickness * (isThick ? 1 : 0.8), LEAST_LINE / scale));
  brush.dash("solid", 0, 0, scale);
  if (!isThick && extent < LEAST_FINE_LINE) {
    effort.spend(SMALL_LINE_EFFORT);
    brush.context.stroke(coarseInkLine(shape));
    return;
  }
  const isLine = !isThick || isTooMuch(needed);
  if (isLine && mayBeFine(effort, isShort, needed.line)) {
    const isLong = needed.line > LONGEST_LINE;
    brush.context.stroke(isLong ? thinInkLine(shape) : inkLine(shape));
    return;
  }
  effort.isUnfinished = true;
  const isQuick = isShort && needed.line < MOST_ON_TOP && effort.has(needed.line);
  const rest = isQuick ? needed.line : coarse;
  if (effort.isOver && rest > MOST_ON_TOP) return;
  effort.spend(rest);
  brush.context.stroke(isQuick ? inkLine(shape) : coarseInkLine(shape));
}

/** May so much be spent on a stroke? Those that take long must leave something for coarse ones. */
function mayBeFine(effort: Effort, isQuick: boolean, needed: number): boolean {
  if (isQuick) {
    if (!effort.has(needed)) return false;
    effort.spend(needed);
    return true;
  }
  if (!effort.hasForFine(needed)) return false;
  effort.spendOnFine(needed);
  return true;
}

function paintNote(brush: Brush, shape: NoteShape, view: View): void {
  const { context } = brush;
  const [width, height] = shape.size;
  const paper = view.palette.note[shape.stroke];
  const corner = Math.min(NOTE_CORNER, width / 3, height / 3);
  if (corner * view.scale < LEAST_CORNER) {
    brush.fill(paper);
    context.fillRect(0, 0, width, height);
    return;
  }
  // Two soft edges instead of a blurred shadow, which costs a hundred times as much.
  brush.fill(view.palette.shadow);
  context.beginPath();
  context.roundRect(0.5, 2, width - 1, height + 1, corner + 1);
  context.fill();
  context.beginPath();
  context.roundRect(-0.5, 0.5, width + 1, height + 0.5, corner);
  context.fill();
  brush.fill(paper);
  context.beginPath();
  context.roundRect(0, 0, width, height, corner);
  context.fill();
}

/** Are a shape's words large enough to be read? */
function isReadable(shape: TextualShape, view: View): boolean {
  return (FONT_SIZE[shape.width] * view.scale) / view.pixelRatio >= LEAST_TEXT;
}

function paintText({ brush, view, within, effort }: Painting, shape: TextualShape): void {
  if (!isReadable(shape, view) || shape.text.length === 0) return;
  const setting = labelEffort(shape);
  if (setting > MOST_ON_TOP && !effort.has(setting)) {
    effort.isUnfinished = true;
    return;
  }
  effort.spend(setting);
  const { layout, frame, lines, top } = shownText(shape);
  const left = frame.x - shape.xy[0];
  const upper = top - shape.xy[1];
  const baseline = layout.lineHeight / 2 + baselineOf(layout.font);
  const lean = layout.lineHeight / 2;
  // The part that is painted, as the shape lies before it is turned.
  const near = shape.angle === 0 ? within : turnedBack(within, shape);
  brush.fill(textColor(shape, view.palette));
  const first = Math.max(0, Math.floor((near.minY - top) / layout.lineHeight));
  for (let row = first; row < lines.length; row++) {
    const line = lines[row];
    // Setting the font alone takes longer than a box; letters lean out of their line a little.
    if (line === undefined || top + line.y > near.maxY) break;
    const start = frame.x + line.x;
    if (start > near.maxX + lean || start + line.width < near.minX - lean) continue;
    const drawing = LINE_EFFORT + line.drawn.length * LETTER_EFFORT;
    if (effort.isOver && drawing > MOST_ON_TOP / 10) {
      effort.isUnfinished = true;
      return;
    }
    effort.spend(drawing);
    brush.text(layout.font, line.rtl);
    const x = line.rtl ? line.x + line.width : line.x;
    brush.context.fillText(line.drawn, left + x, upper + line.y + baseline);
  }
}

/** Microseconds that a line of text takes, and each of its letters, about. */
const LINE_EFFORT = 6;
const LETTER_EFFORT = 0.1;

/** The upright box around a part of the board, turned back about the middle of a shape. */
function turnedBack(box: Box, shape: Shape): Box {
  const center = centerOf(shape.xy, shape.size);
  const { minX, minY, maxX, maxY } = box;
  const xs: number[] = [];
  const ys: number[] = [];
  for (const corner of [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ] as const) {
    const [x, y] = rotate(corner, center, -shape.angle);
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
