import { caretAt } from "../../../shared/board/draw/layout.ts";
import { polylineOf } from "../../../shared/board/draw/polyline.ts";
import { shownText } from "../../../shared/board/draw/shape-text.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import { outlineOf } from "../../../shared/board/outline.ts";
import { hasText, type Point, type Shape } from "../../../shared/board/shape.ts";
import type { Camera } from "../camera.ts";
import { type Box, centerOf, rotate } from "../geometry.ts";
import { frameOf, HANDLE_SIZE, handlesOfSelection, selectionBox } from "../handles.ts";
import type { Layer } from "./layer.ts";
import { paintNameTag } from "./name-tag.ts";
import type { View } from "./view.ts";

/** The marks that are drawn over the shapes, at one size for every zoom. */
export interface Overlay {
  readonly selection: readonly Shape[];
  readonly showHandles: boolean;
  readonly marquee: Box | null;
  readonly hover: Shape | null;
  readonly others: readonly OthersSelection[];
  readonly carets: readonly OthersCaret[];
}

/** The selection of another person. */
export interface OthersSelection {
  /** `null`: it stands elsewhere. */
  readonly name: string | null;
  readonly verified: boolean;
  readonly color: string;
  readonly shapes: readonly Shape[];
}

/** Where another person types. */
export interface OthersCaret {
  readonly shape: Shape;
  readonly index: number;
  readonly color: string;
  readonly name: string;
  readonly verified: boolean;
}

export const NO_OVERLAY: Overlay = {
  selection: [],
  showHandles: false,
  marquee: null,
  hover: null,
  others: [],
  carets: [],
};

/** More selected shapes than this are shown by the frame around them alone. */
const MOST_OUTLINES = 200;

interface Pen {
  readonly context: CanvasRenderingContext2D;
  /** The camera that the shapes were painted with: shifted to whole pixels as they are. */
  readonly camera: Camera;
  readonly pixelRatio: number;
  readonly select: string;
  readonly handle: string;
}

/** Is there nothing to paint? */
export function isEmptyOverlay(overlay: Overlay): boolean {
  const { selection, marquee, hover, others, carets } = overlay;
  const lists = selection.length + others.length + carets.length;
  return lists === 0 && marquee === null && hover === null;
}

/** Paints the overlay on a clear layer; coordinates are CSS pixels. */
export function paintOverlay(layer: Layer, overlay: Overlay, view: View): void {
  const { context } = layer.brush;
  const { pixelRatio, palette } = view;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.globalAlpha = 1;
  const camera = {
    x: -view.originX / view.scale,
    y: -view.originY / view.scale,
    zoom: view.scale / pixelRatio,
  };
  const { select, handle } = palette;
  const pen = { context, camera, pixelRatio, select, handle };
  for (const other of overlay.others) paintOthersSelection(pen, other);
  if (overlay.hover !== null) {
    context.strokeStyle = select;
    context.lineWidth = lineOf(pen, 1.5);
    strokeOutline(pen, overlay.hover);
  }
  if (overlay.selection.length > 0) paintSelection(pen, overlay);
  for (const caret of overlay.carets) paintCaret(pen, caret);
  if (overlay.marquee !== null) paintMarquee(pen, overlay.marquee);
}

/** A width of whole device pixels. */
function lineOf(pen: Pen, width: number): number {
  return Math.max(1, Math.round(width * pen.pixelRatio)) / pen.pixelRatio;
}

/** A straight line of the present width is crisp at this coordinate. */
function crisp(pen: Pen, at: number): number {
  const pixels = Math.round(pen.context.lineWidth * pen.pixelRatio);
  const half = pixels % 2 === 1 ? 0.5 : 0;
  return (Math.round(at * pen.pixelRatio) + half) / pen.pixelRatio;
}

function strokeFrame(pen: Pen, frame: Box): void {
  const left = crisp(pen, frame.minX);
  const top = crisp(pen, frame.minY);
  pen.context.strokeRect(left, top, crisp(pen, frame.maxX) - left, crisp(pen, frame.maxY) - top);
}

function paintSelection(pen: Pen, { selection, showHandles }: Overlay): void {
  const { context, camera } = pen;
  const [only, second] = selection;
  const single = second === undefined;
  context.strokeStyle = pen.select;
  if (!single && selection.length <= MOST_OUTLINES) {
    context.lineWidth = lineOf(pen, 1);
    context.globalAlpha = 0.6;
    for (const shape of selection) strokeOutline(pen, shape);
    context.globalAlpha = 1;
  }
  context.lineWidth = lineOf(pen, 1.5);
  const box = selectionBox(selection);
  if (single && only !== undefined && kindOf(only).handles !== undefined) strokeOutline(pen, only);
  else if (box !== null) strokeFrame(pen, frameOf(box, camera));
  if (!showHandles) return;
  context.fillStyle = pen.handle;
  for (const { isPoint, at, along } of handlesOfSelection(selection, camera)) {
    if (along !== undefined) continue;
    context.beginPath();
    if (isPoint) {
      context.arc(at[0], at[1], HANDLE_SIZE / 2, 0, Math.PI * 2);
    } else {
      const x = crisp(pen, at[0]) - HANDLE_SIZE / 2;
      const y = crisp(pen, at[1]) - HANDLE_SIZE / 2;
      context.roundRect(x, y, HANDLE_SIZE, HANDLE_SIZE, 2);
    }
    context.fill();
    context.stroke();
  }
}

/** A stroke of more points than this has its box for an outline: it would be traced in each frame. */
const MOST_OUTLINE_POINTS = 600;

/** The line around a shape, or along it. */
function strokeOutline(pen: Pen, shape: Shape): void {
  const { context, camera } = pen;
  const { path, box, effort, closed } = outlineOf(shape);
  const isKnown = closed || (effort === 0 && polylineOf(path).count <= MOST_OUTLINE_POINTS);
  context.save();
  // The path is laid out as its shape is turned, and its line then has one width for every zoom.
  const { xy, size, angle } = shape;
  const [middleX, middleY] = centerOf(xy, size);
  context.translate((middleX - camera.x) * camera.zoom, (middleY - camera.y) * camera.zoom);
  context.rotate(angle);
  context.scale(camera.zoom, camera.zoom);
  context.translate(-size[0] / 2, -size[1] / 2);
  context.beginPath();
  if (isKnown) path.trace(context);
  else context.rect(box.minX, box.minY, box.maxX - box.minX, box.maxY - box.minY);
  context.setTransform(pen.pixelRatio, 0, 0, pen.pixelRatio, 0, 0);
  context.stroke();
  context.restore();
}

function paintOthersSelection(pen: Pen, other: OthersSelection): void {
  const { name, verified, color, shapes } = other;
  const box = selectionBox(shapes);
  if (box === null) return;
  const { context } = pen;
  context.strokeStyle = color;
  context.lineWidth = lineOf(pen, 1.5);
  const frame = frameOf(box, pen.camera);
  strokeFrame(pen, frame);
  if (name === null) return;
  const left = crisp(pen, frame.minX) - context.lineWidth / 2;
  paintNameTag(context, { name, verified, color }, left, frame.minY);
}

function paintMarquee(pen: Pen, marquee: Box): void {
  const { context, camera } = pen;
  const x = (marquee.minX - camera.x) * camera.zoom;
  const y = (marquee.minY - camera.y) * camera.zoom;
  const width = (marquee.maxX - marquee.minX) * camera.zoom;
  const height = (marquee.maxY - marquee.minY) * camera.zoom;
  context.fillStyle = pen.select;
  context.globalAlpha = 0.1;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  context.strokeStyle = pen.select;
  context.lineWidth = lineOf(pen, 1);
  strokeFrame(pen, { minX: x, minY: y, maxX: x + width, maxY: y + height });
}

function paintCaret(pen: Pen, other: OthersCaret): void {
  const { shape, index, color } = other;
  if (!hasText(shape)) return;
  const { context, camera } = pen;
  const { layout, frame, lines, top } = shownText(shape);
  const caret = caretAt({ ...layout, lines }, index);
  const center = centerOf(shape.xy, shape.size);
  const onScreen = (y: number): Point => {
    const place: Point = [shape.xy[0] + frame.x + caret.x, shape.xy[1] + top + y];
    const [boardX, boardY] = rotate(place, center, shape.angle);
    return [(boardX - camera.x) * camera.zoom, (boardY - camera.y) * camera.zoom];
  };
  const upper = onScreen(caret.y);
  const lower = onScreen(caret.y + caret.height);
  context.strokeStyle = color;
  context.lineWidth = lineOf(pen, 2);
  context.beginPath();
  context.moveTo(upper[0], upper[1]);
  context.lineTo(lower[0], lower[1]);
  context.stroke();
  // Above the shape, where it covers none of the words.
  const box = selectionBox([shape]);
  const over = box === null ? upper[1] : Math.min(upper[1], frameOf(box, camera).minY);
  paintNameTag(context, other, upper[0] - context.lineWidth / 2, over);
}
