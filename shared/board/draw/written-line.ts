/** Draws one line of a text: its letters, what runs through or under them, and the mark of its list. It knows no shape. */
import type { LayoutLine, LineRun, TextLayout } from "./layout.ts";
import { CHECK_BOX, isCheckBox, LABEL_GAP, type ListMark, MARK_LINE, markPlace } from "./lists.ts";
import { measureText } from "./measure.ts";
import { lettersOn } from "./palette.ts";
import { BoxPath, type Path, type PathSink } from "./path.ts";
import type { Pen } from "./pen.ts";

/** The colours of a text. */
export interface Ink {
  readonly color: string;
  /** The colour of a line around its letters; `null`: none. */
  readonly edge: string | null;
}

/** The parts of a font size at which lines run under and through letters, above the baseline, and how thick they are. */
const UNDER = -0.14;
const THROUGH = 0.27;
const THICKNESS = 0.065;

/** The ground of code reaches so far around its letters, in font sizes. */
export const CODE_AROUND = { side: 0.1, above: 0.95, below: 0.28, corner: 0.16 } as const;

/** The strength of the colour on the ground of code, as two hex digits. */
export const CODE_ALPHA = "1f";

const box = new BoxPath();

/** Draws a line of letters; `left`: where the text's frame begins, `top`: where the line does, `baseline`: how far below that its letters stand. */
export function drawLetters(
  line: LayoutLine,
  { size, lineHeight, font }: Pick<TextLayout, "size" | "lineHeight" | "font">,
  place: { readonly left: number; readonly top: number; readonly baseline: number },
  ink: Ink,
  pen: Pen,
): void {
  const y = place.top + place.baseline;
  const start = place.left + line.x;
  if (line.mark !== null) {
    const edge = line.rtl ? start + line.width : start;
    drawMark(line.mark, { edge, rtl: line.rtl, size, font }, place.top, lineHeight, y, ink, pen);
  }
  for (const run of line.runs) drawRun(run, start + run.x, y, size, ink, pen);
}

function drawRun(run: LineRun, left: number, y: number, size: number, ink: Ink, pen: Pen): void {
  const { look } = run;
  const color = colorOfRun(run, ink);
  if (look.code === true) {
    const { side, above, below, corner } = CODE_AROUND;
    const width = shownWidth(run) + 2 * side * size;
    const ground = box.of(
      left - side * size,
      y - above * size,
      width,
      (above + below) * size,
      corner * size,
    );
    if (width > 2 * side * size) pen.fill(ground, `${ink.color}${CODE_ALPHA}`);
  }
  pen.text(run, left + (run.rtl ? run.width : 0), y, color, ink.edge);
  const isUnderlined = look.underline === true || hasLink(run);
  if (!isUnderlined && look.strike !== true) return;
  const width = shownWidth(run);
  const thickness = THICKNESS * size;
  if (isUnderlined) pen.fill(box.of(left, y - UNDER * size, width, thickness, 0), color);
  if (look.strike === true) pen.fill(box.of(left, y - THROUGH * size, width, thickness, 0), color);
}

/** White space at the end of a line hangs over its edge, and carries nothing. */
function shownWidth({ text, width, font }: LineRun): number {
  const shown = text.trimEnd();
  return shown.length === text.length ? width : measureText(shown, font);
}

function hasLink({ look }: LineRun): boolean {
  return look.link !== undefined && look.link !== null;
}

/** The colour of letters: their own, that of links, or that of the text. */
export function colorOfRun({ look }: Pick<LineRun, "look">, { color }: Ink): string {
  if (look.color !== undefined && look.color !== null) return lettersOn(color)[look.color];
  return look.link !== undefined && look.link !== null ? lettersOn(color).blue : color;
}

interface MarkEdge {
  /** The edge at which the letters of the line begin. */
  readonly edge: number;
  readonly rtl: boolean;
  readonly size: number;
  /** The font of plain letters. */
  readonly font: string;
}

function drawMark(
  mark: ListMark,
  { edge, rtl, size, font }: MarkEdge,
  top: number,
  lineHeight: number,
  baseline: number,
  { color, edge: outlined }: Ink,
  pen: Pen,
): void {
  if (mark.list === "ordered") {
    // The number ends where its gap begins, on whichever side the line is read from.
    const before = LABEL_GAP * size;
    const x = rtl ? edge + before + measureText(mark.label, font) : edge - before;
    const left = rtl ? x : x - measureText(mark.label, font);
    pen.text({ drawn: mark.label, font, rtl }, left, baseline, color, outlined);
    return;
  }
  const { left, side, corner } = markBox(mark, edge, rtl, size);
  const upper = top + lineHeight / 2 - side / 2;
  const path = box.of(left, upper, side, side, corner);
  const isRing = mark.list === "bullet" && mark.indent % 3 === 1;
  if (!isCheckBox(mark.list) && !isRing) {
    pen.fill(path, color);
    return;
  }
  pen.stroke(path, color, MARK_LINE * size, "solid");
  if (mark.list === "checked") {
    pen.stroke(check.of(left, upper, side), color, MARK_LINE * size * CHECK_WEIGHT, "solid");
  }
}

/** Where the mark of a list stands that is no number: its left edge, its side and its corner, in board units. */
function markBox(mark: ListMark, edge: number, rtl: boolean, size: number) {
  const place = markPlace(mark);
  const side = place.size * size;
  const left = rtl ? edge + place.reach * size - side : edge - place.reach * size;
  return { left, side, corner: place.corner * size };
}

/** A check is bolder than its box. */
const CHECK_WEIGHT = 1.5;

/** The corners of a check, as shares of its box. */
const CHECK = [
  [0.22, 0.52],
  [0.43, 0.73],
  [0.79, 0.28],
] as const;

class CheckPath implements Path {
  readonly isLong = false;
  readonly box = null;
  #left = 0;
  #top = 0;
  #side = 0;

  of(left: number, top: number, side: number): this {
    this.#left = left;
    this.#top = top;
    this.#side = side;
    return this;
  }

  get length(): number {
    return this.#side;
  }

  trace(to: PathSink): void {
    let isFirst = true;
    for (const [x, y] of CHECK) {
      const at = [this.#left + x * this.#side, this.#top + y * this.#side] as const;
      if (isFirst) to.moveTo(...at);
      else to.lineTo(...at);
      isFirst = false;
    }
  }
}

const check = new CheckPath();

/** The left edge of the room in which the mark of a line stands, or its right edge in lines from right to left. */
export function markReach(line: LayoutLine): number {
  return line.rtl ? line.x + line.width + line.hang : line.x - line.hang;
}

/** Is a point of a line, from the top left of the text's frame, on its check box? */
export function isOnCheckBox(
  line: LayoutLine,
  x: number,
  y: number,
  { size, lineHeight }: Pick<TextLayout, "size" | "lineHeight">,
): boolean {
  if (line.mark === null || !isCheckBox(line.mark.list)) return false;
  const edge = line.rtl ? line.x + line.width : line.x;
  const { left, side } = markBox(line.mark, edge, line.rtl, size);
  const around = (CHECK_BOX_REACH * size * CHECK_BOX.size) / 2;
  const middle = line.y + lineHeight / 2;
  return (
    x >= left - around && x <= left + side + around && Math.abs(y - middle) <= side / 2 + around
  );
}

/** A click may be this share of half the box beside it. */
const CHECK_BOX_REACH = 0.4;
