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
import { arrowHead, type Box, distance, inkSize } from "../geometry.ts";
import type { Brush } from "./brush.ts";
import { baselineOf } from "./measure.ts";
import { fillColor } from "./palette.ts";
import { shownText, textColor } from "./shape-text.ts";
import { coarseInkLine, inkLine, inkOutline } from "./stroke.ts";
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

/** Corners rounder than this are drawn so, in device pixels. */
const LEAST_CORNER = 1.5;

const FULL_TURN = Math.PI * 2;

/** Paints shapes bottom to top. `within` is the part of the board that is painted; the text of `editing` is left out. */
export function paintShapes(
  brush: Brush,
  shapes: Iterable<Shape>,
  view: View,
  within: Box,
  editing: string | null,
): void {
  for (const shape of shapes) {
    paintShape(brush, shape, view, within, shape.id !== editing);
  }
}

function paintShape(brush: Brush, shape: Shape, view: View, within: Box, withText: boolean): void {
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
      paintInk(brush, shape, view);
      break;
    case "note":
      paintNote(brush, shape, view);
      break;
    case "text":
      break;
  }
  if (withText && hasText(shape)) paintText(brush, shape, view, within);
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

function paintInk(brush: Brush, shape: InkShape, view: View): void {
  const thickness = inkSize(shape.width);
  const color = view.palette.stroke[shape.stroke];
  if (thickness * view.scale >= LEAST_INK) {
    brush.fill(color);
    brush.context.fill(inkOutline(shape));
    return;
  }
  brush.stroke(color, Math.max(thickness * 0.8, LEAST_LINE / view.scale));
  brush.dash("solid", 0, 0, view.scale);
  const extent = Math.max(shape.size[0], shape.size[1]) * view.scale;
  brush.context.stroke(extent < LEAST_FINE_LINE ? coarseInkLine(shape) : inkLine(shape));
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

function paintText(brush: Brush, shape: TextualShape, view: View, within: Box): void {
  if ((FONT_SIZE[shape.width] * view.scale) / view.pixelRatio < LEAST_TEXT) return;
  if (shape.text.length === 0) return;
  const { layout, frame, lines, top } = shownText(shape);
  const left = frame.x - shape.xy[0];
  const upper = top - shape.xy[1];
  const baseline = layout.lineHeight / 2 + baselineOf(layout.font);
  const lean = layout.lineHeight / 2;
  brush.fill(textColor(shape, view.palette));
  for (const line of lines) {
    if (shape.angle === 0) {
      // Setting the font alone takes longer than a box; letters lean out of their line a little.
      if (top + line.y > within.maxY) break;
      if (top + line.y + layout.lineHeight < within.minY) continue;
      const start = frame.x + line.x;
      if (start > within.maxX + lean || start + line.width < within.minX - lean) continue;
    }
    brush.text(layout.font, line.rtl);
    const x = line.rtl ? line.x + line.width : line.x;
    brush.context.fillText(line.text, left + x, upper + line.y + baseline);
  }
}
