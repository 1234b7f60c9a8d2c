/** The text of a shape: where it stands, which of its lines are drawn, and how. It knows no paper. */
import type * as Y from "yjs";
import { MAX_SHAPE_TEXT } from "../../limits.ts";
import type { Box } from "../geometry.ts";
import type { TextFrame } from "../kind.ts";
import { kindOf, type TextualShape } from "../kinds.ts";
import { FONT_SIZE } from "../style.ts";
import { MOST_ON_TOP } from "./budget.ts";
import { graphemesOf } from "./graphemes.ts";
import { type LayoutLine, LINE_HEIGHT, layoutText, type TextLayout } from "./layout.ts";
import { baselineOf, fontGeneration, measureText } from "./measure.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { type Run, runsOf, sameRuns } from "./runs.ts";
import { turnedBack } from "./sight.ts";

/** The lines of a shape's text that are drawn; `x` and `y` are relative to its `xy`, before it is turned. */
export interface ShownText {
  readonly layout: TextLayout;
  readonly frame: TextFrame;
  readonly lines: readonly LayoutLine[];
  /** The top of the first line. */
  readonly top: number;
}

interface Cached {
  readonly shown: ShownText;
  readonly generation: number;
}

interface CachedLayout extends Pick<TextualShape, "font" | "align"> {
  readonly runs: readonly Run[];
  readonly length: number;
  readonly size: number;
  readonly frameWidth: number;
  readonly generation: number;
  readonly layout: TextLayout;
}

const shownOf = new WeakMap<TextualShape, Cached>();
const layoutOf = new WeakMap<Y.Text, CachedLayout>();

/** Where a shape's text stands. */
export function textFrame(shape: TextualShape): TextFrame {
  const frame = kindOf(shape).textFrame?.(shape);
  if (frame === undefined) throw new Error(`got a ${shape.type}, expected a shape with text`);
  return frame;
}

/** The colour of a shape's text. */
export function textColor(shape: TextualShape, palette: Palette): string {
  return kindOf(shape).textColor?.(shape, palette) ?? palette.label;
}

/** The height of one line of a shape's text. */
export function lineHeightOf(shape: TextualShape): number {
  return FONT_SIZE[shape.letter] * LINE_HEIGHT;
}

/** Where the lines of a shape wrap; `null`: only at line breaks. */
export function wrapOf(shape: TextualShape, frame = textFrame(shape)): number | null {
  const { wrap } = kindOf(shape);
  return wrap === undefined ? frame.width : wrap(shape);
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
    if (known.length === text.length) return 20 + text.length * 0.01;
  }
  // A text of its own is set twice: once to see whether it wraps.
  const times = kindOf(shape).wrap === undefined ? 1 : 2;
  return 20 + text.length * 0.02 + Math.min(text.length, MAX_SHAPE_TEXT) * SETTING * times;
}

/** A shape that is dragged is a new object in each frame, but its text stays as it was set. */
function layoutFor(shape: TextualShape, frame: TextFrame, generation: number): TextLayout {
  const { font, align, text } = shape;
  const size = FONT_SIZE[shape.letter];
  const runs = runsOf(text);
  const cached = layoutOf.get(text);
  if (
    cached !== undefined &&
    cached.generation === generation &&
    cached.font === font &&
    cached.align === align &&
    cached.size === size &&
    cached.frameWidth === frame.width &&
    sameRuns(cached.runs, runs)
  ) {
    return cached.layout;
  }
  const layout = layoutText(runs, { font, size, maxWidth: wrapOf(shape, frame), align });
  const frameWidth = frame.width;
  const { length } = text;
  layoutOf.set(text, { runs, length, font, align, size, frameWidth, generation, layout });
  return layout;
}

function mostLines(shape: TextualShape, frame: TextFrame, lineHeight: number): number {
  // A text's own box follows it; another machine's fonts may need a line more.
  const spare = kindOf(shape).wrap === undefined ? 0.25 : 1.5;
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
  const options = { ...shape, size: FONT_SIZE[shape.letter], maxWidth: layout.maxWidth };
  const [cut = last] = layoutText(`${upTo(kept).trimEnd()}…`, options).lines;
  return [...lines, { ...cut, start: last.start, y: last.y }];
}

/** The box around the shown text, relative to the shape's `xy`, before it is turned; `null` without text. */
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

/** Microseconds that a run of text takes, and each of its letters, about. */
const LINE_EFFORT = 6;
const LETTER_EFFORT = 0.1;

function drawingEffort({ runs }: LayoutLine): number {
  let effort = 0;
  for (const { drawn } of runs) effort += LINE_EFFORT + drawn.length * LETTER_EFFORT;
  return effort;
}

/** Are a shape's letters large enough to be read? */
export function isReadable(shape: TextualShape, pen: Pen): boolean {
  return FONT_SIZE[shape.letter] >= pen.leastLetters;
}

/** Draws the words of a shape: those lines of them that are in sight. The pen is at the shape's place. */
export function drawWords(shape: TextualShape, pen: Pen, palette: Palette): void {
  if (!isReadable(shape, pen) || shape.text.length === 0) return;
  const { budget } = pen;
  const setting = labelEffort(shape);
  if (setting > MOST_ON_TOP && !budget.has(setting)) {
    budget.isUnfinished = true;
    return;
  }
  budget.spend(setting);
  const { layout, frame, lines, top } = shownText(shape);
  const { lineHeight } = layout;
  const [x, y] = shape.xy;
  const baseline = lineHeight / 2 + baselineOf(layout.font);
  const color = textColor(shape, palette);
  // The part that is drawn, as the shape lies before it is turned. Letters lean out of their line a little.
  const near = turnedBack(pen.within, shape);
  const lean = lineHeight / 2;
  const first = Math.max(0, Math.floor((near.minY - y - top) / lineHeight));
  for (let row = first; row < lines.length; row++) {
    const line = lines[row];
    // Setting the font alone takes longer than a box.
    if (line === undefined || y + top + line.y > near.maxY) break;
    const start = frame.x + line.x;
    if (x + start > near.maxX + lean || x + start + line.width < near.minX - lean) continue;
    const drawing = drawingEffort(line);
    if (budget.isOver && drawing > MOST_ON_TOP / 10) {
      budget.isUnfinished = true;
      return;
    }
    budget.spend(drawing);
    for (const run of line.runs) {
      const edge = start + run.x + (run.rtl ? run.width : 0);
      pen.text(run, edge, top + line.y + baseline, color);
    }
  }
}
