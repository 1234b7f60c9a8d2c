/** Where the text of a shape stands, and which of its lines are drawn. */
import type * as Y from "yjs";
import type { TextualShape } from "../../../shared/board/shape.ts";
import { FONT_SIZE } from "../../../shared/board/style.ts";
import { MAX_SHAPE_TEXT } from "../../../shared/limits.ts";
import { type Box, LINE_HEIGHT, leastLabel } from "../geometry.ts";
import { graphemesOf } from "./graphemes.ts";
import { fontGeneration, measureText } from "./measure.ts";
import type { Palette } from "./palette.ts";
import { type LayoutLine, layoutText, notePadding, type TextLayout, wrapWidthOf } from "./text.ts";

/** Where a shape's text stands, in board units, before the shape is turned. */
export interface TextFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Notes and text begin at the top; labels stand in the middle. */
  readonly vertical: "top" | "middle";
}

/** The lines of a shape's text that are drawn; `x` and `y` are board units before the shape is turned. */
export interface ShownText {
  readonly layout: TextLayout;
  readonly frame: TextFrame;
  readonly lines: readonly LayoutLine[];
  /** The top of the first line. */
  readonly top: number;
}

const LABEL_PADDING = 10;

/** The part of an ellipse's width and height in which a label stands well. */
const ELLIPSE_SHARE = 0.76;

interface Cached {
  readonly shown: ShownText;
  readonly generation: number;
}

interface CachedLayout extends Pick<TextualShape, "font" | "align"> {
  readonly text: string;
  readonly size: number;
  readonly frameWidth: number;
  readonly generation: number;
  readonly layout: TextLayout;
}

const shownOf = new WeakMap<TextualShape, Cached>();
const layoutOf = new WeakMap<Y.Text, CachedLayout>();

/** Where a shape's text stands. */
export function textFrame(shape: TextualShape): TextFrame {
  const [x, y] = shape.xy;
  const [width, height] = shape.size;
  switch (shape.type) {
    case "text":
      return { x, y, width, height, vertical: "top" };
    case "note": {
      const padding = notePadding(width);
      return {
        x: x + padding,
        y: y + padding,
        width: Math.max(width - 2 * padding, FONT_SIZE[shape.width]),
        height: height - 2 * padding,
        vertical: "top",
      };
    }
    case "rectangle":
    case "ellipse": {
      const least = leastLabel(shape.width);
      const share = shape.type === "ellipse" ? ELLIPSE_SHARE : 1;
      const padding = shape.type === "ellipse" ? 0 : LABEL_PADDING;
      const innerWidth = Math.max(least[0], width * share - 2 * padding);
      const innerHeight = Math.max(least[1], height);
      return {
        x: x + (width - innerWidth) / 2,
        y: y + (height - innerHeight) / 2,
        width: innerWidth,
        height: innerHeight,
        vertical: "middle",
      };
    }
  }
}

/** The lines of a shape's text, as many as it has room for. */
export function shownText(shape: TextualShape): ShownText {
  const generation = fontGeneration();
  const cached = shownOf.get(shape);
  if (cached !== undefined && cached.generation === generation) return cached.shown;
  const frame = textFrame(shape);
  const layout = layoutFor(shape, frame, generation);
  const most = mostLines(shape, frame, layout.lineHeight);
  const lines = layout.lines.length <= most ? layout.lines : cutLines(shape, layout, most);
  const free = frame.height - lines.length * layout.lineHeight;
  const top = frame.vertical === "middle" ? frame.y + free / 2 : frame.y;
  const shown = { layout, frame, lines, top };
  shownOf.set(shape, { shown, generation });
  return shown;
}

/** Microseconds that setting one character takes, about. */
const SETTING = 1.5;

/** Microseconds that it takes to set a shape's text, when that has not been set yet. */
export function labelEffort(shape: TextualShape): number {
  const { text } = shape;
  if (text.length === 0 || shownOf.get(shape)?.generation === fontGeneration()) return 0;
  const known = layoutOf.get(text);
  if (known !== undefined && known.generation === fontGeneration()) {
    // Dragged: its words are compared, and mostly the same.
    if (known.text.length === text.length) return 20 + text.length * 0.01;
  }
  // A text of its own is set twice: once to see whether it wraps.
  const times = shape.type === "text" ? 2 : 1;
  return 20 + text.length * 0.02 + Math.min(text.length, MAX_SHAPE_TEXT) * SETTING * times;
}

/** A shape that is dragged is a new object in each frame, but its text stays as it was set. */
function layoutFor(shape: TextualShape, frame: TextFrame, generation: number): TextLayout {
  const { font, align } = shape;
  const size = FONT_SIZE[shape.width];
  const text = shape.text.toString();
  const cached = layoutOf.get(shape.text);
  if (
    cached !== undefined &&
    cached.generation === generation &&
    cached.text === text &&
    cached.font === font &&
    cached.align === align &&
    cached.size === size &&
    cached.frameWidth === frame.width
  ) {
    return cached.layout;
  }
  const maxWidth =
    shape.type === "text" ? wrapWidthOf(text, font, shape.width, frame.width) : frame.width;
  const layout = layoutText(text, { font, size, maxWidth, align });
  const frameWidth = frame.width;
  layoutOf.set(shape.text, { text, font, align, size, frameWidth, generation, layout });
  return layout;
}

function mostLines(shape: TextualShape, frame: TextFrame, lineHeight: number): number {
  // A text's own box follows it; another machine's fonts may need a line more.
  const spare = shape.type === "text" ? 1.5 : 0.25;
  return Math.max(1, Math.floor(frame.height / lineHeight + spare));
}

/** The last line that has room says that there is more. */
function cutLines(shape: TextualShape, layout: TextLayout, most: number): LayoutLine[] {
  const lines = layout.lines.slice(0, most);
  const last = lines.pop();
  if (last === undefined) return lines;
  const room = layout.maxWidth ?? Number.POSITIVE_INFINITY;
  const letters = graphemesOf(last.text.trimEnd());
  const upTo = (count: number): string => letters.slice(0, count).join("");
  const fits = (count: number): boolean => measureText(`${upTo(count)}…`, layout.font) <= room;
  let kept = letters.length;
  if (!fits(kept)) {
    // The most letters that fit, found by halving: each look measures the whole line.
    let low = 0;
    while (low < kept - 1) {
      const middle = (low + kept) >> 1;
      if (fits(middle)) low = middle;
      else kept = middle;
    }
    kept = low;
  }
  const options = { ...shape, size: FONT_SIZE[shape.width], maxWidth: layout.maxWidth };
  const [cut = last] = layoutText(`${upTo(kept).trimEnd()}…`, options).lines;
  return [...lines, { ...cut, start: last.start, y: last.y }];
}

/** The box around the shown text, before the shape is turned; `null` without text. */
export function labelBox(shape: TextualShape): Box | null {
  if (shape.text.length === 0) return null;
  const { frame, lines, top, layout } = shownText(shape);
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    left = Math.min(left, line.x);
    right = Math.max(right, line.x + line.width);
  }
  return {
    minX: frame.x + left,
    minY: top,
    maxX: frame.x + right,
    maxY: top + lines.length * layout.lineHeight,
  };
}

/** The colour of a shape's text. */
export function textColor(shape: TextualShape, palette: Palette): string {
  if (shape.type === "note") return palette.noteText[shape.stroke];
  return shape.type === "text" ? palette.stroke[shape.stroke] : palette.label;
}

/** The height of one line of a shape's text. */
export function lineHeightOf(shape: TextualShape): number {
  return FONT_SIZE[shape.width] * LINE_HEIGHT;
}
