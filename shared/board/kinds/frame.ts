/** The frame: a named sheet on which other shapes lie, and beyond which nothing of them is seen. */
import { cutText, drawable, graphemesOf } from "../draw/graphemes.ts";
import { drawLine } from "../draw/lines.ts";
import { cssFont, type Measure, measureText } from "../draw/measure.ts";
import { BoxPath } from "../draw/path.ts";
import type { ShapeKind } from "../kind.ts";
import type { ShapeBase } from "../record.ts";
import { stretched } from "./stretch.ts";

/** A frame; `stroke` names its colour. It is never turned. */
export interface FrameShape extends ShapeBase {
  readonly type: "frame";
  /** Empty: it has none. */
  readonly name: string;
}

/** The longest name of a frame, in UTF-16 units; what is beyond is not shown. */
export const MAX_FRAME_NAME = 100;

/** The width of the line around it, in board units. It lies outside, where no content covers it. */
const BORDER = 1.5;

/** Air around it, in board units: its name stands there in files. */
const BLEED = 24;

/** The share of a colour's softness that its sheet has, as the two digits that a colour ends with. */
const TINT = "66";

/** Letters of its name in a file, and how far they stand above it, in board units. */
const NAME_SIZE = 14;
const NAME_ABOVE = 8;

const quick = new BoxPath();

export const frame: ShapeKind<FrameShape> = {
  type: "frame",
  keys: ["name"],
  styles: ["stroke"],
  container: { clips: true },

  read(base, fields) {
    const name = fields.get("name");
    const shown = typeof name === "string" ? cutText(name, MAX_FRAME_NAME) : "";
    return { ...base, type: "frame", angle: 0, name: shown };
  },

  outline({ size: [width, height] }) {
    return {
      box: { minX: 0, minY: 0, maxX: width, maxY: height },
      bleed: BLEED,
      path: new BoxPath().of(0, 0, width, height, 0),
      effort: 0,
      closed: true,
      hollow: true,
      line: 2 * BORDER,
    };
  },

  draw({ size: [width, height], stroke, name }, pen, palette) {
    quick.of(0, 0, width, height, 0);
    pen.fill(quick, palette.sheet);
    const isPlain = stroke === "ink" || stroke === "white";
    if (!isPlain) pen.fill(quick, `${palette.soft[stroke]}${TINT}`);
    const border = quick.of(-BORDER / 2, -BORDER / 2, width + BORDER, height + BORDER, 0);
    if (isPlain) pen.stroke(border, palette.sheetEdge, BORDER, "solid");
    else drawLine(pen, palette, stroke, border, BORDER, "solid");
    // On a screen, names are marks over the shapes, of one size for every zoom.
    if (Number.isFinite(pen.detail)) return;
    const font = cssFont("sans", NAME_SIZE);
    const drawn = cutToWidth(name, font, width);
    if (drawn !== "") pen.text({ drawn, font, rtl: false }, 0, -NAME_ABOVE, palette.label);
  },

  resized: (shape, from, to) => ({ ...shape, ...stretched(shape, from, to) }),
};

/** The beginning of a name that is no wider than so many units of its font, with a sign where something is left out. */
export function cutToWidth(
  name: string,
  font: string,
  width: number,
  measure: Measure = measureText,
): string {
  const line = drawable(name.replace(/\s+/gu, " ").trim());
  if (measure(line, font) <= width) return line;
  const letters = graphemesOf(line);
  let [least, most] = [0, letters.length];
  while (least < most) {
    const middle = (least + most + 1) >> 1;
    if (measure(`${letters.slice(0, middle).join("").trimEnd()}…`, font) <= width) least = middle;
    else most = middle - 1;
  }
  return least === 0 ? "" : `${letters.slice(0, least).join("").trimEnd()}…`;
}
