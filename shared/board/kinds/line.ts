/** The line: straight from one point to another. */
import { drawLine } from "../draw/lines.ts";
import { EDGE } from "../draw/palette.ts";
import type { Path, PathSink } from "../draw/path.ts";
import { linePathOf, lineWidthOf, sketchBleed } from "../draw/sketching.ts";
import { distance } from "../geometry.ts";
import type { ShapeKind } from "../kind.ts";
import type { Point } from "../record.ts";
import { LINE_WIDTH } from "../style.ts";
import { boxAround, readEnds, type TwoEnds, twoEnds } from "./ends.ts";

/** A line from `from` to `to`. */
export interface LineShape extends TwoEnds {
  readonly type: "line";
}

/** The way between two points. */
class SegmentPath implements Path {
  readonly isLong = false;
  readonly box = null;
  #from: Point = [0, 0];
  #to: Point = [0, 0];

  /** Sets it anew: while thousands of lines are painted, one object serves them all. */
  of({ from, to }: LineShape): this {
    this.#from = from;
    this.#to = to;
    return this;
  }

  get length(): number {
    return distance(this.#from, this.#to);
  }

  trace(to: PathSink): void {
    to.moveTo(this.#from[0], this.#from[1]);
    to.lineTo(this.#to[0], this.#to[1]);
  }
}

const quick = new SegmentPath();

export const line: ShapeKind<LineShape> = {
  type: "line",
  keys: ["from", "to", "dash", "finish"],
  styles: ["stroke", "width", "dash", "finish"],

  read(base, fields) {
    const ends = readEnds(fields);
    return ends === null ? null : { ...base, ...ends, type: "line" };
  },

  outline(shape) {
    const width = LINE_WIDTH[shape.width];
    return {
      box: boxAround([shape.from, shape.to]),
      bleed: width / 2 + EDGE + sketchBleed(shape),
      path: new SegmentPath().of(shape),
      effort: 0,
      closed: false,
      hollow: false,
      line: width,
    };
  },

  draw(shape, pen, palette) {
    const { stroke, width, dash } = shape;
    const own = quick.of(shape);
    const path = linePathOf(shape, own, pen.detail);
    const line = lineWidthOf(shape, path, own, LINE_WIDTH[width]);
    drawLine(pen, palette, stroke, path, line, dash);
  },

  ...twoEnds,
};
