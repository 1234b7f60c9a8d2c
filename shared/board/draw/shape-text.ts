/** The text of a shape: where it stands, which of its lines are drawn, and how. It knows no paper. */
import type * as Y from "yjs";
import { MAX_SHAPE_TEXT } from "../../limits.ts";
import type { Box } from "../geometry.ts";
import type { TextFrame } from "../kind.ts";
import { grown } from "../kinds/stretch.ts";
import { fittedWords, layoutWords, longestWord } from "../kinds/words.ts";
import { hasText, kindOf, type Shape, type TextualShape } from "../kinds.ts";
import { type Point, type Size, sameValue } from "../record.ts";
import { FONT_SIZE } from "../style.ts";
import { MOST_ON_TOP } from "./budget.ts";
import { type LayoutLine, LINE_HEIGHT, type TextLayout } from "./layout.ts";
import { baselineOf, estimateLines, fontGeneration } from "./measure.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { type Run, runsOf, sameRuns } from "./runs.ts";
import { turnedBack } from "./sight.ts";
import { drawLetters, markReach } from "./written-line.ts";

/** The lines of a shape's text that are drawn; `x` and `y` are relative to its `xy`, before it is turned. */
export interface ShownText {
  readonly layout: TextLayout;
  readonly frame: TextFrame;
  readonly lines: readonly LayoutLine[];
  /** The top of the first line. */
  readonly top: number;
}

/** A shape whose words are set. */
interface SetWords {
  readonly shown: ShownText;
  /** The shape with room for its words: itself, or a higher one. */
  readonly seen: TextualShape;
  readonly generation: number;
}

/** Words may need this share of a line more than there is: fonts differ a little, and lines have air. */
const SLACK = 0.25;

interface CachedLayout extends Pick<TextualShape, "font" | "align" | "letter"> {
  readonly runs: readonly Run[];
  readonly length: number;
  readonly frameWidth: number;
  readonly frameHeight: number;
  readonly generation: number;
  readonly layout: TextLayout;
}

const shownOf = new WeakMap<TextualShape, SetWords>();
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

/** The colour of the line around a shape's letters; `null`: none. */
export function textEdge(shape: TextualShape, palette: Palette): string | null {
  return kindOf(shape).textEdge?.(shape, palette) ?? null;
}

const NO_SIZES: readonly number[] = [];

/** The sizes that a shape's letters may have, the largest first. */
function sizesOf(shape: TextualShape): readonly [number, ...number[]] {
  return kindOf(shape).letterSizes?.(shape) ?? [FONT_SIZE[shape.letter]];
}

/** The least size that a shape's letters may have. */
function leastSize(shape: TextualShape): number {
  return sizesOf(shape).at(-1) ?? FONT_SIZE[shape.letter];
}

/** Where the lines of a shape wrap; `null`: only at line breaks. */
export function wrapOf(shape: TextualShape, frame = textFrame(shape)): number | null {
  const { wrap } = kindOf(shape);
  return wrap === undefined ? frame.width : wrap(shape);
}

/** The lines of a shape's text, all of them, in the shape that `withRoom` gives. */
export function shownText(shape: TextualShape): ShownText {
  return (knownWords(shape) ?? newWords(shape)).shown;
}

function knownWords(shape: TextualShape): SetWords | null {
  const known = shownOf.get(shape);
  return known?.generation === fontGeneration() ? known : null;
}

function newWords(shape: TextualShape): SetWords {
  const generation = fontGeneration();
  const layout = layoutFor(shape, textFrame(shape), generation);
  const seen = roomyShape(shape, layout);
  const frame = textFrame(seen);
  const { lines } = layout;
  const top = frame.y + spaceAbove(shape, frame, layout.height);
  const words = { shown: { layout, frame, lines, top }, seen, generation };
  shownOf.set(shape, words);
  if (seen !== shape) shownOf.set(seen, words);
  return words;
}

/** The space between the top of a frame and that of its words. */
function spaceAbove(shape: TextualShape, { height, vertical }: TextFrame, words: number): number {
  const free = height - words;
  // A figure may be high enough for its words although its frame is not: then they stand in the middle of both.
  if (vertical === "middle" || (free < 0 && kindOf(shape).widthFor !== undefined)) return free / 2;
  return vertical === "bottom" ? Math.max(0, free) : 0;
}

/**
 * A shape as it is seen: with room for all of its words. Programs, earlier
 * versions and other fonts leave shapes that are too low for them; nothing of
 * that is written. A shape whose words have not been set yet is as it is stored.
 */
export function withRoom<S extends Shape>(shape: S): S {
  if (!hasText(shape) || shape.text.length === 0) return shape;
  const known = knownWords(shape);
  if (known !== null) return known.seen as S;
  // A shape in motion is a new one in each frame, but its words are set.
  const words = layoutOf.get(shape.text);
  if (words === undefined) return shape;
  const runs = runsOf(shape.text);
  if (!isOf(words, shape, textFrame(shape), fontGeneration(), runs)) return shape;
  return newWords(shape).seen as S;
}

function roomyShape(shape: TextualShape, layout: TextLayout): TextualShape {
  const height = kindOf(shape).room?.(shape, layout)[1] ?? 0;
  const [width, own] = shape.size;
  return height - own > layout.lineHeight * SLACK ? grown(shape, [width, height]) : shape;
}

/** The change of size that its words ask of a shape. `wrap`: where lines wrap, if that was said before the words changed. */
export function changeForWords(
  shape: TextualShape,
  wrap: number | null | undefined,
): { readonly size?: Size; readonly xy?: Point } {
  const kind = kindOf(shape);
  const words = setIn(shape, wrap === undefined ? textFrame(shape).width : wrap);
  const size = (words.isBroken ? widened(shape) : null) ?? kind.room?.(shape, words) ?? shape.size;
  if (sameValue(size, shape.size)) return {};
  return shape.angle === 0 ? { size } : { size, xy: grown(shape, size).xy };
}

/** The size of a shape that has grown in width for its longest word; `null` where it does not do that. */
function widened(shape: TextualShape): Size | null {
  const { widthFor, room } = kindOf(shape);
  const width = widthFor?.(longestWord(shape)) ?? 0;
  const [own, height] = shape.size;
  if (width <= own) return null;
  const wide: TextualShape = { ...shape, size: [width, height] };
  return room?.(wide, setIn(wide, textFrame(wide).width)) ?? wide.size;
}

/** The height with which a shape may be seen, in no time: exactly where its words are set, or else about. */
export function heightBound(shape: TextualShape): number {
  const { text } = shape;
  const [, height] = shape.size;
  if (text.length === 0) return height;
  const frame = textFrame(shape);
  const size = leastSize(shape);
  const lineHeight = size * LINE_HEIGHT;
  const known = layoutOf.get(text);
  if (known !== undefined && isOf(known, shape, frame, fontGeneration(), runsOf(text))) {
    return roomyShape(shape, known.layout).size[1];
  }
  const width = kindOf(shape).wrap === undefined ? frame.width : Number.POSITIVE_INFINITY;
  const needed = estimateLines(text.toString(), size, width) * lineHeight;
  const more = needed - frame.height;
  if (more <= lineHeight * SLACK) return height;
  return kindOf(shape).words?.main ? height + more : (height * needed) / frame.height;
}

/** Microseconds that setting one character takes, about. */
const SETTING = 1.5;

/** Microseconds that it takes to set a shape's text, when that has not been set yet. */
export function labelEffort(shape: TextualShape): number {
  const { text } = shape;
  if (text.length === 0 || knownWords(shape) !== null) return 0;
  const known = layoutOf.get(text);
  if (known !== undefined && known.generation === fontGeneration()) {
    // Dragged: its words are compared, and mostly the same.
    if (known.length === text.length) return 20 + text.length * 0.01;
  }
  // A text of its own is set twice: once to see whether it wraps. So are letters of several sizes, mostly.
  const isSetOnce = kindOf(shape).wrap === undefined && sizesOf(shape).length === 1;
  const times = isSetOnce ? 1 : 2;
  return 20 + text.length * 0.02 + Math.min(text.length, MAX_SHAPE_TEXT) * SETTING * times;
}

/** A shape that is dragged is a new object in each frame, but its text stays as it was set. */
function layoutFor(shape: TextualShape, frame: TextFrame, generation: number): TextLayout {
  const { font, align, letter, text } = shape;
  const runs = runsOf(text);
  const cached = layoutOf.get(text);
  if (cached !== undefined && isOf(cached, shape, frame, generation, runs)) return cached.layout;
  const layout = setIn(shape, wrapOf(shape, frame));
  const { width: frameWidth, height: frameHeight } = frame;
  const { length } = text;
  const of = { font, align, letter, frameWidth, frameHeight, generation };
  layoutOf.set(text, { runs, length, ...of, layout });
  return layout;
}

/** Sets a shape's words, at the size at which they fit if there are several. */
function setIn(shape: TextualShape, maxWidth: number | null): TextLayout {
  const sizes = sizesOf(shape);
  return sizes.length === 1 || maxWidth === null
    ? layoutWords(shape, maxWidth, sizes[0])
    : fittedWords(shape, sizes, maxWidth, textFrame(shape).height);
}

/** Was a layout made of this shape's words as they are? */
function isOf(
  cached: CachedLayout,
  shape: TextualShape,
  frame: TextFrame,
  generation: number,
  runs: readonly Run[],
): boolean {
  return (
    cached.generation === generation &&
    cached.font === shape.font &&
    cached.align === shape.align &&
    cached.letter === shape.letter &&
    cached.frameWidth === frame.width &&
    (cached.frameHeight === frame.height || kindOf(shape).letterSizes === undefined) &&
    sameRuns(cached.runs, runs)
  );
}

/** The box around the shown text, relative to the `xy` of the shape that `withRoom` gives; `null` without text. */
export function labelBox(shape: TextualShape): Box | null {
  if (shape.text.length === 0) return null;
  const { frame, lines, top, layout } = shownText(shape);
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    left = Math.min(left, line.x, markReach(line));
    right = Math.max(right, line.x + line.width, markReach(line));
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
  const [largest = FONT_SIZE[shape.letter]] = kindOf(shape).letterSizes?.(shape) ?? NO_SIZES;
  return largest >= pen.leastLetters;
}

/** Sets the words of a shape, if they can be read and there is room for that in the budget; or else `null`. */
export function setWords(shape: TextualShape, pen: Pen): SetWords | null {
  if (shape.text.length === 0 || !isReadable(shape, pen)) return null;
  const known = knownWords(shape);
  if (known !== null) return known;
  const { budget } = pen;
  const setting = labelEffort(shape);
  if (setting > MOST_ON_TOP && !budget.has(setting)) {
    budget.isUnfinished = true;
    return null;
  }
  budget.spend(setting);
  return newWords(shape);
}

/** Draws the words of a shape that are set: those lines of them that are in sight. The pen is at its place. */
export function drawWords({ shown, seen: shape }: SetWords, pen: Pen, palette: Palette): void {
  const { budget } = pen;
  const { layout, frame, lines, top } = shown;
  const { lineHeight } = layout;
  const [x, y] = shape.xy;
  const baseline = lineHeight / 2 + baselineOf(layout.font);
  const ink = { color: textColor(shape, palette), edge: textEdge(shape, palette) };
  // The part that is drawn, as the shape lies before it is turned. Letters lean out of their line a little.
  const near = turnedBack(pen.within, shape);
  const lean = lineHeight / 2;
  const first = Math.max(0, Math.floor((near.minY - y - top) / lineHeight));
  for (let row = first; row < lines.length; row++) {
    const line = lines[row];
    // Setting the font alone takes longer than a box.
    if (line === undefined || y + top + line.y > near.maxY) break;
    const start = frame.x + line.x;
    const around = lean + line.hang;
    if (x + start > near.maxX + around || x + start + line.width < near.minX - around) continue;
    const drawing = drawingEffort(line);
    if (budget.isOver && drawing > MOST_ON_TOP / 10) {
      budget.isUnfinished = true;
      return;
    }
    budget.spend(drawing);
    drawLetters(line, layout, { left: frame.x, top: top + line.y, baseline }, ink, pen);
  }
}
