/** Connectors: how arrows and lines are drawn, with heads at their ends and a gap for their words. */
import { LINE_HEIGHT, type TextLayout } from "../draw/layout.ts";
import { drawEdge, drawLine } from "../draw/lines.ts";
import { estimateLines } from "../draw/measure.ts";
import { EDGE, type Palette } from "../draw/palette.ts";
import type { Path, PathSink } from "../draw/path.ts";
import type { Pen } from "../draw/pen.ts";
import { linePathOf, lineWidthOf, sketchBleed } from "../draw/sketching.ts";
import { type Box, boxContainsPoint, boxFromPoints, unionBox } from "../geometry.ts";
import type { Outline, ShapeKind, TextFrame } from "../kind.ts";
import { emptyText, type Fields, readWords, type ShapeBase, type Words } from "../record.ts";
import { isFilled, lengthOf, reachOf, type Tip, tipOf, traceTip, trimOf } from "../route/heads.ts";
import type { Way } from "../route/way.ts";
import { FONT_SIZE, type Head, LINE_WIDTH } from "../style.ts";
import { newWay, type TwoEnds, twoEnds, wayOf } from "./ends.ts";

/** A line with words, which may have heads. */
export interface Connector extends TwoEnds, Words {
  readonly tail: Head;
  readonly head: Head;
}

/** Where the words of a connector wrap, in ems. */
const WORDS_WIDTH = 12;

/** Air between the words and the line, in board units. */
const AIR_ACROSS = 6;
const AIR_DOWN = 2;

/** Steps in which the end of the gap is looked for, in board units. */
const STEP = 1;

/** Reads the words of a connector; those of an earlier version have none. */
export function readLabel(base: ShapeBase, fields: Fields): Words {
  const label = readWords(base, fields, "middle");
  if (label !== null) return label;
  const get = (key: string) => (key === "text" ? emptyText() : fields.get(key));
  const empty = readWords(base, { get }, "middle");
  if (empty === null) throw new Error("got no words from an empty text");
  return empty;
}

/** The whole line, or a part of it. */
class ConnectorPath implements Path {
  readonly isLong = false;
  readonly box = null;
  readonly length: number;
  readonly #trace: (to: PathSink) => void;

  constructor(length: number, trace: (to: PathSink) => void) {
    this.length = length;
    this.#trace = trace;
  }

  trace(to: PathSink): void {
    this.#trace(to);
  }
}

/** A connector as it is drawn. */
interface Parts {
  /** The line and its heads, as one path; and both for themselves. `null`: the words leave nothing. */
  readonly all: Path | null;
  readonly shaft: Path | null;
  readonly heads: Path | null;
  /** The heads that are areas. */
  readonly filled: Path | null;
}

const partsOf = new WeakMap<
  Connector,
  { readonly words: TextLayout | null; readonly parts: Parts }
>();

/** The parts of a connector whose words are set in this way; made once. */
function partsWith(shape: Connector, words: TextLayout | null): Parts {
  const known = partsOf.get(shape);
  if (known !== undefined && known.words === words) return known.parts;
  const parts = newParts(shape, words);
  partsOf.set(shape, { words, parts });
  return parts;
}

/** The line without a gap, and its heads. */
function wholeOf(shape: Connector): Path {
  const way = wayOf(shape);
  const tips = tipsOf(shape, way);
  return new ConnectorPath(way.length, (to) => {
    way.trace(to, 0, way.length);
    for (const tip of tips) traceTip(tip, to);
  });
}

function tipsOf({ head, tail, width }: Connector, way: Way): Tip[] {
  const tips: Tip[] = [];
  if (tail !== "none") tips.push(tipOf(way, tail, false, width));
  if (head !== "none") tips.push(tipOf(way, head, true, width));
  return tips;
}

function newParts(shape: Connector, words: TextLayout | null): Parts {
  const way = wayOf(shape);
  const { length } = way;
  const tips = tipsOf(shape, way);
  const trim = (head: Head, atEnd: boolean) =>
    head === "none" ? 0 : trimOf(tipOf(way, head, atEnd, shape.width));
  const first = Math.min(trim(shape.tail, false), length / 2);
  const last = Math.max(length - trim(shape.head, true), length / 2);
  const gap = words === null ? null : gapIn(way, words);
  const pieces =
    gap === null
      ? [[first, last] as const]
      : [[first, Math.min(gap.from, last)] as const, [Math.max(gap.until, first), last] as const];
  const shown = pieces.filter(([from, until]) => until > from);
  const traceShaft = (to: PathSink) => {
    for (const [from, until] of shown) way.trace(to, from, until);
  };
  const traceTips = (of: readonly Tip[]) => (to: PathSink) => {
    for (const tip of of) traceTip(tip, to);
  };
  const areas = tips.filter(isFilled);
  const heads = tips.reduce((sum, tip) => sum + lengthOf(tip), 0);
  return {
    all:
      shown.length + tips.length === 0
        ? null
        : new ConnectorPath(length + heads, (to) => {
            traceShaft(to);
            traceTips(tips)(to);
          }),
    shaft: shown.length === 0 ? null : new ConnectorPath(length, traceShaft),
    heads: tips.length === 0 ? null : new ConnectorPath(heads, traceTips(tips)),
    filled: areas.length === 0 ? null : new ConnectorPath(heads, traceTips(areas)),
  };
}

/** The part of a way over which words in its middle stand. */
function gapIn(way: Way, { width, height }: TextLayout): { from: number; until: number } | null {
  if (width === 0) return null;
  const half = way.length / 2;
  const [x, y] = way.at(half);
  const box: Box = {
    minX: x - width / 2 - AIR_ACROSS,
    minY: y - height / 2 - AIR_DOWN,
    maxX: x + width / 2 + AIR_ACROSS,
    maxY: y + height / 2 + AIR_DOWN,
  };
  let from = half;
  while (from > 0 && boxContainsPoint(box, way.at(from))) from -= STEP;
  let until = half;
  while (until < way.length && boxContainsPoint(box, way.at(until))) until += STEP;
  return { from, until };
}

/** Draws a connector. `words`: how its words are set, if they are drawn; the line leaves a gap for them. */
export function drawConnector(
  shape: Connector,
  pen: Pen,
  palette: Palette,
  words: TextLayout | null,
): void {
  const { stroke, width, dash } = shape;
  const line = LINE_WIDTH[width];
  const { all, shaft, heads, filled } = partsWith(shape, words);
  // A sketch is made once for a shape: not before its gap is known.
  const isWhole = shape.text.length === 0 || words !== null;
  const drawn = (own: Path) => (isWhole ? linePathOf(shape, own, pen.detail) : own);
  if (all === null) return;
  if (dash === "solid") {
    const path = drawn(all);
    drawLine(pen, palette, stroke, path, lineWidthOf(shape, path, all, line), dash);
    if (filled !== null) pen.fill(filled, palette.stroke[stroke]);
    return;
  }
  const path = shaft === null ? null : drawn(shaft);
  if (path !== null) drawEdge(pen, palette, stroke, path, line, dash);
  if (heads !== null) drawEdge(pen, palette, stroke, heads, line, "solid");
  if (path !== null) pen.stroke(path, palette.stroke[stroke], line, dash);
  // A head is whole, or it would not be seen as one.
  if (heads !== null) pen.stroke(heads, palette.stroke[stroke], line, "solid");
  if (filled !== null) pen.fill(filled, palette.stroke[stroke]);
}

/** The outline of a connector: its whole line, and its heads. */
export function connectorOutline(shape: Connector): Outline {
  // The box is asked for at each step of an arrow that follows: a straight way is made faster than it is kept.
  const way = shape.route === "straight" ? newWay(shape) : wayOf(shape);
  const line = LINE_WIDTH[shape.width];
  const tips = tipsOf(shape, way);
  const reach = tips.length === 0 ? null : boxFromPoints(tips.flatMap(reachOf));
  const { box } = way;
  return {
    box: reach === null ? box : unionBox(box, reach),
    bleed: line / 2 + EDGE + sketchBleed(shape),
    get path() {
      return wholeOf(shape);
    },
    effort: 0,
    closed: false,
    hollow: false,
    line,
  };
}

/** The parts of a kind that follow from its line and its words. */
export const connector = {
  ...twoEnds,
  outline: connectorOutline,
  draw: drawConnector,
  words: { align: "middle", main: false, only: false },
  textFrame(shape: Connector): TextFrame {
    const way = wayOf(shape);
    const [x, y] = way.at(way.length / 2);
    const size = FONT_SIZE[shape.letter];
    const width = size * WORDS_WIDTH;
    const lines = shape.text.length === 0 ? 1 : estimateLines(shape.text.toString(), size, width);
    const height = Math.max(1, lines) * size * LINE_HEIGHT;
    return { x: x - width / 2, y: y - height / 2, width, height, vertical: "middle" };
  },
  textColor: ({ stroke }: Connector, palette: Palette) => palette.letter[stroke],
  textEdge: ({ stroke }: Connector, palette: Palette) => palette.letterEdge[stroke],
} satisfies Partial<ShapeKind<Connector & { readonly type: string }>>;
